"""What becomes of the units of a member who is none any more."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F

from catalog.models import Contribution, Offer
from catalog.services import lot_book
from catalog.services.pool import withdraw
from coops import queries as coops
from lib.actor import Actor


def return_units(*, association_id: UUID, producer_id: UUID, membership_id: UUID) -> int:
    """This will take what nobody holds of a former member out of the pools, back into her lots; it returns how many.

    What buyers hold stays: it is theirs until they pay or let go, and she is paid for it. Who is a member again by
    then keeps everything where it is.
    """
    with transaction.atomic():
        if coops.belongs(association_id, producer_id):
            return 0
        rows = Contribution.objects.filter(
            membership_id=membership_id, units__gt=F("withdrawn") + F("allocated") + F("lost")
        )
        # All offers first, then all lots, each by id: the withdrawals meet them in another order.
        list(
            Offer.objects.select_for_update(no_key=True)
            .filter(pk__in=rows.values("offer_id"))
            .order_by("pk")
            .values_list("pk")
        )
        lot_book.lock_lots(rows.values_list("lot_id", flat=True))
        before = {row.pk: row.withdrawn for row in rows.order_by("offer_id", "pk")}
        return sum(
            withdraw(actor=Actor.system(), association_id=association_id, contribution_id=pk, units=None).withdrawn
            - withdrawn
            for pk, withdrawn in before.items()
        )


def return_late(*, contribution_id: UUID) -> int:
    """This will take units that came back from a buyer after their member left out of the pool too; it returns how many."""
    row = Contribution.objects.filter(pk=contribution_id, membership__isnull=False).first()
    if row is None:
        return 0
    assert row.membership_id
    return return_units(association_id=row.association_id, producer_id=row.producer_id, membership_id=row.membership_id)
