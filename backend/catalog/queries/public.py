"""The catalog as anybody sees it: one offer, and what other rooms show of offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Count, F, Max, Min, Q

from catalog.models import Contribution, Offer
from catalog.queries.covers import offer_certificates
from catalog.queries.listing import CARD, SOURCE
from coops import queries as coops
from lib.errors import NotFound
from lib.money import split, taxes_in

_DETAIL_FIELDS = (
    "id", "comuna", "shares", "description_es", "description_en", "allocated", "reserved", "contributed", "withdrawn", "lost",
    "status",
)  # fmt: skip


def offer_cards(offer_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """This will return the cards of these offers by id, whatever their status."""
    wanted = list(offer_ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT o.id, {CARD} FROM {SOURCE} WHERE o.id = ANY(%s)", [wanted])  # noqa: S608  a constant
        return {offer_id: orjson.loads(card) for offer_id, card in cursor.fetchall()}


def offer_by_slug(slug: str) -> dict[str, Any]:
    """This will return an offer that is or was on sale, with whose it is and where it comes from.

    :raises NotFound: if there is none, or it is a draft.
    """
    row = Offer.objects.filter(slug=slug).exclude(status=Offer.Status.DRAFT).values(*_DETAIL_FIELDS).first()
    if row is None:
        raise NotFound
    offer = offer_cards([row["id"]])[row["id"]]
    offer |= {name: row[name] for name in ("description_es", "description_en", "status")}
    cards = coops.producer_cards(UUID(share["producer_id"]) for share in row["shares"])
    shares = [(share, card) for share in row["shares"] if (card := cards.get(UUID(share["producer_id"]))) is not None]
    origin = _origin(row)
    return offer | {
        "contributed": row["contributed"] - row["withdrawn"] - row["lost"],
        "reserved": row["reserved"],
        "allocated": row["allocated"],
        "best_before": origin.pop("best_before"),
        "shares": [
            {
                # The association itself has the page of an association.
                "producer_id": card.id if card.shows_name and not card.itself else None,
                "public_name": card.public_name,
                "initials": card.public_initials,
                "locality": card.locality,
                "units": share["units"],
                "percent": share["percent"],
            }
            for share, card in shares
        ],
        "money": _money(offer, shares),
        "origin": origin,
        "certificates": offer_certificates(row["id"]) if offer["badges"] else [],
    }


def _money(offer: Mapping[str, Any], shares: Sequence[tuple[Mapping[str, Any], coops.ProducerCard]]) -> dict[str, Any]:
    """Where the price of one unit goes. Nobody but the tax office takes a part of it: the rest is its producers'."""
    taxes = taxes_in(offer["price_clp"], offer["tax_class"])
    amounts = split(taxes.net_clp, [share["units"] for share, _ in shares]) if shares else []
    return {
        "price_clp": offer["price_clp"],
        "net_clp": taxes.net_clp,
        "iva_clp": taxes.iva_clp,
        "ila_clp": taxes.ila_clp,
        "parts": [
            {"public_name": card.public_name, "initials": card.public_initials, "amount_clp": amount}
            for (_, card), amount in zip(shares, amounts, strict=True)
        ],
    }


def _origin(row: Mapping[str, Any]) -> dict[str, Any]:
    place = coops.comuna(row["comuna"])
    lots = (
        Contribution.objects.filter(offer_id=row["id"], units__gt=F("withdrawn"))
        .aggregate(
            lots=Count("pk"),
            producers=Count("producer", distinct=True),
            made_from=Min("lot__made_on"),
            made_to=Max("lot__made_on"),
            best_before=Min("lot__best_before", filter=Q(units__gt=F("withdrawn") + F("allocated"))),
        )
    )  # fmt: skip
    return {"comuna": place.cut, "comuna_name": place.name, "province": place.province, **lots}
