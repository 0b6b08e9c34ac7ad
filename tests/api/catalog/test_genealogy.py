"""What is in a jar, and which jars hold an input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Lot, LotInput
from catalog.queries import genealogy
from tests.support import trade
from tests.support.people import Cast, Member, client_for, constituted_association

pytestmark = pytest.mark.django_db


def chain(cast: Cast, *pairs: tuple[str, str]) -> dict[str, Lot]:
    """This will make lots by letters, and each pair an input and what it went into."""
    made: dict[str, Lot] = {}
    for name in sorted({letter for pair in pairs for letter in pair}):
        made[name] = trade.lot(cast.members[1], 20, product_name=f"Lote {name}")
    for source, target in pairs:
        LotInput.objects.create(lot=made[target], input_lot=made[source], units=2)
    return made


def asked(who: Member, cast: Cast, lot: Lot) -> Any:
    """This will ask for a lot's family in an association, as a member."""
    return client_for(who.person).get(f"/api/v1/associations/{cast.association.pk}/lots/{lot.pk}/genealogy")


def test_both_ways_by_steps() -> None:
    cast = constituted_association(2)
    made = chain(cast, ("a", "c"), ("b", "c"), ("c", "d"), ("c", "e"), ("x", "e"))
    body = asked(cast.members[1], cast, made["c"]).json()
    steps = {lot["product_name"][-1]: lot["step"] for lot in body["lots"]}
    assert steps == {"a": -1, "b": -1, "c": 0, "d": 1, "e": 1}
    assert body["whole"] is True
    assert len(body["links"]) == 4
    recalled = genealogy.family(made["a"].pk).descendants
    assert recalled == {made[name].pk for name in "acde"}


def test_a_circle_that_got_in_somehow_ends() -> None:
    cast = constituted_association(2)
    made = chain(cast, ("a", "b"), ("b", "c"), ("c", "a"))
    assert set(genealogy.family(made["a"].pk).steps) == {made[name].pk for name in "abc"}


def test_a_family_that_is_too_large_is_cut_off_and_says_so() -> None:
    cast = constituted_association(2)
    made = chain(cast, ("a", "b"))
    source = made["a"]
    today = timezone.localdate()
    jars = Lot.objects.bulk_create(
        Lot(
            code=f"J-{number}", producer=source.producer, product=source.product, product_name="Frasco",
            category="cheese", made_on=today - timedelta(days=1), units=1, free=1,
        )
        for number in range(genealogy.MOST + 20)
    )  # fmt: skip
    LotInput.objects.bulk_create(LotInput(lot=jar, input_lot=source, units=1) for jar in jars)
    found = genealogy.family(source.pk)
    assert len(found.steps) == genealogy.MOST + 1
    assert not found.whole
    answer = asked(cast.members[1], cast, source)
    assert answer.json()["whole"] is False
    assert len(answer.content) < 130_000


def test_the_nearest_are_shown_of_a_large_family() -> None:
    cast = constituted_association(2)
    made = chain(cast, ("a", "b"), ("b", "c"), ("c", "d"))
    found = genealogy.family(made["c"].pk, most=2)
    assert set(found.steps) == {made[name].pk for name in "bcd"}
    assert not found.whole


def test_links_that_are_too_many_are_cut_off_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(genealogy, "MOST_LINKS", 1)
    cast = constituted_association(2)
    made = chain(cast, ("a", "c"), ("b", "c"))
    body = asked(cast.members[1], cast, made["c"]).json()
    assert (len(body["links"]), body["whole"]) == (1, False)


def test_of_many_offers_those_are_shown_in_which_something_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = trade.pool((50, 30))
    lot = trade.lot(pool.members[1], 20)
    trade.contribute(pool.offer, pool.members[1], 5, of=lot)
    second = trade.contribute(trade.offer(pool.cast, name="Zapallo"), pool.members[1], 5, of=lot)
    body = asked(pool.members[0], pool.cast, lot).json()
    assert ([row["name"] for row in body["offers"]], body["all_offers"]) == ([pool.offer.name, "Zapallo"], True)
    monkeypatch.setattr(genealogy, "MOST_OFFERS", 1)
    body = asked(pool.members[0], pool.cast, lot).json()
    assert ([row["name"] for row in body["offers"]], body["all_offers"]) == (["Zapallo"], False)
    # Sold out there: what still stands in the other one has to be found first.
    type(second).objects.filter(pk=second.pk).update(allocated=5)
    body = asked(pool.members[0], pool.cast, lot).json()
    assert ([row["name"] for row in body["offers"]], body["all_offers"]) == ([pool.offer.name], False)


def test_colleagues_are_named_and_strangers_are_not() -> None:
    cast, elsewhere = constituted_association(2), constituted_association(2)
    pool = trade.pool((9,), cast=cast)
    lot = pool.contributions[0].lot
    for member in (cast.members[1], elsewhere.members[1]):
        type(member.producer).objects.filter(pk=member.producer.pk).update(shows_name=False)
        LotInput.objects.create(lot=lot, input_lot=trade.lot(member, 5), units=1)
    names = {row["producer_name"] for row in asked(pool.members[0], cast, lot).json()["lots"]}
    assert cast.members[1].producer.name in names
    assert elsewhere.members[1].producer.name not in names


def test_whose_business_it_is() -> None:
    pool = trade.pool((50, 30))
    lot = pool.contributions[1].lot
    assert asked(pool.members[0], pool.cast, lot).status_code == 200
    others = constituted_association(2)
    assert asked(others.members[0], pool.cast, lot).status_code == 404
    assert asked(others.members[0], others, lot).status_code == 404
    # A member's lot that is in no pool is her own business.
    at_home = trade.lot(pool.members[1], 5)
    assert asked(pool.members[1], pool.cast, at_home).status_code == 200
    assert asked(pool.members[0], pool.cast, at_home).status_code == 404
