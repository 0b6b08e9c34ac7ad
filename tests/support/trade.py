"""Goods for tests: an offer of an association with lots of its members in it, and the figures that must always add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from catalog import services
from catalog.models import Contribution, Hold, Lot, LotMovement, Offer, StockMovement
from tests.support.people import Cast, Member, actor, constituted_association

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Pool:
    """An open offer, the association with its members, and their contributions in the order of their lots."""

    cast: Cast
    offer: Offer
    contributions: list[Contribution]

    @property
    def members(self) -> list[Member]:
        return self.cast.members


def offer_text(**fields: Any) -> services.OfferText:
    """This will describe a goat cheese, or what `fields` make of it."""
    return services.OfferText(
        **{
            "name": "Queso de cabra maduro",
            "category": "cheese",
            "unit_es": "queso",
            "units_es": "quesos",
            "unit_en": "cheese",
            "units_en": "cheeses",
            "net_content": "400 g",
            "price_clp": 7990,
            "comuna": "04305",
            "perishable": True,
            "withdrawal_right": False,
            "emblem": "goat",
            **fields,
        }
    )


def offer(cast: Cast, *, opened: bool = True, **fields: Any) -> Offer:
    """This will make an offer of the association, on sale unless told otherwise."""
    who = actor(cast.administrator.person)
    made = services.create_offer(actor=who, association_id=cast.association.pk, text=offer_text(**fields))
    if opened:
        services.open_offer(actor=who, association_id=cast.association.pk, offer_id=made.pk)
    made.refresh_from_db()
    return made


def lot(member: Member, units: int, **fields: Any) -> Lot:
    """This will make a lot of the member's cheese that lasts for three more months."""
    today = timezone.localdate()
    fields.setdefault("product_name", "Queso de cabra maduro")
    fields.setdefault("category", "cheese")
    fields.setdefault("made_on", today - timedelta(days=50))
    fields.setdefault("best_before", today + timedelta(days=90))
    return services.create_lot(actor=actor(member.person), producer_id=member.producer.pk, units=units, **fields)


def contribute(pool_offer: Offer, member: Member, units: int, *, of: Lot | None = None) -> Contribution:
    """This will put units of the member's lot into the offer; of a new lot of just so many unless one is given."""
    return services.contribute(
        actor=actor(member.person),
        association_id=pool_offer.association_id,
        offer_id=pool_offer.pk,
        lot_id=(of or lot(member, units, category=pool_offer.category)).pk,
        units=units,
    )


def pool(units: Sequence[int] = (50, 30, 20), *, cast: Cast | None = None, **fields: Any) -> Pool:
    """This will make an open offer with one lot of each of the first members: 50, 30 and 20 units unless told otherwise."""
    cast = cast or constituted_association(max(2, len(units)))
    made = offer(cast, **fields)
    contributions = [contribute(made, member, count) for member, count in zip(cast.members, units, strict=False)]
    made.refresh_from_db()
    return Pool(cast, made, contributions)


def check_book(lot_id: UUID) -> Lot:
    """This will fail unless the lot's figures are what its book says, line by line, and its offers have what it gave."""
    lot = Lot.objects.get(pk=lot_id)
    book = list(LotMovement.objects.filter(lot_id=lot_id).order_by("version"))
    assert [line.version for line in book] == list(range(1, lot.version + 1))
    assert lot.units == sum(line.made for line in book)
    for figure in ("free", "pooled", "used", "lost", "dispatched"):
        assert getattr(lot, figure) == sum(getattr(line, figure) for line in book), figure
    in_offers = sum(row.units - row.withdrawn - row.lost for row in Contribution.objects.filter(lot_id=lot_id))
    assert lot.pooled + lot.dispatched == in_offers
    assert lot.units == lot.on_hand + lot.used + lot.lost + lot.dispatched
    return lot


def check_adds_up(checked: Offer) -> None:
    """This will fail unless all that is stored about the offer's stock agrees."""
    checked.refresh_from_db()
    rows = list(Contribution.objects.filter(offer=checked))
    held = Hold.objects.holding().filter(offer=checked).aggregate(units=Sum("units"))["units"] or 0
    waiting = checked.uncovered + checked.lost
    assert checked.free + checked.reserved + checked.allocated + waiting == checked.contributed - checked.withdrawn
    assert checked.uncovered == sum(row.uncovered for row in rows)
    assert checked.reserved == held
    assert checked.contributed == sum(row.units for row in rows)
    assert checked.withdrawn == sum(row.withdrawn for row in rows)
    assert checked.allocated == sum(row.allocated for row in rows)
    assert checked.free + checked.reserved == sum(row.sellable for row in rows)
    assert sum(row.owed_millionths for row in rows) == 0
    movements = StockMovement.objects.filter(offer=checked)
    moved = dict(movements.values_list("kind").annotate(units=Sum("units")).order_by())
    assert moved.get("contributed", 0) == checked.contributed
    assert moved.get("withdrawn", 0) == checked.withdrawn
    assert moved.get("allocated", 0) - moved.get("returned", 0) == checked.allocated
    taken = moved.get("held", 0) - moved.get("released", 0) - moved.get("expired", 0)
    assert taken == held + moved.get("allocated", 0)
    assert checked.lost == sum(row.lost for row in rows)
    for row in rows:
        check_book(row.lot_id)
    versions = list(movements.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, checked.version + 1))
