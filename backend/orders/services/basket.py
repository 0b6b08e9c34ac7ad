"""Baskets: lines whose units are held while their buyer makes up her mind."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from catalog import services as catalog
from lib.errors import NotFound
from lib.ids import new_id
from lib.retries import retried
from orders.models import Basket, BasketLine

# Longer than the cookie, which is given anew with each change.
KEPT = timedelta(days=90)


def find_basket(*, person_id: UUID | None, guest_basket_id: UUID | None) -> Basket | None:
    """This will return the basket of the person, or of the guest by the id in her signed cookie; None if there is none.

    Who signs in keeps what she chose as a guest, if nothing is in her own basket.
    """
    brought = Basket.objects.filter(pk=guest_basket_id, person=None).first() if guest_basket_id else None
    if person_id is None:
        return brought
    own = Basket.objects.filter(person_id=person_id).first()
    if brought is None or not brought.lines.exists() or (own is not None and own.lines.exists()):
        return own
    return _adopted(brought, own, person_id)


def own_basket(*, person_id: UUID | None, guest_basket_id: UUID | None) -> Basket:
    """This will return the same as find_basket, or a new basket."""
    found = find_basket(person_id=person_id, guest_basket_id=guest_basket_id)
    if found is not None:
        return found
    if person_id is None:
        return Basket.objects.create()
    return Basket.objects.get_or_create(person_id=person_id)[0]


def forget_baskets(limit: int) -> int:
    """This will delete up to `limit` baskets of guests whose cookies have run out, and return how many."""
    old = Basket.objects.filter(person=None, created_at__lt=Now() - KEPT).order_by("created_at")[:limit]
    baskets = list(old.values_list("pk", flat=True))
    Basket.objects.filter(pk__in=baskets, person=None).delete()
    return len(baskets)


def _adopted(brought: Basket, own: Basket | None, person_id: UUID) -> Basket | None:
    with transaction.atomic():
        # Two requests of one page may come at once: only one of them finds it still a guest's.
        if not Basket.objects.select_for_update().filter(pk=brought.pk, person=None).exists():
            return Basket.objects.filter(person_id=person_id).first()
        if own is not None:
            own.delete()
        Basket.objects.filter(pk=brought.pk).update(person_id=person_id)
        brought.person_id = person_id
    return brought


@retried
def put_line(*, basket_id: UUID, offer_id: UUID, units: int, address_key: str = "") -> None:
    """This will hold `units` of the offer in the basket for the full time; 0 takes the line out.

    :raises NotFound, OfferNotOpen, UnitsShort, HoldLimit: see catalog.services.hold; the line stays as it was.
    """
    with transaction.atomic():
        if not Basket.objects.select_for_update(no_key=True).filter(pk=basket_id).exists():
            raise NotFound
        line = BasketLine.objects.filter(basket_id=basket_id, offer_id=offer_id).first()
        if units == 0:
            _take_out(line)
        elif line is None:
            # The line first, though it names the hold: the offer's row is locked from the hold to the commit.
            hold_id = new_id()
            BasketLine.objects.create(basket_id=basket_id, offer_id=offer_id, units=units, hold_id=hold_id)
            catalog.hold(offer_id=offer_id, owner=basket_id, units=units, address_key=address_key, hold_id=hold_id)
        else:
            line.hold_id = _held_again(line, basket_id, units, address_key)
            line.units = units
            line.save(update_fields=["units", "hold"])


def _take_out(line: BasketLine | None) -> None:
    if line is not None:
        line.delete()
        catalog.release(hold_ids=[line.hold_id])


def _held_again(line: BasketLine, basket_id: UUID, units: int, address_key: str) -> UUID:
    try:
        # A savepoint: what the first try locked and refused must not spoil the second.
        with transaction.atomic():
            return catalog.rehold(hold_id=line.hold_id, units=units).id
    except catalog.HoldExpired:
        catalog.release(hold_ids=[line.hold_id])
        return catalog.hold(offer_id=line.offer_id, owner=basket_id, units=units, address_key=address_key).id
