"""What a certificate does for an offer: the name that buyers see, and what would stop with it, told before somebody stops it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.dateparse import parse_datetime

from catalog import services as catalog
from catalog.models import Lot, Offer
from origin import services
from origin.models import Certificate
from tests.support import people, seals, trade
from tests.support.people import Api, Cast, actor, client_for

pytestmark = pytest.mark.django_db


def at_stake(certificate: Certificate, cast: Cast) -> dict[str, Any]:
    path = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
    return dict(client_for(cast.administrator.person).get(path).json()["at_stake"])


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(3)


def certified(cast: Cast, *, granted: int = 30) -> tuple[Certificate, Lot, Offer]:
    """This will make an offer that requires a seal, with 40 units of a lot of which `granted` are certified."""
    member = cast.members[1]
    lot = trade.lot(member, 40)
    seal = seals.own_seal(cast)
    certificate = seals.issued(cast, member, seal=seal, lot=lot)
    offer = trade.offer(cast)
    who = actor(cast.administrator.person)
    catalog.require_seals(actor=who, association_id=cast.association.pk, offer_id=offer.pk, seal_ids=[seal.pk])
    trade.contribute(offer, member, 40, of=lot)
    services.grant(
        actor=who, association_id=cast.association.pk, certificate_id=certificate.pk, lot_id=lot.pk, units=granted
    )
    return certificate, lot, offer


def test_what_is_for_sale_by_it_is_what_leaves_the_sale(cast: Cast):
    certificate, _lot, offer = certified(cast)
    assert at_stake(certificate, cast) == {"for_sale": 30, "promised": 0, "offers": [offer.name]}
    before = Offer.objects.get(pk=offer.pk).free
    services.suspend(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        certificate_id=certificate.pk,
        reason="Falta una visita.",
    )
    assert before - Offer.objects.get(pk=offer.pk).free == 30


def shown(offer: Offer) -> dict[str, Any]:
    answer = Api().get(f"/api/v1/catalog/offers/{offer.slug}").json()
    return {name: answer[name] for name in ("badges", "certificates")}


def test_buyers_see_the_name_who_looked_and_until_when_and_nothing_once_it_is_revoked(cast: Cast):
    certificate, _lot, offer = certified(cast)
    seal = certificate.seal
    told = shown(offer)
    assert [(one["kind"], one["slug"], one["assessed_by"]) for one in told["badges"]] == [
        ("own", seal.slug, "association")
    ]
    assert [(one["seal"], one["code"]) for one in told["certificates"]] == [(seal.slug, certificate.code)]
    assert certificate.valid_until is not None
    assert parse_datetime(told["certificates"][0]["valid_until"]) == certificate.valid_until
    services.revoke(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        certificate_id=certificate.pk,
        reason="No es lo que decía.",
    )
    assert shown(offer) == {"badges": [], "certificates": []}


def test_an_offer_that_asks_for_no_seal_stays_on_sale(cast: Cast):
    member = cast.members[1]
    lot = trade.lot(member, 40)
    certificate = seals.issued(cast, member, lot=lot)
    trade.contribute(trade.offer(cast), member, 40, of=lot)
    services.grant(
        actor=actor(member.person),
        association_id=cast.association.pk,
        certificate_id=certificate.pk,
        lot_id=lot.pk,
        units=40,
    )
    assert at_stake(certificate, cast) == {"for_sale": 0, "promised": 0, "offers": []}


def test_what_nobody_certified_yet_puts_nothing_at_stake(cast: Cast):
    certificate = seals.applied(cast, cast.members[1])
    assert at_stake(certificate, cast) == {"for_sale": 0, "promised": 0, "offers": []}
