"""A lot's book as its producer reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from catalog.models import Lot, LotMovement
from lib.errors import NotFound

_FIGURES = ("made", "free", "pooled", "used", "lost", "dispatched")


def lot_of(producer_id: UUID, lot_id: UUID) -> Lot:
    """This will return a lot of the producer's.

    :raises NotFound: if she has no such lot.
    """
    lot = Lot.objects.filter(pk=lot_id, producer_id=producer_id).select_related("product").first()
    if lot is None:
        raise NotFound
    return lot


def lot_movements(producer_id: UUID, lot_id: UUID) -> QuerySet[LotMovement]:
    """This will return what moved of the lot, newest first.

    :raises NotFound: if the producer has no such lot.
    """
    lot = lot_of(producer_id, lot_id)
    return LotMovement.objects.filter(lot=lot).select_related("contribution__offer", "into").order_by("-version")


def described_lot_movements(rows: Sequence[LotMovement]) -> list[dict[str, Any]]:
    """This will return movements with the names of what they lead to."""
    return [
        {
            "id": row.pk,
            "version": row.version,
            "kind": row.kind,
            "units": row.units,
            **{name: getattr(row, name) for name in _FIGURES},
            "counted": row.counted,
            "reason": row.reason,
            "offer_name": row.contribution.offer.name if row.contribution else None,
            "into_code": row.into.code if row.into else None,
            "by_helper": row.helped_by_id is not None,
            "at": row.created_at,
        }
        for row in rows
    ]
