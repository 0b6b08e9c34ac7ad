"""An association's pool as its members see it. Every figure is one that was stored; nothing is summed over movements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from catalog import shares
from catalog.models import Contribution, Offer, StockMovement
from catalog.queries.lines import line_of
from catalog.queries.rules import current_rule, in_words
from coops import queries as coops
from lib.errors import NotFound
from pictures import queries as pictures

_ROW_FIELDS = (
    "id", "slug", "name", "category", "unit_es", "units_es", "unit_en", "units_en", "net_content", "price_clp",
    "tax_class", "alcohol_degrees", "comuna", "emblem", "picture", "status", "created_at", "opened_at", "free",
    "reserved", "allocated", "uncovered", "sold_clp",
)  # fmt: skip


def association_offers(association_id: UUID) -> QuerySet[Offer]:
    """This will return all offers of an association, newest first."""
    return Offer.objects.filter(association_id=association_id).select_related("photo").order_by("-id")


def described_offers(rows: Sequence[Offer], *, mine: Set[UUID]) -> list[dict[str, Any]]:
    """This will return offers with whose they are, member by member, in one more query for all; `mine` are my producers."""
    cards = coops.producer_cards({UUID(share["producer_id"]) for row in rows for share in row.shares})
    return [
        {
            **{name: getattr(row, name) for name in _ROW_FIELDS},
            "photo": pictures.shown(row.photo),
            "contributed": row.contributed - row.withdrawn - row.lost,
            "shares": [_share(share, cards[UUID(share["producer_id"])], mine) for share in row.shares],
        }
        for row in rows
    ]


def _share(share: dict[str, Any], card: coops.ProducerCard, mine: Set[UUID]) -> dict[str, Any]:
    return {
        "producer_id": card.id,
        "name": card.name,
        "initials": card.initials,
        "units": share["units"],
        "percent": share["percent"],
        "mine": card.id in mine and not card.itself,
        "itself": card.itself,
    }


def pool(*, association_id: UUID, offer_id: UUID, mine: Set[UUID]) -> dict[str, Any]:
    """This will return the offer with each member's part of it, as one statement saw it; `mine` are my producers.

    A member's `reserved` is what the rule would take from her if all that is held now were paid.

    :raises NotFound: if the offer isn't the association's.
    """
    rows = list(
        Contribution.objects.filter(offer_id=offer_id, offer__association_id=association_id)
        .select_related("offer__photo", "lot")
        .order_by("contributed_at", "id")
    )
    offer = rows[0].offer if rows else association_offers(association_id).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    cards = coops.producer_cards({row.producer_id for row in rows})
    chosen = current_rule(association_id)
    reserved = _reserved(offer, rows, chosen.rule)
    return {
        "id": offer.pk,
        "slug": offer.slug,
        "association_id": offer.association_id,
        "name": offer.name,
        "category": offer.category,
        "unit_es": offer.unit_es,
        "units_es": offer.units_es,
        "unit_en": offer.unit_en,
        "units_en": offer.units_en,
        "net_content": offer.net_content,
        "price_clp": offer.price_clp,
        "emblem": offer.emblem,
        "picture": offer.picture,
        "photo": pictures.shown(offer.photo),
        "status": offer.status,
        "opened_at": offer.opened_at,
        "version": offer.version,
        "contributed": offer.contributed - offer.withdrawn - offer.lost,
        "free": offer.free,
        "reserved": offer.reserved,
        "allocated": offer.allocated,
        "uncovered": offer.uncovered,
        "requires": offer.requires,
        "sold_clp": offer.sold_clp,
        "members": _members(rows, reserved, cards, mine),
        "lots": [_lot(row, reserved, cards, mine) for row in rows],
        "rule": in_words(chosen),
    }


def activity(*, association_id: UUID, offer_id: UUID) -> QuerySet[StockMovement]:
    """This will return what moved in the offer, newest first.

    :raises NotFound: if the offer isn't the association's.
    """
    if not Offer.objects.filter(pk=offer_id, association_id=association_id).exists():
        raise NotFound
    return StockMovement.objects.filter(offer_id=offer_id).select_related("lot", "hold").order_by("-version")


def _reserved(offer: Offer, rows: Iterable[Contribution], rule: shares.Rule) -> dict[UUID, int]:
    before = [row.share() for row in rows]
    return shares.given(before, rule.allocate(before, offer.reserved))


def _members(
    rows: list[Contribution], reserved: dict[UUID, int], cards: dict[UUID, coops.ProducerCard], mine: Set[UUID]
) -> list[dict[str, Any]]:
    members: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        card = cards[row.producer_id]
        member = members.setdefault(
            row.producer_id,
            {
                "producer_id": row.producer_id,
                "name": card.name,
                "initials": card.initials,
                "locality": card.locality,
                "contributed": 0,
                "allocated": 0,
                "reserved": 0,
                "free": 0,
                "uncovered": 0,
                "mine": row.producer_id in mine and not card.itself,
                "itself": card.itself,
            },
        )
        held = reserved.get(row.pk, 0)
        member["contributed"] += row.weight
        member["allocated"] += row.allocated
        member["reserved"] += held
        member["free"] += row.sellable - held
        member["uncovered"] += row.uncovered
    # Largest first, as the bar shows them; who left keeps a row without a share.
    in_order = sorted(members.values(), key=lambda member: -member["contributed"])
    percents = shares.percentages([member["contributed"] for member in in_order])
    return [member | {"percent": percent} for member, percent in zip(in_order, percents, strict=True)]


def _lot(
    row: Contribution, reserved: dict[UUID, int], cards: dict[UUID, coops.ProducerCard], mine: Set[UUID]
) -> dict[str, Any]:
    card = cards[row.producer_id]
    return {
        "contribution_id": row.pk,
        "lot_id": row.lot_id,
        "code": row.lot.code,
        "producer_id": row.producer_id,
        "producer_name": card.name,
        "initials": card.initials,
        "made_on": row.lot.made_on,
        "best_before": row.lot.best_before,
        "units": row.weight,
        "allocated": row.allocated,
        "reserved": reserved.get(row.pk, 0),
        "free": row.sellable - reserved.get(row.pk, 0),
        "uncovered": row.uncovered,
        "contributed_at": row.contributed_at,
        "mine": row.producer_id in mine,
        "itself": card.itself,
    }


def described_movements(rows: Sequence[StockMovement], *, mine: Set[UUID]) -> list[dict[str, Any]]:
    """This will return movements with the names of the producers in them, in one more query for all."""
    ids = {row.producer_id for row in rows if row.producer_id}
    ids |= {UUID(producer) for row in rows for producer in row.parts or {}}
    cards = coops.producer_cards(ids)
    hers = coops.hers(mine, cards)
    return [_movement(row, cards, hers) for row in rows]


def _movement(row: StockMovement, cards: dict[UUID, coops.ProducerCard], mine: Set[UUID]) -> dict[str, Any]:
    card = cards.get(row.producer_id) if row.producer_id else None
    parts = {UUID(producer): units for producer, units in (row.parts or {}).items()}
    return {
        "id": row.pk,
        "kind": row.kind,
        "units": row.units,
        "at": row.created_at,
        "version": row.version,
        "producer_id": row.producer_id,
        "producer_name": card.name if card else None,
        "initials": card.initials if card else None,
        "lot_code": row.lot.code if row.lot else None,
        "channel": row.hold.channel if row.hold else None,
        "mine": row.producer_id in mine or bool(mine & parts.keys()),
        "amount_clp": row.amount_clp,
        "reason": row.reason,
        "line": line_of(row, mine),
        "parts": [
            {
                "producer_id": producer,
                "name": cards[producer].name,
                "initials": cards[producer].initials,
                "units": units,
                "mine": producer in mine,
            }
            for producer, units in sorted(parts.items(), key=lambda part: (-part[1], part[0]))
        ],
    }
