"""Lots: what a producer made in one go."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import Lot, Product
from catalog.services import lot_book
from catalog.services.products import ProductText, product_like
from coops import queries as coops
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError, NotFound


class DatesCrossed(DomainError):
    """A lot can't go bad before it was made."""

    status = 400
    code = "dates_crossed"
    title = _("The best-before date is earlier than the day it was made.")


class ProductMissing(DomainError):
    """The product isn't the producer's."""

    status = 400
    code = "product_missing"
    title = _("That product is not one of yours. Choose another.")


def create_lot(
    *, actor: Actor, producer_id: UUID, units: int, made_on: date, best_before: date | None = None,
    product_id: UUID | None = None, product_name: str = "", category: str = "",
) -> Lot:  # fmt: skip
    """This will register a lot of one of the producer's products, with the next code for its label.

    Without a `product_id`, of the product of that name and category, which is written down if it isn't there.

    :raises NotFound: if the actor doesn't act for the producer. :raises ProductMissing: if it has no such product.
    :raises DatesCrossed: if it ends before it begins.
    """
    if not coops.acts_for(actor, producer_id):
        raise NotFound
    if best_before is not None and best_before < made_on:
        raise DatesCrossed
    with transaction.atomic():
        if product_id is None:
            product = product_like(producer_id=producer_id, text=ProductText(name=product_name, category=category))
        elif (found := Product.objects.filter(pk=product_id, producer_id=producer_id).first()) is None:
            raise ProductMissing
        else:
            product = found
        lot = Lot(
            code=_next_code(), producer_id=producer_id, product=product, product_name=product_name or product.name,
            category=product.category, units=units, made_on=made_on, best_before=best_before,
        )  # fmt: skip
        lot_book.open_book(lot, actor=actor)
        outbox.record(
            events.LotCreated(lot_id=lot.pk, producer_id=producer_id, units=units),
            key=lot.pk,
            streams=[f"producer:{producer_id}"],
        )
    return lot


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalog_lot_code')")
        return f"L-{cursor.fetchone()[0]}"
