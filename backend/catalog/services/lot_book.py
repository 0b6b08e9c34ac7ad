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
    version = lot.version + 1
FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
  AS new(id, made, free, pooled, used, lost, dispatched)
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


def move(moves: Sequence[Move], *, actor: Actor, document: str = "") -> None:
    """This will change the figures of lots that the caller has locked, each lot once, and write what moved: two statements."""
    if not moves:
        return
    for one in moves:
        one.lot.units += one.made
        one.lot.version += 1
        for name in FIGURES:
            setattr(one.lot, name, getattr(one.lot, name) + getattr(one, name))
    with connection.cursor() as cursor:
        rows = [(one.lot.pk, one.made, *(getattr(one, name) for name in FIGURES)) for one in moves]
        cursor.execute(_CHANGE, [list(column) for column in zip(*rows, strict=True)])
    write(moves, actor=actor, document=document)


def write(moves: Sequence[Move], *, actor: Actor, document: str = "") -> None:
    """This will write movements of figures that the lots' rows have already."""
    LotMovement.objects.bulk_create(
        LotMovement(
            lot_id=one.lot.pk, version=one.lot.version, kind=one.kind, units=one.units, made=one.made, free=one.free,
            pooled=one.pooled, used=one.used, lost=one.lost, dispatched=one.dispatched, counted=one.counted,
            contribution_id=one.contribution_id, into_id=one.into_id, reason=one.reason, document=document,
            via=actor.via, person_id=actor.person_id, helped_by_id=actor.helped_by,
        )
        for one in moves
    )  # fmt: skip


def open_book(lot: Lot, *, actor: Actor, document: str = "") -> None:
    """This will store a lot that was just made, all of it free, with the first line of its book."""
    lot.free, lot.version = lot.units, 1
    lot.save(force_insert=True)
    made = Move(lot=lot, kind=Kind.MADE, units=lot.units, made=lot.units, free=lot.units)
    write([made], actor=actor, document=document)


def use_as_input(*, actor: Actor, lot_id: UUID, inputs: Sequence[tuple[UUID, int]], document: str = "") -> list[Lot]:
    """This will take units out of lots because they went into the lot `lot_id`: what was free of them is used.

    Inputs are pairs of a lot and its units, each lot once. Whose lots they are, the caller has asked.

    :raises NotFound: if one of them isn't there. :raises LotShort: if one has fewer free units.
    """
    with transaction.atomic():
        lots = lock_lots(input_id for input_id, _units in inputs)
        for input_id, units in inputs:
            if units > lots[input_id].free:
                raise LotShort(free=lots[input_id].free, lot_code=lots[input_id].code)
        moves = [
            Move(lot=lots[input_id], kind=Kind.USED, units=units, free=-units, used=units, into_id=lot_id)
            for input_id, units in inputs
        ]
        move(moves, actor=actor, document=document)
        tell(moves)
    return list(lots.values())


def tell(moves: Sequence[Move]) -> None:
    """This will let the producers know what moved, of lots that are in no offer's event."""
    for one in moves:
        outbox.record(
            events.LotMoved(
                lot_id=one.lot.pk, producer_id=one.lot.producer_id, kind=one.kind, units=one.units,
                lot_version=one.lot.version,
            ),
            key=one.lot.pk,
            streams=[f"producer:{one.lot.producer_id}"],
        )  # fmt: skip
