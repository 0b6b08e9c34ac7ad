"""From a basket to an order group with an open payment attempt, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from catalog import queries as catalog_queries
from catalog import services as catalog
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.ids import new_id
from lib.money import taxes_in
from lib.retries import retried
from orders import events, links
from orders.letters import write_to_buyer
from orders.models import Basket, BasketLine, Order, OrderGroup, OrderLine
from payments import services as payments

PURPOSE = "order_group"
HIGHEST_TOTAL_CLP = 99_999_999


class BasketEmpty(DomainError):
    """There is nothing to pay."""

    code = "basket_empty"
    title = _("Your basket is empty.")


class TotalTooHigh(DomainError):
    """The provider takes eight digits at once."""

    code = "total_too_high"
    title = _("That is too much for one payment. Split it into two orders.")


class AdultNeeded(DomainError):
    """Alcohol is sold to adults only."""

    status = 400
    code = "adult_needed"
    title = _("There is alcohol in your basket: say that you are 18 or older.")


class AddressNeeded(DomainError):
    """Home delivery needs to know where."""

    status = 400
    code = "address_needed"
    title = _("Tell us where to bring it.")


class OrderSettled(DomainError):
    """Nothing is left to pay."""

    code = "order_settled"
    title = _("This order is paid already, or its money went back.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutDetails:
    """What the buyer says at checkout."""

    name: str
    email: str
    delivery: str
    locale: str
    address: str = ""
    adult: bool = False


@retried
def checkout(
    *, actor: Actor, basket_id: UUID, details: CheckoutDetails, key: str, begun: Callable[[], None]
) -> OrderGroup:
    """This will turn the basket into an order group, pin its holds and store the attempt at paying it.

    The payment page is opened afterwards, outside of the transaction (payments.services.open_session). `key` makes it
    repeatable: the same one finds the same order group. `begun` is called within the transaction.

    :raises BasketEmpty, AdultNeeded, AddressNeeded, TotalTooHigh, OfferNotOpen: as they say.
    :raises catalog.services.HoldExpired: if units of the basket went back on sale.
    """
    with transaction.atomic():
        if not Basket.objects.select_for_update(no_key=True).filter(pk=basket_id).exists():
            raise NotFound
        if (known := OrderGroup.objects.filter(basket_id=basket_id, checkout_key=key).first()) is not None:
            return known
        begun()
        lines = list(BasketLine.objects.filter(basket_id=basket_id).order_by("offer_id"))
        offers = catalog_queries.offers_for_sale(line.offer_id for line in lines)
        _check(lines, offers, details)
        group = _write_group(actor=actor, basket_id=basket_id, details=details, key=key, lines=lines, offers=offers)
        open_attempt(group, [line.hold_id for line in lines])
        BasketLine.objects.filter(basket_id=basket_id).delete()
        associations = sorted({offer.association_id for offer in offers.values()})
        outbox.record(
            events.OrderPlaced(
                order_group_id=group.pk,
                association_ids=associations,
                buyer_id=group.buyer_id,
                total_clp=group.total_clp,
            ),
            key=group.pk,
            streams=streams_of(group, associations),
        )
        write_to_buyer(group, "placed")
    return group


def streams_of(group: OrderGroup, association_ids: Iterable[UUID]) -> list[str]:
    """This will return the streams that see what happens to the group."""
    streams = [f"order:{group.pk}", *(f"association:{association}" for association in association_ids)]
    return [*streams, f"user:{group.buyer_id}"] if group.buyer_id else streams


def open_attempt(group: OrderGroup, hold_ids: Sequence[UUID]) -> None:
    """This will pin the group's holds and store a new attempt at paying it; the caller has locked the group."""
    group.pay_by = catalog.pin(hold_ids=hold_ids, reference=str(group.pk))
    attempt = payments.start_attempt(
        purpose_type=PURPOSE,
        purpose_id=group.pk,
        amount_clp=group.total_clp,
        line_items=[
            {"name": line.name, "units": line.units, "amount_clp": line.unit_price_clp}
            for line in OrderLine.objects.filter(order__group=group).order_by("pk")
        ],
        customer_email=group.contact_email,
        expires_at=group.pay_by,
        success_url=links.address_of(group.pk),
        cancel_url=links.address_of(group.pk),
        locale=group.locale,
        streams=[f"order:{group.pk}"],
    )
    group.attempt_id = attempt.pk
    group.close_asked_at = None
    group.save(update_fields=["attempt_id", "pay_by", "close_asked_at"])


def _check(lines: Sequence[BasketLine], offers: dict[UUID, catalog_queries.ForSale], details: CheckoutDetails) -> None:
    if not lines:
        raise BasketEmpty
    if details.delivery == OrderGroup.Delivery.HOME and not details.address:
        raise AddressNeeded
    if any(line.offer_id not in offers for line in lines):
        raise catalog.OfferNotOpen
    if sum(offers[line.offer_id].price_clp * line.units for line in lines) > HIGHEST_TOTAL_CLP:
        raise TotalTooHigh
    if any(offer.for_adults for offer in offers.values()) and not details.adult:
        raise AdultNeeded


def _write_group(
    *, actor: Actor, basket_id: UUID, details: CheckoutDetails, key: str, lines: Sequence[BasketLine],
    offers: dict[UUID, catalog_queries.ForSale],
) -> OrderGroup:  # fmt: skip
    group_id = new_id()
    rows: dict[UUID, list[OrderLine]] = defaultdict(list)
    for line in lines:
        offer = offers[line.offer_id]
        total = offer.price_clp * line.units
        taxes = taxes_in(total, offer.tax_class)
        rows[offer.association_id].append(
            OrderLine(
                id=new_id(), association_id=offer.association_id, offer_id=line.offer_id, hold_id=line.hold_id, name=offer.name, units=line.units,
                unit_price_clp=offer.price_clp, total_clp=total, tax_class=offer.tax_class, net_clp=taxes.net_clp,
                iva_clp=taxes.iva_clp, ila_clp=taxes.ila_clp,
            )
        )  # fmt: skip
    every = [row for of_one in rows.values() for row in of_one]
    group = OrderGroup.objects.create(
        id=group_id, number=_next_number(), buyer_id=actor.person_id, basket_id=basket_id, checkout_key=key,
        contact_name=details.name, contact_email=details.email, delivery=details.delivery, address=details.address,
        adult_confirmed=details.adult, locale=details.locale, pay_by=database_now(),
        total_clp=sum(row.total_clp for row in every),
        iva_clp=sum(row.iva_clp for row in every),
        ila_clp=sum(row.ila_clp for row in every),
    )  # fmt: skip
    for association_id, of_one in sorted(rows.items()):
        order = Order.objects.create(
            group=group, association_id=association_id, total_clp=sum(row.total_clp for row in of_one)
        )
        for row in of_one:
            row.order = order
    OrderLine.objects.bulk_create(every)
    return group


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orders_group_number')")
        return f"M-{cursor.fetchone()[0]}"


@retried
def pay_again(*, order_group_id: UUID, address_key: str = "") -> OrderGroup:
    """This will open a new attempt at paying a group whose former one ended; an open one is kept.

    The caller has checked that whoever asks may see the order.

    :raises OrderSettled: if it is paid or refunded. :raises OfferNotOpen, UnitsShort: if the goods are gone.
    :raises HoldLimit: if too much is held from that network address.
    """
    with transaction.atomic():
        group = OrderGroup.objects.select_for_update(no_key=True).get(pk=order_group_id)
        if group.status == OrderGroup.Status.PENDING:
            return group
        if group.status != OrderGroup.Status.EXPIRED:
            raise OrderSettled
        list(Order.objects.select_for_update(no_key=True).filter(group=group).order_by("pk"))
        open_attempt(group, hold_again(group, limited=True, address_key=address_key))
        group.status = OrderGroup.Status.PENDING
        group.save(update_fields=["status"])
        group.orders.update(status=group.status)
    return group


def hold_again(group: OrderGroup, *, limited: bool, address_key: str = "") -> list[UUID]:
    """This will hold all of the group's units anew, in the order of the offers; the caller has locked the group.

    What is paid already is held without a limit (`limited=False`).

    :raises OfferNotOpen, UnitsShort, HoldLimit: if one can't be held: then let the transaction or its savepoint go.
    """
    held = []
    for line in OrderLine.objects.filter(order__group=group).order_by("offer_id"):
        line.hold_id = catalog.hold(
            offer_id=line.offer_id, owner=group.pk, units=line.units, address_key=address_key, limited=limited
        ).id
        line.save(update_fields=["hold"])
        held.append(line.hold_id)
    return held
