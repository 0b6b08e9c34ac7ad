"""The one door of lots: every change of a lot's figures is made here, with its movement, under the lot's row.

Lots are locked after offers and holds, ids ascending. The database refuses figures that change without their movement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import Lot, LotMovement
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError, NotFound

Kind = LotMovement.Kind


class LotShort(DomainError):
    """The lot has fewer units that are in no offer."""

    code = "lot_short"
    title = _("The lot has fewer units than that.")
    detail = _("%(free)s of the lot are free.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Units of a lot that go from one place to another; the figures are signed changes that add up to `made`."""

    lot: Lot
    kind: str
    units: int
    made: int = 0
    free: int = 0
    pooled: int = 0
    used: int = 0
    lost: int = 0
    dispatched: int = 0
    counted: int | None = None
    contribution_id: UUID | None = None
    into_id: UUID | None = None
    reason: str = ""


FIGURES: Final = ("free", "pooled", "used", "lost", "dispatched")

_CHANGE = """
UPDATE catalog_lot AS lot
SET units = lot.units + new.made, free = lot.free + new.free, pooled = lot.pooled + new.pooled,
    used = lot.used + new.used, lost = lot.lost + new.lost, dispatched = lot.dispatched + new.dispatched,
    version = lot.version + new.moves
FROM (
  SELECT id, count(*) AS moves, sum(made) AS made, sum(free) AS free, sum(pooled) AS pooled, sum(used) AS used,
         sum(lost) AS lost, sum(dispatched) AS dispatched
  FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
    AS one(id, made, free, pooled, used, lost, dispatched)
  GROUP BY id
) AS new
WHERE lot.id = new.id
"""


def lock_lots(lot_ids: Iterable[UUID]) -> dict[UUID, Lot]:
    """This will lock and return the lots by id; the caller has locked the offers that it changes before.

    :raises NotFound: if one of them isn't there.
    """
    wanted = set(lot_ids)
    rows = {lot.pk: lot for lot in Lot.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}
    if len(rows) != len(wanted):
        raise NotFound
    return rows


def move(moves: Sequence[Move], *, actor: Actor, document: str = "") -> list[int]:
    """This will change the figures of lots that the caller has locked, and write what moved: two statements.

    Several moves of a lot share one object of it, which each of them changes in turn. The version of its lot after
    each move is returned.
    """
    if not moves:
        return []
    lines = []
    for one in moves:
        one.lot.units += one.made
        one.lot.version += 1
        for name in FIGURES:
            setattr(one.lot, name, getattr(one.lot, name) + getattr(one, name))
        lines.append(_line(one, actor, document))
    with connection.cursor() as cursor:
        rows = [(one.lot.pk, one.made, *(getattr(one, name) for name in FIGURES)) for one in moves]
        cursor.execute(_CHANGE, [list(column) for column in zip(*rows, strict=True)])
    LotMovement.objects.bulk_create(lines)
    return [line.version for line in lines]


def open_books(lots: Sequence[Lot], *, actor: Actor, document: str = "") -> None:
    """This will store lots that were just made, all of them free, with the first lines of their books: two statements."""
    for lot in lots:
        lot.free, lot.version = lot.units, 1
    Lot.objects.bulk_create(lots)
    made = [Move(lot=lot, kind=Kind.MADE, units=lot.units, made=lot.units, free=lot.units) for lot in lots]
    LotMovement.objects.bulk_create(_line(one, actor, document) for one in made)


def use_as_input(*, actor: Actor, inputs: Sequence[tuple[UUID, UUID, int]], document: str = "") -> None:
    """This will take units out of lots because they went into other lots: what was free of them is used.

    Inputs are a lot that was made, one that went into it, and the units of that. Whose lots they are, the caller has asked.

    :raises NotFound: if one of them isn't there. :raises LotShort: if one has fewer free units.
    """
    with transaction.atomic():
        lots = lock_lots(input_id for _lot_id, input_id, _units in inputs)
        left = {lot.pk: lot.free for lot in lots.values()}
        for _lot_id, input_id, units in inputs:
            if units > left[input_id]:
                raise LotShort(free=left[input_id], lot_code=lots[input_id].code)
            left[input_id] -= units
        moves = [
            Move(lot=lots[input_id], kind=Kind.USED, units=units, free=-units, used=units, into_id=lot_id)
            for lot_id, input_id, units in inputs
        ]
        tell(moves, versions=move(moves, actor=actor, document=document))


def tell(moves: Sequence[Move], *, versions: Sequence[int] = ()) -> None:
    """This will let the producers know what moved, of lots that are in no offer's event.

    `versions` are what `move` returned; without them each lot moved once.
    """
    outbox.record_all(
        [
            outbox.Told(
                events.LotMoved(
                    lot_id=one.lot.pk, producer_id=one.lot.producer_id, kind=one.kind, units=one.units,
                    lot_version=version,
                ),
                one.lot.pk,
                [f"producer:{one.lot.producer_id}"],
            )
            for one, version in zip(moves, versions or [one.lot.version for one in moves], strict=True)
        ]
    )  # fmt: skip


def _line(one: Move, actor: Actor, document: str) -> LotMovement:
    """The movement of figures that the lot has by now."""
    return LotMovement(
        lot_id=one.lot.pk, version=one.lot.version, kind=one.kind, units=one.units, made=one.made, free=one.free,
        pooled=one.pooled, used=one.used, lost=one.lost, dispatched=one.dispatched, counted=one.counted,
        contribution_id=one.contribution_id, into_id=one.into_id, reason=one.reason, document=document,
        via=actor.via, person_id=actor.person_id, helped_by_id=actor.helped_by,
    )  # fmt: skip
