"""Paid units leave the pool: holds are spent, and the rule of catalog.shares says whose units they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from django.db import connection, transaction

from catalog import events, shares
from catalog.models import Contribution, Offer
from catalog.services import stock
from catalog.services.holds import HoldExpired
from events import outbox


@dataclass(frozen=True, slots=True)
class Sale:
    """A hold to spend, what asks for it (opaque), and what was paid for it in whole pesos."""

    hold_id: UUID
    document: str
    amount_clp: int


@dataclass(frozen=True, slots=True)
class Allocated:
    """Units of one lot that a sale takes; `reason` names the rule and how the lot stood after it."""

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

_MOVE = """
WITH sale AS (
  SELECT * FROM unnest(%(offers)s::uuid[], %(holds)s::uuid[], %(units)s::int[], %(amounts)s::bigint[],
                       %(documents)s::text[], %(parts)s::jsonb[], %(places)s::int[])
    AS sale(offer_id, hold_id, units, amount_clp, document, parts, place)
), total AS (
  SELECT offer_id, sum(units) AS units, sum(amount_clp) AS amount_clp, count(*) AS sales FROM sale GROUP BY offer_id
), offer AS (
  UPDATE catalog_offer
  SET reserved = reserved - total.units, allocated = allocated + total.units,
      sold_clp = sold_clp + total.amount_clp, version = version + total.sales
  FROM total WHERE catalog_offer.id = total.offer_id
), movement AS (
  INSERT INTO catalog_stockmovement
    (id, offer_id, version, kind, units, hold_id, via, document, reason, amount_clp, parts, created_at)
  SELECT uuidv7(), sale.offer_id, place, 'allocated', units, hold_id, 'system', document, 'pro_rata', amount_clp, parts,
         clock_timestamp()
  FROM sale
)
SELECT 1
"""


def spend(*, sales: Sequence[Sale]) -> list[Allocated]:
    """This will turn holds into allocations, all or none, in as many statements for one lot as for fifty.

    :raises HoldExpired: if one of the holds holds no more.
    """
    with transaction.atomic(savepoint=False):
        offers = {offer.pk: offer for offer in stock.lock_offers_of_holds(sale.hold_id for sale in sales)}
        spent = _spend_holds(sales)
        contributions = stock.lock_contributions(offers)
        standing: dict[UUID, list[shares.Share]] = defaultdict(list)
        for row in contributions:
            standing[row.offer_id].append(row.share())
        by_id = {row.pk: row for row in contributions}

        allocated: list[Allocated] = []
        moves: list[tuple[Offer, Sale, int, dict[UUID, int]]] = []
        for sale in sorted(sales, key=lambda sale: (spent[sale.hold_id][0], sale.hold_id)):
            offer_id, units = spent[sale.hold_id]
            before = standing[offer_id]
            standing[offer_id] = shares.allocate(before, units)
            lines = list(_lines(sale, offer_id, by_id, before, standing[offer_id]))
            allocated += lines
            moves.append((offers[offer_id], sale, units, _by_producer(lines)))

        stock.save_standing(contributions, {share.id: share for rows in standing.values() for share in rows})
        _move(moves)
    return allocated


def _spend_holds(sales: Sequence[Sale]) -> Mapping[UUID, tuple[UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [[sale.hold_id for sale in sales]])
        spent = {hold_id: (offer_id, units) for hold_id, offer_id, units in cursor.fetchall()}
    if len(spent) != len(sales):
        raise HoldExpired
    return spent


def _lines(
    sale: Sale, offer_id: UUID, rows: Mapping[UUID, Contribution], before: list[shares.Share], after: list[shares.Share]
) -> Iterable[Allocated]:
    whole = sum(share.weight for share in before if share.takes_part)
    for share_id, units in shares.given(before, after).items():
        row = rows[share_id]
        yield Allocated(
            document=sale.document,
            offer_id=offer_id,
            contribution_id=row.pk,
            lot_id=row.lot_id,
            producer_id=row.producer_id,
            units=units,
            rule_version=shares.RULE_VERSION,
            reason=f"pro_rata {row.weight}/{whole}",
        )


def _by_producer(lines: Iterable[Allocated]) -> dict[UUID, int]:
    parts: dict[UUID, int] = defaultdict(int)
    for line in lines:
        parts[line.producer_id] += line.units
    return dict(parts)


def _move(moves: Sequence[tuple[Offer, Sale, int, dict[UUID, int]]]) -> None:
    places = []
    for offer, sale, units, parts in moves:
        offer.version += 1
        places.append(offer.version)
        _tell(offer, sale, units, parts)
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                "offers": [offer.pk for offer, *_rest in moves],
                "holds": [sale.hold_id for _offer, sale, *_rest in moves],
                "units": [units for _offer, _sale, units, _parts in moves],
                "amounts": [sale.amount_clp for _offer, sale, *_rest in moves],
                "documents": [sale.document for _offer, sale, *_rest in moves],
                "parts": [orjson.dumps(parts, option=orjson.OPT_NON_STR_KEYS).decode() for *_rest, parts in moves],
                "places": places,
            },
        )


def _tell(offer: Offer, sale: Sale, units: int, parts: dict[UUID, int]) -> None:
    outbox.record(
        events.UnitsAllocated(
            offer_id=offer.pk, association_id=offer.association_id, document=sale.document, units=units, parts=parts,
            rule_version=shares.RULE_VERSION, offer_version=offer.version,
        ),
        key=offer.pk,
        streams=["catalog", f"association:{offer.association_id}", *(f"producer:{producer}" for producer in parts)],
    )  # fmt: skip
