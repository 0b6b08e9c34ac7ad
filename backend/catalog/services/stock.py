"""The one door of stock: every change of an offer's figures is made here, with its movement, under the offer's row.

Lock order: offers, then their holds, then lots and contributions, ids ascending in each. Whoever changes a hold's or a
contribution's units locks the offer first, so that they can never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from catalog import shares
from catalog.models import ClockTimestamp, Contribution, Hold, Offer, StockMovement
from catalog.queries.rules import chosen_rule
from lib.actor import Actor, Via
from lib.errors import DomainError, NotFound


class UnitsShort(DomainError):
    """Fewer units are free than were asked for."""

    code = "units_short"
    title = _("There aren't that many left.")
    detail = _("%(free)s left.")


class OfferNotOpen(DomainError):
    """The offer is not on sale."""

    code = "offer_not_open"
    title = _("This product is not on sale now.")


class HoldLimit(DomainError):
    """One basket, or one network address, would hold too much of an offer."""

    code = "hold_limit"
    title = _("That is more than one buyer can put aside at once.")
    detail = _("You can hold up to %(limit)s.")


class RecheckDue(Exception):
    """A cover that the offer stands on began or ended by time: it has to be reckoned anew (catalog.services.covering)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Units that were put aside, and how the offer stands after it."""

    hold_id: UUID
    expires_at: datetime
    association_id: UUID
    free: int
    version: int


@dataclass(frozen=True, slots=True)
class Freed:
    """Units of one offer that are free again, and how the offer stands after it."""

    offer_id: UUID
    association_id: UUID
    units: int
    free: int
    version: int


def lock_offer(offer_id: UUID) -> Offer:
    """This will lock and return the offer.

    :raises NotFound: if there is none.
    """
    offer = Offer.objects.select_for_update(no_key=True).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    return offer


def lock_offers(offer_ids: Iterable[UUID]) -> dict[UUID, Offer]:
    """This will lock and return the offers, ids ascending, for somebody who changes several of them."""
    offers = Offer.objects.select_for_update(no_key=True).filter(pk__in=list(offer_ids)).order_by("pk")
    return {offer.pk: offer for offer in offers}


def lock_offers_of_holds(hold_ids: Iterable[UUID]) -> list[Offer]:
    """This will lock and return the offers that the holds belong to, ids ascending."""
    of_holds = Hold.objects.filter(pk__in=list(hold_ids)).values("offer_id")
    return list(Offer.objects.select_for_update(no_key=True).filter(pk__in=of_holds).order_by("pk"))


# One statement, so that the offer's row is locked for as short as can be: a function of the database decrements under
# the condition, then looks at the limits, then writes hold and movement (migrations/0014_reserve_rechecks.py).
_RESERVE = """
SELECT outcome, expires_at, association_id, free, version FROM catalog_reserve(
  %(id)s, %(offer)s, %(owner)s, %(address)s, %(units)s, %(minutes)s, %(owner_limit)s, %(address_limit)s, %(via)s,
  %(channel)s)
"""


def reserve(
    *, hold_id: UUID, offer_id: UUID, owner: UUID, address_key: str, units: int, minutes: int,
    owner_limit: int, address_limit: int, via: Via, channel: str = Hold.Channel.WEB,
) -> Taken:  # fmt: skip
    """This will move units from free to reserved and write the hold.

    :raises NotFound: if there is no such offer. :raises OfferNotOpen: if it is not on sale.
    :raises UnitsShort: if fewer are free. :raises HoldLimit: if the owner or the address would hold too many.
    :raises RecheckDue: if what is free has to be reckoned anew first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _RESERVE,
            {
                "id": hold_id, "offer": offer_id, "owner": owner, "address": address_key, "units": units,
                "minutes": minutes, "owner_limit": owner_limit, "address_limit": address_limit, "via": via,
                "channel": channel,
            },
        )  # fmt: skip
        outcome, expires_at, association_id, free, version = cursor.fetchone()
    if outcome == "refused":
        raise _why_not(offer_id)
    if outcome == "limit":
        raise HoldLimit(limit=min(owner_limit, address_limit))
    return Taken(hold_id=hold_id, expires_at=expires_at, association_id=association_id, free=free, version=version)


def _why_not(offer_id: UUID) -> DomainError | RecheckDue:
    due = ExpressionWrapper(Q(recheck_at__isnull=False, recheck_at__lte=ClockTimestamp()), BooleanField())
    offer = Offer.objects.filter(pk=offer_id).annotate(due=due).values("status", "free", "due").first()
    if offer is None or offer["status"] == Offer.Status.DRAFT:
        return NotFound()
    if offer["status"] != Offer.Status.OPEN:
        return OfferNotOpen()
    if offer["due"]:
        return RecheckDue()
    return UnitsShort(free=offer["free"])


_END = """
WITH ended AS (
  UPDATE catalog_hold SET status = %(status)s, ended_at = clock_timestamp()
  WHERE offer_id = %(offer)s AND {which}
  RETURNING id, units
), numbered AS (
  SELECT id, units, row_number() OVER (ORDER BY id) AS place FROM ended
), total AS (
  SELECT sum(units) AS units, count(*) AS holds FROM ended HAVING count(*) > 0
), offer AS (
  UPDATE catalog_offer SET free = free + total.units, reserved = reserved - total.units, version = version + total.holds
  FROM total WHERE catalog_offer.id = %(offer)s
  RETURNING association_id, free, version, version - total.holds AS before, total.units AS units
), movement AS (
  INSERT INTO catalog_stockmovement
    (id, offer_id, version, kind, units, hold_id, via, document, reason, amount_clp, created_at)
  SELECT uuidv7(), %(offer)s, offer.before + place, %(status)s, numbered.units, numbered.id, %(via)s, '', %(reason)s, 0,
         clock_timestamp()
  FROM numbered, offer
)
SELECT association_id, units, free, version FROM offer
"""
_THESE = "id = ANY(%(holds)s) AND status IN ('active', 'pinned')"
_DUE = "status = 'active' AND expires_at <= clock_timestamp()"


def end_holds(*, offer_id: UUID, hold_ids: Sequence[UUID], via: Via, reason: str) -> Freed | None:
    """This will release those of the holds that still hold; the caller has locked the offer. None if none does."""
    return _end(_THESE, offer_id, status=Hold.Status.RELEASED, via=via, reason=reason, holds=list(hold_ids))


def end_due_holds(*, offer_id: UUID) -> Freed | None:
    """This will expire the offer's holds whose time is over; the caller has locked the offer. None if none is due."""
    return _end(_DUE, offer_id, status=Hold.Status.EXPIRED, via="system", reason="")


def _end(which: str, offer_id: UUID, **values: Any) -> Freed | None:
    with connection.cursor() as cursor:
        cursor.execute(_END.format(which=which), {"offer": offer_id, **values})
        row = cursor.fetchone()
    if row is None:
        return None
    association_id, units, free, version = row
    return Freed(offer_id=offer_id, association_id=association_id, units=int(units), free=free, version=version)


def resize_hold(
    *, offer: Offer, hold: Hold, units: int, minutes: int | None, owner_limit: int, address_limit: int, via: Via
) -> Taken:
    """This will set the units of an active hold and begin its time anew (None: leave it); the caller has locked both.

    :raises OfferNotOpen, UnitsShort, HoldLimit: if more units are wanted and can't be had.
    """
    more = units - hold.units
    if more > 0:
        held = Hold.objects.holding().filter(offer_id=offer.pk)
        if offer.status != Offer.Status.OPEN:
            raise OfferNotOpen
        if more > offer.free:
            raise UnitsShort(free=offer.free + hold.units)
        if _units(held.filter(owner=hold.owner)) + more > owner_limit:
            raise HoldLimit(limit=owner_limit)
        if hold.address_key and _units(held.filter(address_key=hold.address_key)) + more > address_limit:
            raise HoldLimit(limit=address_limit)
    hold.units = units
    if minutes is not None:
        hold.expires_at = in_minutes(minutes)
    hold.save(update_fields=["units", "expires_at"])
    if more:
        change(offer, free=-more, reserved=more)
        kind = StockMovement.Kind.HELD if more > 0 else StockMovement.Kind.RELEASED
        write(offer, kind=kind, units=abs(more), actor=Actor(person_id=None, via=via), hold_id=hold.pk)
    return Taken(
        hold_id=hold.pk, expires_at=hold.expires_at, association_id=offer.association_id, free=offer.free,
        version=offer.version,
    )  # fmt: skip


def _units(holds: QuerySet[Hold]) -> int:
    return holds.aggregate(units=Sum("units"))["units"] or 0


def in_minutes(minutes: int) -> datetime:
    """This will return the time so many minutes from now, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() + make_interval(mins => %s)", [minutes])
        return cursor.fetchone()[0]


def change(offer: Offer, *, movements: int = 1, **deltas: int) -> None:
    """This will add to the figures of an offer that the caller has locked, and to its version: one for each movement."""
    Offer.objects.filter(pk=offer.pk).update(
        version=F("version") + movements, **{name: F(name) + delta for name, delta in deltas.items()}
    )
    offer.version += movements
    for name, delta in deltas.items():
        setattr(offer, name, getattr(offer, name) + delta)


def write(offer: Offer, *, kind: str, units: int, actor: Actor, **details: object) -> None:
    """This will keep the movement that belongs to the change just made."""
    StockMovement.objects.create(
        offer_id=offer.pk, version=offer.version, kind=kind, units=units, via=actor.via, person_id=actor.person_id,
        helped_by_id=actor.helped_by, **details,
    )  # fmt: skip


def lock_contributions(offer_ids: Iterable[UUID]) -> list[Contribution]:
    """This will lock and return the contributions to the offers, which the caller has locked, ids ascending.

    They come with their lots and with the rule that their association has chosen by now.
    """
    return list(
        Contribution.objects.select_for_update(no_key=True, of=("self",))
        .select_related("lot")
        .annotate(chosen=chosen_rule())
        .filter(offer_id__in=list(offer_ids))
        .order_by("pk")
    )


STAND = """
UPDATE catalog_contribution
SET since = new.since, owed_millionths = new.owed, last_turn = new.last_turn, turns_owed = new.turns_owed,
    allocated = allocated + new.gave
FROM unnest(%(rows)s::uuid[], %(since)s::int[], %(owed)s::bigint[], %(last_turn)s::bigint[], %(turns_owed)s::int[],
            %(gave)s::int[]) AS new(id, since, owed, last_turn, turns_owed, gave)
WHERE catalog_contribution.id = new.id
"""


def save_standing(before: Sequence[Contribution], after: Mapping[UUID, shares.Share]) -> None:
    """This will store how the lots stand now under the rule, in one statement, however many there are."""
    columns = standing_columns(before, after)
    if columns["rows"]:
        with connection.cursor() as cursor:
            cursor.execute(STAND, columns)


def standing_columns(before: Sequence[Contribution], after: Mapping[UUID, shares.Share]) -> dict[str, list[object]]:
    """This will return what STAND needs, of the lots that stand differently now."""
    changed = [(row, new) for row in before if (new := after[row.pk]) != row.share()]
    return {
        "rows": [row.pk for row, _ in changed],
        "since": [new.since for _, new in changed],
        "owed": [new.owed for _, new in changed],
        "last_turn": [new.last_turn for _, new in changed],
        "turns_owed": [new.turns_owed for _, new in changed],
        "gave": [new.sold - row.allocated for row, new in changed],
    }
