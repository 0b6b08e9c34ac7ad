"""What the pools ask of a person, and the dates of her lots: two statements, however much there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import JSONObject, RowNumber

from catalog.models import Contribution, Lot, Offer

# Time enough to sell a lot, or to take it home.
SOON: Final = timedelta(days=10)
COMING: Final = timedelta(days=92)
_MOST_LOTS: Final = 200
_OFFERS_OF_A_KIND: Final = 3
_MOST_TASKS: Final = 3
_MOST_COMING: Final = 6
_WORDS: Final = ("slug", "name", "unit_es", "units_es", "unit_en", "units_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An association as far as the pools ask: whether the person writes offers there, whether it may sell, and whether
    a member that she acts for may contribute.
    """

    writes: bool
    sells: bool
    contributes: bool = True


def pool_tasks(
    *,
    producers: Collection[UUID],
    places: Mapping[UUID, Place],
    today: date,
    only_here: Mapping[UUID, UUID] = MappingProxyType({}),
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """This will return what the pools ask of somebody who acts for these producers, and the dates that come.

    `places` are the associations that she belongs to; `only_here` says of producers that are associations themselves
    where their lots go. Days are days of the region.
    """
    offers = _offers(places)
    lots = _lots(producers)
    tasks = [
        *_leftovers(lots, places),
        *_expiring(lots, today),
        *_to_open(offers, places),
        *_to_contribute(
            lots, [offer for offer in offers if places[offer["association_id"]].contributes], only_here, today
        ),
        *_first_steps(lots, offers, producers, places),
    ]
    return tasks, _coming(lots, today)


def _offers(places: Collection[UUID]) -> list[dict[str, Any]]:
    """The newest few of each kind and status: of two thousand offers no more than these matter here."""
    if not places:
        return []
    ranked = Offer.objects.filter(association_id__in=list(places)).annotate(
        place=Window(
            RowNumber(), partition_by=[F("association_id"), F("category"), F("status")], order_by=F("id").desc()
        )
    )
    return list(
        ranked.filter(place__lte=_OFFERS_OF_A_KIND)
        .order_by("-id")
        .values("id", "association_id", "category", "status", "free", *_WORDS)
    )


def _lots(producers: Collection[UUID]) -> list[dict[str, Any]]:
    """Her lots, those with unsold units first, each with where these are."""
    if not producers:
        return []
    unsold = Contribution.objects.filter(lot=OuterRef("pk"), units__gt=F("withdrawn") + F("allocated") + F("lost"))
    inside = unsold.order_by("pk").values(
        json=JSONObject(
            contribution_id="pk",
            offer_id="offer_id",
            association_id="association_id",
            left=F("units") - F("withdrawn") - F("allocated") - F("lost"),
            waiting=F("uncovered"),
            offer_free="offer__free",
            membership="membership__status",
            **{name: f"offer__{name}" for name in _WORDS},
        )
    )
    found = (
        Lot.objects.filter(producer_id__in=list(producers))
        .annotate(unsold=Q(free__gt=0) | Q(Exists(unsold)), inside=ArraySubquery(inside))
        .order_by("-unsold", "-id")
        .values("id", "code", "producer_id", "product_name", "category", "best_before", "free", "unsold", "inside")
    )
    return [dict(row) for row in found[:_MOST_LOTS]]


def _leftovers(lots: Sequence[Mapping[str, Any]], places: Collection[UUID]) -> list[dict[str, Any]]:
    """What is still in the pool of an association that she left, and nobody holds."""
    return [
        _task(
            "withdraw_left",
            association_id=UUID(row["association_id"]),
            producer_id=lot["producer_id"],
            contribution_id=UUID(row["contribution_id"]),
            lot=lot,
            offer=row,
            units=_nobodys(row),
        )
        for lot in lots
        for row in lot["inside"]
        if row["membership"] == "ended" and UUID(row["association_id"]) not in places and _nobodys(row)
    ]


def _nobodys(row: Mapping[str, Any]) -> int:
    """Units of a lot in an offer that no buyer holds: those for sale, and those that wait for a certificate."""
    return int(row["waiting"] + min(row["left"] - row["waiting"], row["offer_free"]))


def _expiring(lots: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """Unsold lots that are past their date, or will be soon: nearest first."""
    found = []
    for lot in lots:
        if lot["best_before"] is None or not lot["unsold"] or lot["best_before"] > today + SOON:
            continue
        held = lot["inside"][0] if lot["inside"] else None
        found.append(
            _task(
                "lot_expiring",
                association_id=UUID(held["association_id"]) if held else None,
                producer_id=lot["producer_id"],
                lot=lot,
                offer=held,
                units=lot["free"] + sum(row["left"] for row in lot["inside"]),
                until=lot["best_before"],
            )
        )
    return sorted(found, key=lambda task: task["until"])[:_MOST_TASKS]


def _to_open(offers: Sequence[Mapping[str, Any]], places: Mapping[UUID, Place]) -> list[dict[str, Any]]:
    """Drafts with units in them, where she may put on sale."""
    return [
        _task("open_offer", association_id=offer["association_id"], offer=offer, units=offer["free"])
        for offer in offers
        if offer["status"] == Offer.Status.DRAFT
        and offer["free"] > 0
        and places[offer["association_id"]].writes
        and places[offer["association_id"]].sells
    ][:_MOST_TASKS]


def _to_contribute(
    lots: Sequence[Mapping[str, Any]],
    offers: Sequence[Mapping[str, Any]],
    only_here: Mapping[UUID, UUID],
    today: date,
) -> list[dict[str, Any]]:
    """Free lots, each with the newest offer that would take it; what is on sale comes first."""
    open_first = sorted(offers, key=lambda offer: offer["status"] != Offer.Status.OPEN)
    found = []
    for lot in lots:
        if not lot["free"] or (lot["best_before"] and lot["best_before"] < today):
            continue
        fits = [
            offer
            for offer in open_first
            if offer["category"] == lot["category"]
            and offer["status"] != Offer.Status.CLOSED
            and offer["association_id"] == only_here.get(lot["producer_id"], offer["association_id"])
        ]
        if fits:
            found.append(
                _task(
                    "contribute_lot",
                    association_id=fits[0]["association_id"],
                    producer_id=lot["producer_id"],
                    lot=lot,
                    offer=fits[0],
                    units=lot["free"],
                )
            )
    return found[:_MOST_TASKS]


def _first_steps(
    lots: Sequence[Mapping[str, Any]],
    offers: Sequence[Mapping[str, Any]],
    producers: Collection[UUID],
    places: Mapping[UUID, Place],
) -> list[dict[str, Any]]:
    """An association without an offer needs one from its board; then a producer without a lot needs a lot."""
    offering = {offer["association_id"] for offer in offers}
    tasks = [
        _task("first_offer", association_id=place)
        for place, here in places.items()
        if here.writes and here.sells and place not in offering
    ]
    if not lots and producers and offers:
        tasks.append(_task("first_lot", association_id=offers[0]["association_id"]))
    return tasks


def _coming(lots: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    dated = [
        lot for lot in lots if lot["unsold"] and lot["best_before"] and today <= lot["best_before"] <= today + COMING
    ]
    return [
        {
            "kind": "lot_best_before",
            "at": lot["best_before"],
            "producer_id": lot["producer_id"],
            "association_id": UUID(lot["inside"][0]["association_id"]) if lot["inside"] else None,
            "lot": lot,
            "units": lot["free"] + sum(row["left"] for row in lot["inside"]),
        }
        for lot in sorted(dated, key=lambda lot: lot["best_before"])[:_MOST_COMING]
    ]


def _task(kind: str, **said: Any) -> dict[str, Any]:
    offer = said.get("offer")
    if offer is not None:
        said["offer"] = {"id": offer.get("offer_id", offer.get("id")), **{name: offer[name] for name in _WORDS}}
    return {"kind": kind, **said}
