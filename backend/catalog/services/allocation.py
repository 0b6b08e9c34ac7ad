"""Paid units leave the pool: holds are spent, and the association's rule of catalog.shares says whose units they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from catalog import events, shares
from catalog.models import Contribution, Offer
from catalog.queries.rules import Chosen, rule_of
from catalog.services import stock
from catalog.services.holds import HoldExpired
from catalog.services.spending import spend_grants
from events import outbox


@dataclass(frozen=True, slots=True)
class Sale:
    """A hold to spend, what asks for it (opaque), and what was paid for it in whole pesos."""

    hold_id: UUID
    document: str
    amount_clp: int


@dataclass(frozen=True, slots=True)
class Allocated:
    """Units of one lot that a sale takes; `reason` names the rule and what it looked at."""

    document: str
    offer_id: UUID
    contribution_id: UUID
    lot_id: UUID
    producer_id: UUID
    units: int
    rule_version: int
    reason: str


_SPEND = """
UPDATE catalog_hold SET status = 'spent', ended_at = clock_timestamp()
WHERE id = ANY(%s) AND status IN ('active', 'pinned') RETURNING id, offer_id, units
"""

# The lots' standing, the offers' figures and the movements, in one statement.
_MOVE = """
WITH stand AS ({stand}), sale AS (
  SELECT * FROM unnest(%(offers)s::uuid[], %(holds)s::uuid[], %(units)s::int[], %(amounts)s::bigint[],
                       %(documents)s::text[], %(parts)s::jsonb[], %(splits)s::jsonb[], %(places)s::int[])
    AS sale(offer_id, hold_id, units, amount_clp, document, parts, split, place)
), total AS (
  SELECT offer_id, sum(units) AS units, sum(amount_clp) AS amount_clp, count(*) AS sales FROM sale GROUP BY offer_id
), offer AS (
  UPDATE catalog_offer
  SET reserved = reserved - total.units, allocated = allocated + total.units,
      sold_clp = sold_clp + total.amount_clp, version = version + total.sales
  FROM total WHERE catalog_offer.id = total.offer_id
), movement AS (
  INSERT INTO catalog_stockmovement
    (id, offer_id, version, kind, units, hold_id, via, document, reason, amount_clp, parts, split, created_at)
  SELECT uuidv7(), sale.offer_id, place, 'allocated', units, hold_id, 'system', document, split->>'rule', amount_clp,
         parts, split, clock_timestamp()
  FROM sale
)
SELECT 1
"""


@dataclass(frozen=True, slots=True)
class _Move:
    """One sale of one offer, divided."""

    offer: Offer
    sale: Sale
    units: int
    rule: Chosen
    lines: list[Allocated]
    figures: Mapping[UUID, shares.Figures]

    @property
    def parts(self) -> dict[UUID, int]:
        """Units by producer."""
        parts: dict[UUID, int] = defaultdict(int)
        for line in self.lines:
            parts[line.producer_id] += line.units
        return dict(parts)

    @property
    def split(self) -> dict[str, Any]:
        """What is kept so that each member can read why."""
        return {"rule": self.rule.rule.name, "version": self.rule.version, "figures": self.figures}


def spend(*, sales: Sequence[Sale]) -> list[Allocated]:
    """This will turn holds into allocations, all or none, in as many statements for one lot as for fifty.

    :raises HoldExpired: if one of the holds holds no more.
    """
    with transaction.atomic(savepoint=False):
        offers = {offer.pk: offer for offer in stock.lock_offers_of_holds(sale.hold_id for sale in sales)}
        spent = _spend_holds(sales)
        contributions = stock.lock_contributions(offers)
        moves, standing = _divide(offers, contributions, sales, spent)
        allocated = [line for move in moves for line in move.lines]
        if not spend_grants(offers, allocated):
            raise HoldExpired
        _move(moves, stock.standing_columns(contributions, standing))
    return allocated


def _divide(
    offers: Mapping[UUID, Offer], contributions: Sequence[Contribution], sales: Sequence[Sale],
    spent: Mapping[UUID, tuple[UUID, int]],
) -> tuple[list[_Move], dict[UUID, shares.Share]]:  # fmt: skip
    """Says which lots give the units of each sale, one sale after the other, and how the lots stand after the last."""
    rows = {row.pk: row for row in contributions}
    rules = {row.offer_id: rule_of(row) for row in contributions}
    standing: dict[UUID, list[shares.Share]] = defaultdict(list)
    for row in contributions:
        standing[row.offer_id].append(row.share())
    moves: list[_Move] = []
    for sale in sorted(sales, key=lambda sale: (spent[sale.hold_id][0], sale.hold_id)):
        offer_id, units = spent[sale.hold_id]
        chosen, before = rules[offer_id], standing[offer_id]
        after = standing[offer_id] = chosen.rule.allocate(before, units)
        figures = shares.figures(chosen.rule.name, before, after)
        gave = [(rows[share_id], count) for share_id, count in shares.given(before, after).items()]
        lines = [_line(sale, chosen, row, count, figures[row.producer_id]) for row, count in gave]
        moves.append(_Move(offers[offer_id], sale, units, chosen, lines, figures))
    return moves, {share.id: share for of_offer in standing.values() for share in of_offer}


def _spend_holds(sales: Sequence[Sale]) -> Mapping[UUID, tuple[UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [[sale.hold_id for sale in sales]])
        spent = {hold_id: (offer_id, units) for hold_id, offer_id, units in cursor.fetchall()}
    if len(spent) != len(sales):
        raise HoldExpired
    return spent


def _line(sale: Sale, chosen: Chosen, row: Contribution, units: int, figures: shares.Figures) -> Allocated:
    return Allocated(
        document=sale.document,
        offer_id=row.offer_id,
        contribution_id=row.pk,
        lot_id=row.lot_id,
        producer_id=row.producer_id,
        units=units,
        rule_version=chosen.version,
        reason=" ".join([chosen.rule.name, "/".join(str(figure) for figure in figures.values())]).rstrip(),
    )


def _move(moves: Sequence[_Move], standing: Mapping[str, list[object]]) -> None:
    places = []
    for move in moves:
        move.offer.version += 1
        places.append(move.offer.version)
        _tell(move)
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE.format(stand=stock.STAND),
            {
                **standing,
                "offers": [move.offer.pk for move in moves],
                "holds": [move.sale.hold_id for move in moves],
                "units": [move.units for move in moves],
                "amounts": [move.sale.amount_clp for move in moves],
                "documents": [move.sale.document for move in moves],
                "parts": [_json(move.parts) for move in moves],
                "splits": [_json(move.split) for move in moves],
                "places": places,
            },
        )


def _json(value: Mapping[Any, Any]) -> str:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def _tell(move: _Move) -> None:
    offer, parts = move.offer, move.parts
    outbox.record(
        events.UnitsAllocated(
            offer_id=offer.pk, association_id=offer.association_id, document=move.sale.document, units=move.units,
            parts=parts, rule_version=move.rule.version, offer_version=offer.version,
        ),
        key=offer.pk,
        streams=["catalog", f"association:{offer.association_id}", *(f"producer:{producer}" for producer in parts)],
    )  # fmt: skip
