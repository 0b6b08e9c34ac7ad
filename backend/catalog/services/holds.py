"""Units put aside for a basket: held, renewed, pinned by a payment, released, or expired by the database's clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import ClockTimestamp, Hold, Offer
from catalog.services import covering, stock
from events import outbox
from lib.actor import Via
from lib.errors import DomainError
from lib.ids import new_id
from lib.jobs import record_lateness

# Nobody's limit: for units that a paid or standing order asks for again.
UNLIMITED = 2_000_000_000


class HoldExpired(DomainError):
    """The time of a hold is over; its units went back on sale."""

    code = "hold_expired"
    title = _("Your time to pay ran out and some of it went back on sale. Look at your basket again.")


@dataclass(frozen=True, slots=True)
class HeldUnits:
    """A hold as its owner may see it."""

    id: UUID
    offer_id: UUID
    units: int
    expires_at: datetime


def hold(
    *, offer_id: UUID, owner: UUID, units: int, minutes: int | None = None, address_key: str = "",
    limited: bool = True, via: Via = "web", channel: str = Hold.Channel.WEB, hold_id: UUID | None = None,
) -> HeldUnits:  # fmt: skip
    """This will put `units` of the offer aside for `owner`, for `minutes` (HOLD_MINUTES unless given), through a channel.

    The offer's row stays locked until the transaction ends: do the rest before. `hold_id` lets rows that name the
    hold be written first.

    :raises NotFound, OfferNotOpen, UnitsShort, HoldLimit: see catalog.services.stock.reserve.
    """
    with transaction.atomic(savepoint=False):
        reserve = partial(
            stock.reserve,
            hold_id=hold_id or new_id(), offer_id=offer_id, owner=owner, address_key=address_key, units=units,
            minutes=settings.HOLD_MINUTES if minutes is None else minutes,
            owner_limit=settings.HOLD_UNITS_PER_BUYER if limited else UNLIMITED,
            address_limit=settings.HOLD_UNITS_PER_ADDRESS if limited else UNLIMITED,
            via=via, channel=channel,
        )  # fmt: skip
        try:
            taken = reserve()
        except stock.RecheckDue:
            taken = _after_recheck(offer_id, reserve)
        _tell_held(offer_id, taken, units)
    return HeldUnits(id=taken.hold_id, offer_id=offer_id, units=units, expires_at=taken.expires_at)


def _after_recheck(offer_id: UUID, reserve: Callable[[], stock.Taken]) -> stock.Taken:
    covering.recheck(stock.lock_offer(offer_id))
    try:
        return reserve()
    except stock.RecheckDue:
        # All that is left of it buyers hold, under a certificate that has ended.
        raise stock.UnitsShort(free=0) from None


def rehold(*, hold_id: UUID, units: int) -> HeldUnits:
    """This will set the units of an active hold and give it its full time again.

    Where buyers hold more than is covered now, because a certificate has ended, nobody gets more time.

    :raises HoldExpired: if it holds no more. :raises OfferNotOpen, UnitsShort, HoldLimit: if more can't be had.
    """
    with transaction.atomic(savepoint=False):
        offers = stock.lock_offers_of_holds([hold_id])
        renewable = all(covering.recheck(offer) for offer in offers)
        row = Hold.objects.select_for_update(no_key=True).filter(
            pk=hold_id, status=Hold.Status.ACTIVE, expires_at__gt=ClockTimestamp()
        ).first()  # fmt: skip
        if row is None:
            raise HoldExpired
        before = row.units
        taken = stock.resize_hold(
            offer=offers[0], hold=row, units=units, minutes=settings.HOLD_MINUTES if renewable else None,
            owner_limit=settings.HOLD_UNITS_PER_BUYER, address_limit=settings.HOLD_UNITS_PER_ADDRESS, via="web",
        )  # fmt: skip
        if units > before:
            _tell_held(row.offer_id, taken, units - before)
        elif units < before:
            freed = stock.Freed(row.offer_id, taken.association_id, before - units, taken.free, taken.version)
            _tell_freed(freed, because="released")
    return HeldUnits(id=hold_id, offer_id=row.offer_id, units=units, expires_at=taken.expires_at)


def release(*, hold_ids: Sequence[UUID], reason: str = "", via: Via = "web") -> int:
    """This will give back the units of those holds that still hold, pinned or not, and return how many units."""
    released = 0
    with transaction.atomic(savepoint=False):
        for offer in stock.lock_offers_of_holds(hold_ids):
            freed = stock.end_holds(offer_id=offer.pk, hold_ids=hold_ids, via=via, reason=reason)
            if freed is not None:
                released += freed.units
                _tell_freed(freed, because="released")
    return released


def pin(*, hold_ids: Sequence[UUID], reference: str) -> datetime:
    """This will give the holds their full time once more and keep them beyond it while `reference` may still be paid.

    Returns when that time ends: whoever pinned them sees to it that the payment is closed then.

    :raises HoldExpired: if one of them holds no more; then none is pinned.
    """
    with transaction.atomic(savepoint=False):
        list(Hold.objects.select_for_update(no_key=True).filter(pk__in=hold_ids).order_by("pk").values_list("pk"))
        end = stock.in_minutes(settings.HOLD_MINUTES)
        pinned = Hold.objects.filter(
            pk__in=hold_ids, status=Hold.Status.ACTIVE, expires_at__gt=ClockTimestamp()
        ).update(status=Hold.Status.PINNED, pinned_by=reference, expires_at=end)
        if pinned != len(set(hold_ids)):
            raise HoldExpired
    return end


def unpin(*, reference: str, reason: str) -> int:
    """This will give back what the payment `reference` kept, now that it is over, and return how many units."""
    pinned = Hold.objects.filter(status=Hold.Status.PINNED, pinned_by=reference).values_list("pk", flat=True)
    return release(hold_ids=list(pinned), reason=reason, via="system")


def expire_holds(limit: int) -> int:
    """This will free holds whose time is over, an offer at a time, and return for how many offers.

    Safe to run anywhere and twice: what is due is decided under the offer's lock, by the database's clock.
    """
    _record_lateness()
    offers = list(Hold.objects.due().order_by("offer_id").values_list("offer_id", flat=True).distinct()[:limit])
    for offer_id in offers:
        with transaction.atomic():
            Offer.objects.select_for_update(no_key=True).filter(pk=offer_id).values_list("pk").get()
            freed = stock.end_due_holds(offer_id=offer_id)
            if freed is not None:
                _tell_freed(freed, because="expired")
    return len(offers)


def held_until(hold_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """This will return when the holds expire, of those that still hold and whose time is not over."""
    rows = Hold.objects.filter(pk__in=hold_ids, status=Hold.Status.ACTIVE, expires_at__gt=ClockTimestamp())
    return dict(rows.values_list("pk", "expires_at"))


def _record_lateness() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp() - min(expires_at)) FROM catalog_hold WHERE status = 'active'"
        )
        late = cursor.fetchone()[0]
    record_lateness("catalog.expire_holds", float(late or 0))


def _tell_held(offer_id: UUID, taken: stock.Taken, units: int) -> None:
    outbox.record(
        events.UnitsHeld(
            offer_id=offer_id,
            association_id=taken.association_id,
            units=units,
            free=taken.free,
            offer_version=taken.version,
        ),
        key=offer_id,
        streams=["catalog", f"association:{taken.association_id}"],
    )


def _tell_freed(freed: stock.Freed, *, because: str) -> None:
    outbox.record(
        events.HoldReleased(
            offer_id=freed.offer_id, association_id=freed.association_id, units=freed.units, free=freed.free,
            because=because, offer_version=freed.version,
        ),
        key=freed.offer_id,
        streams=["catalog", f"association:{freed.association_id}"],
    )  # fmt: skip
