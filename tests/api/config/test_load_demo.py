"""The demo: a region's worth of people and goods, made by the commands that people use, on this machine only."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from catalog.models import Category, Contribution, CoverGrant, Lot, Offer
from config.demo import people, tables
from coops.models import Association, Membership
from coops.territory import is_comuna
from events.models import OutboxEvent
from infra.local.postgres import CHECKOUT
from origin.models import Certificate, Seal
from tests.support.browser import Browser
from tests.support.trade import check_adds_up

pytestmark = pytest.mark.django_db

_ASSETS = CHECKOUT / "frontend" / "src" / "assets"
_LONGEST_SECONDS = 15


def load() -> list[dict[str, Any]]:
    """This will run the command and return the sign-ins that it prints: one line of JSON and nothing else."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    (line,) = printed.getvalue().splitlines()
    return list(json.loads(line)["signins"])


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[dict[str, Any]]]:
    """The demo, loaded once for those who only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = time.process_time()
        signins = load()
        assert time.process_time() - before < _LONGEST_SECONDS
        yield signins
        transaction.set_rollback(True)


def test_it_loads_once(demo: list[dict[str, Any]]):
    signins = demo
    counts = (Person.objects.count(), Offer.objects.count(), OutboxEvent.objects.count())
    assert load() == signins
    assert (Person.objects.count(), Offer.objects.count(), OutboxEvent.objects.count()) == counts
    assert Association.objects.filter(status="constituted").count() >= 10
    assert Offer.objects.count() >= 25
    assert {"administrator", "member", "buyer", "steward"} <= {signin["role"] for signin in signins}


def test_everybody_can_sign_in_and_nobody_is_real(demo: list[dict[str, Any]]):
    signins = demo
    browser = Browser()
    for signin in signins:
        assert browser.sign_in(signin["email"], signin["password"]).status_code == 200, signin
        assert browser.person is not None
        assert browser.person["name"] == signin["who"]
        browser.sign_out()
    assert all(person.check_password(people.PASSWORD) for person in Person.objects.all())
    assert all(person.email.endswith(".example") for person in Person.objects.all())


def test_the_cheese_is_shared_as_on_the_drawing_and_every_figure_adds_up(demo: list[dict[str, Any]]):
    cheese = Offer.objects.get(name="Queso de cabra maduro")
    assert [share["units"] for share in cheese.shares] == [70, 50, 40, 24, 16]
    assert [share["percent"] for share in cheese.shares] == [35, 25, 20, 12, 8]
    assert (cheese.free, cheese.status) == (200, "open")
    for offer in Offer.objects.all():
        check_adds_up(offer)


def test_names_are_proved_and_nothing_pretends_to_be_registered(demo: list[dict[str, Any]]):
    assert not Seal.objects.filter(status=Seal.Status.REGISTERED).exists()
    issued = Certificate.objects.filter(status=Certificate.Status.ISSUED)
    assert sorted(issued.values_list("seal__kind", flat=True)) == ["law"] * 5 + ["own"] * 5
    # Whoever decides on her own says that the word is hers alone.
    alone = issued.filter(assessor=Certificate.Assessor.SELF)
    assert set(alone.values_list("producer__name", flat=True)) == {"Viña Amanda Pizarro"}
    assert Certificate.objects.filter(status=Certificate.Status.APPLIED).count() == 1
    required = Offer.objects.exclude(requires=[])
    assert {offer.name for offer in required} == {
        "Queso de cabra maduro", "Pisco Luna Quieta reservado", "Pisco Luna Quieta especial",
    }  # fmt: skip
    assert {offer.uncovered for offer in required} == {0}
    for grant in CoverGrant.objects.select_related("lot"):
        assert grant.units == grant.lot.units


def test_nothing_is_out_of_date_and_everything_has_a_picture(demo: list[dict[str, Any]]):
    today = timezone.localdate()
    for lot in Lot.objects.all():
        assert lot.made_on <= today
        assert lot.best_before is None or lot.best_before > today
    for offer in Offer.objects.all():
        assert (_ASSETS / "art" / f"{offer.picture}.svg").exists(), offer.picture
        assert (_ASSETS / "emblems" / f"{offer.emblem}.svg").exists(), offer.emblem
        assert offer.description_es
        assert offer.description_en
        assert offer.status == "open" or (offer.perishable and today.month not in offer.season_months)
        assert (offer.alcohol_degrees is not None) == (offer.category in ("spirits", "wine"))


def test_who_contributes_is_a_member_and_places_are_the_regions(demo: list[dict[str, Any]]):
    for row in Contribution.objects.select_related("membership", "offer", "producer"):
        assert row.membership.association_id == row.offer.association_id
        assert row.membership.producer_id == row.producer_id
        assert row.membership.status == Membership.Status.ACTIVE
        assert is_comuna(row.producer.comuna)


def test_the_tables_agree_with_the_facts_of_the_region():
    products = tables.products()
    assert {product.category for product in products.values()} <= set(Category.values)
    assert products["Queso de cabra fresco"].season_months == (7, 8, 9, 10, 11, 12, 1)
    assert products["Pisco (four categories by degree)"].season_months == tuple(range(1, 13))
    assert {offer.product for offer in tables.offers()} <= set(products)
    # By law: the degrees decide the name of a pisco, from 30 to 50.
    assert all(
        30 <= (o.alcohol_degrees or 0) <= 50 for o in tables.offers() if products[o.product].category == "spirits"
    )
