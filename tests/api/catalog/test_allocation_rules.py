"""Members vote by which rule their sales are divided, and each reads why so many units were hers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Person
from catalog import services, shares
from catalog.models import AllocationRule, Contribution
from decisions.kinds import Refused
from tests.support import trade, votes
from tests.support.people import actor, client_for

pytestmark = pytest.mark.django_db


def choose(pool: trade.Pool, rule: str) -> None:
    """This will let the association have the rule, as if its members had voted so."""
    version = AllocationRule.objects.filter(association=pool.cast.association).count() + 2
    AllocationRule.objects.create(association=pool.cast.association, version=version, name=rule)


def sell(pool: trade.Pool, units: int) -> dict[int, int]:
    """This will sell units, and return how many each member gave, by her place."""
    held = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=units)
    parts = services.spend(sales=[services.Sale(hold_id=held.id, document="a sale", amount_clp=1)])
    places = {member.producer.pk: place for place, member in enumerate(pool.members)}
    gave: dict[int, int] = {}
    for part in parts:
        gave[places[part.producer_id]] = gave.get(places[part.producer_id], 0) + part.units
    return gave


def read(pool: trade.Pool, place: int, what: str = "", language: str = "es") -> Any:
    association = pool.cast.association.pk
    reader = pool.members[place].person
    Person.objects.filter(pk=reader.pk).update(locale=language)
    answer = client_for(reader).get(f"/api/v1/associations/{association}/offers/{pool.offer.pk}{what}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def line(pool: trade.Pool, place: int, language: str = "es") -> str | None:
    """This will return what the newest sale says to the member."""
    return next(row for row in read(pool, place, "/activity", language)["results"] if row["kind"] == "allocated")[
        "line"
    ]


@pytest.mark.parametrize("rule", list(shares.RULES))
def test_an_allocation_over_fifty_lots_takes_six_statements_by_every_rule(rule: str):
    pool = trade.pool((50, 30, 20))
    for _ in range(47):
        trade.contribute(pool.offer, pool.members[0], 20)
    choose(pool, rule)
    held = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=60)
    with CaptureQueriesContext(connection) as queries:
        services.spend(sales=[services.Sale(hold_id=held.id, document="a sale", amount_clp=1)])
    assert len(queries) <= 6, [query["sql"][:80] for query in queries]
    trade.check_adds_up(pool.offer)


def test_a_vote_changes_the_rule_by_itself_and_the_next_sale_is_divided_by_it():
    pool = trade.pool((50, 30, 20))
    assert (read(pool, 0)["rule"]["name"], read(pool, 0)["rule"]["version"]) == ("pro_rata", 1)
    assert sell(pool, 10) == {0: 5, 1: 3, 2: 2}
    assert line(pool, 0) == "Tus 5 de 10: a prorrata, tienes el 50 %."

    params = {"rule": "catalog.allocation", "value": "rotation"}
    proposal = votes.opened(pool.cast, kind="change_rule", params=params)
    votes.decided(proposal, [(member, "yes") for member in pool.members])
    rule = read(pool, 0)["rule"]
    assert (rule["name"], rule["version"], rule["title"]) == ("rotation", 2, "Por turnos, de a uno")
    assert rule["effective_from"] is not None
    assert sell(pool, 7) == {0: 3, 1: 2, 2: 2}
    assert sell(pool, 2) == {1: 1, 2: 1}
    assert line(pool, 1) == "Te tocó 1 de 2: por turnos, de a uno entre 3 socios."
    assert line(pool, 0) is None
    # What was sold before was divided by what held then.
    sales = [row for row in read(pool, 0, "/activity")["results"] if row["kind"] == "allocated"]
    assert [row["line"] and row["line"].split(": ")[1][:8] for row in sales] == [None, "por turn", "a prorra"]
    trade.check_adds_up(pool.offer)


def test_the_same_rule_again_is_no_new_version_and_every_version_stays():
    pool = trade.pool()
    for value in ("pro_rata", "least_sold", "least_sold", "pro_rata"):
        proposal = votes.opened(
            pool.cast, kind="change_rule", params={"rule": "catalog.allocation", "value": value}, title=f"Por {value}"
        )
        votes.decided(proposal, [(member, "yes") for member in pool.members])
    rows = AllocationRule.objects.filter(association=pool.cast.association).order_by("version")
    assert list(rows.values_list("version", "name")) == [(2, "least_sold"), (3, "pro_rata")]


@pytest.mark.parametrize("value", ["who_shouts", "", None, 3, ["rotation"], {"rule": "rotation"}])
def test_a_rule_that_there_is_not_cannot_be_proposed(value: object):
    pool = trade.pool()
    with pytest.raises(Refused):
        votes.propose(pool.cast, kind="change_rule", params={"rule": "catalog.allocation", "value": value})


def test_balances_wait_while_another_rule_is_at_work():
    pool = trade.pool((50, 50))
    assert sell(pool, 1) == {0: 1}
    choose(pool, "least_sold")
    assert sell(pool, 3) == {1: 2, 0: 1}
    choose(pool, "pro_rata")
    # One unit was sold by this rule so far, and it was the first member's.
    assert sell(pool, 1) == {1: 1}
    trade.check_adds_up(pool.offer)


def test_what_expires_first_goes_first_and_says_until_when():
    pool = trade.pool((10,))
    soon = timezone.localdate() + timedelta(days=9)
    second = pool.members[1]
    trade.contribute(pool.offer, second, 5, of=trade.lot(second, 5, best_before=soon))
    choose(pool, "first_to_expire")
    assert sell(pool, 7) == {1: 5, 0: 2}
    said = line(pool, 1, "en")
    assert said is not None
    assert said.startswith("Your 5 of 7: what expires first goes first; yours is best before ")
    assert str(soon.year) in said
    assert pool.members[0].producer.name not in str(line(pool, 0))


def test_least_sold_counts_what_a_member_sold_of_all_her_lots():
    pool = trade.pool((10, 10))
    choose(pool, "least_sold")
    assert sell(pool, 6) == {0: 3, 1: 3}
    trade.contribute(pool.offer, pool.members[0], 40)
    assert sell(pool, 4) == {0: 2, 1: 2}
    assert line(pool, 1, "en") == "Your 2 of 4: whoever sold least goes first, and you had sold 3."


def test_leaving_and_coming_back_does_not_change_whose_turn_it_is():
    pool = trade.pool((10, 10, 10))
    choose(pool, "rotation")
    assert sell(pool, 1) == {0: 1}
    first, who = pool.contributions[0], actor(pool.members[0].person)
    association = pool.cast.association.pk
    services.withdraw(actor=who, association_id=association, contribution_id=first.pk, units=9)
    services.contribute(actor=who, association_id=association, offer_id=pool.offer.pk, lot_id=first.lot_id, units=9)
    trade.contribute(pool.offer, pool.members[0], 30)
    assert sell(pool, 2) == {1: 1, 2: 1}
    assert sell(pool, 3) == {0: 1, 1: 1, 2: 1}
    assert Contribution.objects.get(pk=first.pk).last_turn == 4


def test_what_is_held_is_shown_as_the_rule_would_take_it():
    pool = trade.pool((50, 30, 20))
    choose(pool, "rotation")
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=9)
    members = read(pool, 0)["members"]
    assert [member["reserved"] for member in members] == [3, 3, 3]
