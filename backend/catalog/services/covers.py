"""What certificates let be sold: origin tells it here, in its own transaction; the catalog knows nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from catalog import events, seals
from catalog.models import ClockTimestamp, Cover, CoverGrant, Lot, Offer
from catalog.services import covering
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.retries import retried

Reason = Literal["suspended", "revoked"]


class CoverExhausted(DomainError):
    """The certificate stands behind as many units as it may."""

    code = "cover_exhausted"
    title = _("The certificate doesn't cover that many units.")
    detail = _("%(left)s of it are left.")


class GrantBeyondLot(DomainError):
    """More units would be covered than the lot has."""

    code = "grant_beyond_lot"
    title = _("The lot has fewer units than that without a certificate.")
    detail = _("%(left)s of it have none yet.")


class CoverNotUsable(DomainError):
    """The certificate is suspended, revoked or over."""

    code = "cover_not_usable"
    title = _("This certificate doesn't hold now.")


class SealUnknown(DomainError):
    """There is no such seal, it isn't in force, or it is another association's own."""

    status = 400
    code = "seal_unknown"
    title = _("Your association can't sell under one of these names now.")


class DispatchBlocked(DomainError):
    """The units were sold under a name that they may not carry now."""

    code = "dispatch_blocked"
    title = _("The certificate of what was sold here is suspended or revoked: it can't be sent.")


@dataclass(frozen=True, slots=True)
class Blocked:
    """What it meant that a cover was blocked: offers that changed, units given back, and who may still pay for some."""

    offer_ids: list[UUID]
    released_units: int
    references: list[str]


def put_cover(
    *, cover_id: UUID, association_id: UUID, seal_id: UUID, badge: dict[str, Any], valid_from: datetime,
    valid_until: datetime, cap: int | None,
) -> Cover:  # fmt: skip
    """This will create or change a cover and reckon the offers anew that stand on it.

    :raises CoverExhausted: if more was granted already than `cap`.
    """
    with transaction.atomic():
        locked = covering.lock(cover_id=cover_id)
        known = Cover.objects.filter(pk=cover_id).first()
        if known is not None and cap is not None and known.granted > cap:
            raise CoverExhausted(left=0)
        cover, _made = Cover.objects.update_or_create(
            pk=cover_id,
            defaults={
                "association_id": association_id, "seal_id": seal_id, "badge": badge, "valid_from": valid_from,
                "valid_until": valid_until, "cap": cap,
            },
        )  # fmt: skip
        covering.settle(locked)
    return cover


def grant_units(*, cover_id: UUID, lot_id: UUID, units: int) -> CoverGrant:
    """This will let a cover stand behind `units` more of a lot, and reckon the offers anew that hold the lot.

    :raises NotFound: if there is no such cover or lot. :raises CoverNotUsable: if it is blocked, or its time is over.
    :raises CoverExhausted: beyond its cap. :raises GrantBeyondLot: beyond the lot's units that no cover of the seal has.
    """
    if units < 1:
        raise ValueError(f"{units} units cannot be granted")
    with transaction.atomic():
        locked = covering.lock(lot_ids=[lot_id])
        cover = Cover.objects.select_for_update(no_key=True).filter(pk=cover_id).first()
        lot = Lot.objects.filter(pk=lot_id).first()
        if cover is None or lot is None:
            raise NotFound
        if cover.blocked or cover.valid_until <= database_now():
            raise CoverNotUsable
        if cover.cap is not None and cover.granted + units > cover.cap:
            raise CoverExhausted(left=cover.cap - cover.granted)
        left = lot.units - _granted(lot_id, cover.seal_id)
        if units > left:
            raise GrantBeyondLot(left=max(0, left))
        Cover.objects.filter(pk=cover_id).update(granted=F("granted") + units)
        grant, made = CoverGrant.objects.get_or_create(cover_id=cover_id, lot_id=lot_id, defaults={"units": units})
        if not made:
            CoverGrant.objects.filter(pk=grant.pk).update(units=F("units") + units)
            grant.refresh_from_db()
        covering.settle(locked)
    return grant


def _granted(lot_id: UUID, seal_id: UUID) -> int:
    """Units of the lot that covers of the seal stand behind; of what holds no more, those that were sold by it."""
    grants = CoverGrant.objects.filter(lot_id=lot_id, cover__seal_id=seal_id)
    over = Q(cover__blocked="revoked") | Q(cover__valid_until__lte=ClockTimestamp())
    standing = grants.exclude(over).aggregate(units=Sum("units"))["units"] or 0
    return standing + (grants.filter(over).aggregate(units=Sum("spent"))["units"] or 0)


def block_cover(*, cover_id: UUID, reason: Reason) -> Blocked:
    """This will stop listing, reserving and dispatching by the cover, in the caller's transaction.

    What buyers hold beyond what is covered now is given back: unpinned holds first, newest first, then pinned ones.

    :raises NotFound: if there is no such cover.
    """
    with transaction.atomic():
        locked = covering.lock(cover_id=cover_id)
        cover = Cover.objects.filter(pk=cover_id).first()
        if cover is None:
            raise NotFound
        Cover.objects.filter(pk=cover_id).update(blocked=reason)
        settled = covering.settle(locked)
        blocked = Blocked(settled.offer_ids, sum(hold.units for hold in settled.freed), settled.references)
        outbox.record(
            events.CoverBlocked(
                cover_id=cover_id, association_id=cover.association_id, reason=reason, offer_ids=blocked.offer_ids,
                released_units=blocked.released_units, references=blocked.references,
            ),
            key=cover_id,
            streams=[f"association:{cover.association_id}"],
        )  # fmt: skip
    return blocked


def unblock_cover(*, cover_id: UUID) -> None:
    """This will let what the cover stands behind be sold and sent again.

    :raises NotFound: if there is no such cover.
    """
    with transaction.atomic():
        locked = covering.lock(cover_id=cover_id)
        cover = Cover.objects.filter(pk=cover_id).first()
        if cover is None:
            raise NotFound
        Cover.objects.filter(pk=cover_id).update(blocked="")
        settled = covering.settle(locked)
        outbox.record(
            events.CoverUnblocked(cover_id=cover_id, association_id=cover.association_id, offer_ids=settled.offer_ids),
            key=cover_id,
            streams=[f"association:{cover.association_id}"],
        )


@retried
def require_seals(*, actor: Actor, association_id: UUID, offer_id: UUID, seal_ids: Sequence[UUID]) -> Offer:
    """This will say which seals every unit sold in the offer must be covered by, and reckon it anew.

    What buyers hold that isn't covered by them is given back, as after a block; what is paid stays sold.

    :raises NotFound: if it isn't the association's. :raises SealUnknown: if it may not require one of the seals.
    """
    with transaction.atomic():
        # Not locked yet: other offers of its lots may come before it in the order.
        if not Offer.objects.filter(pk=offer_id, association_id=association_id).exists():
            raise NotFound
        locked = covering.lock(offer_ids=[offer_id])
        offer = locked.offers[offer_id]
        if set(seal_ids) - set(offer.requires) - seals.requirable(association_id, seal_ids):
            raise SealUnknown
        offer.requires = sorted(set(seal_ids))
        offer.save(update_fields=["requires"])
        settled = covering.settle(locked)
        outbox.record(
            events.SealsRequired(
                offer_id=offer_id, association_id=association_id, seal_ids=offer.requires,
                references=settled.references,
            ),
            key=offer_id,
            streams=[f"association:{association_id}", *(["catalog"] if offer.status == Offer.Status.OPEN else [])],
        )  # fmt: skip
    return offer


# Shared with who blocks the cover: either the block comes first and refuses this, or it comes after the goods have left.
_BLOCKED_USE = """
SELECT count(*) FILTER (WHERE v.blocked <> '') FROM (
  SELECT v.blocked FROM catalog_coveruse AS u
  JOIN catalog_covergrant AS g ON g.id = u.grant_id JOIN catalog_cover AS v ON v.id = g.cover_id
  WHERE g.lot_id = ANY(%(lots)s) AND u.units > u.returned AND (%(any)s OR u.document = ANY(%(documents)s))
  ORDER BY v.id FOR SHARE OF v
) AS v
"""


def may_dispatch(lot_ids: Iterable[UUID], documents: Iterable[str] | None = None) -> None:
    """This will let units of the lots be sent, those that were sold by these documents (paid lines) or any.

    :raises DispatchBlocked: if they were sold by a cover that is blocked now.
    """
    wanted = list(documents) if documents is not None else []
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKED_USE, {"lots": list(lot_ids), "any": documents is None, "documents": wanted})
        if cursor.fetchone()[0]:
            raise DispatchBlocked
