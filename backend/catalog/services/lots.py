"""Lots: what a producer made in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.facts import check_facts
from catalog.models import Lot, Product
from catalog.services import lot_book
from catalog.services.inputs import Input, counted_in, write_inputs
from catalog.services.product_rules import check_degrees
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
    attr = "best_before"


class MadeLater(DomainError):
    """A lot is written down once it is made."""

    status = 400
    code = "made_later"
    title = _("The day it was made is still to come.")
    attr = "made_on"


class BestBeforePast(DomainError):
    """What is past its date isn't written down anew."""

    status = 400
    code = "best_before_past"
    title = _("It is past its best-before date already.")
    attr = "best_before"


class UnitMismatch(DomainError):
    """The lot's units aren't those in which its product is counted."""

    status = 400
    code = "unit_mismatch"
    title = _("That isn't counted in this unit.")
    detail = _("It is counted in %(unit)s.")
    attr = "unit"


class ProductMissing(DomainError):
    """The product isn't the producer's."""

    status = 400
    code = "product_missing"
    title = _("That product is not one of yours. Choose another.")


def create_lot(
    *, actor: Actor, producer_id: UUID, units: int, made_on: date, best_before: date | None = None,
    product_id: UUID | None = None, product_name: str = "", category: str = "", unit: str = "", comuna: str = "",
    alcohol_degrees: float | None = None, facts: Mapping[str, Any] | None = None, inputs: Sequence[Input] = (),
) -> Lot:  # fmt: skip
    """This will register a lot of one of the producer's products, with the next code for its label.

    Without a `product_id`, of the product of that name and category, which is written down if it isn't there. Comuna
    and degrees are the product's unless said; `unit`, if said, must be the product's. `facts` are those of
    catalog.facts, `inputs` the producer's own lots that went into it.

    :raises NotFound: if the actor doesn't act for the producer. :raises ProductMissing: if it has no such product.
    :raises DatesCrossed, MadeLater, BestBeforePast: for its dates. :raises UnitMismatch: for its unit.
    :raises FactsInvalid: for its facts. :raises DomainError: for an input (catalog.services.inputs).
    """
    if not coops.acts_for(actor, producer_id):
        raise NotFound
    check_dates(made_on, best_before)
    with transaction.atomic():
        if product_id is None:
            product = product_like(producer_id=producer_id, text=ProductText(name=product_name, category=category))
        elif (found := Product.objects.filter(pk=product_id, producer_id=producer_id).first()) is None:
            raise ProductMissing
        else:
            product = found
        check_degrees(product.category, alcohol_degrees)
        check_unit(product, unit)
        if comuna:
            coops.comuna(comuna)
        lot = Lot(
            code=_next_code(), producer_id=producer_id, product=product, product_name=product_name or product.name,
            category=product.category, units=units, made_on=made_on, best_before=best_before,
            comuna=comuna or product.comuna,
            alcohol_degrees=product.alcohol_degrees if alcohol_degrees is None else alcohol_degrees,
            facts=check_facts(product.category, facts or {}),
        )  # fmt: skip
        lot_book.open_book(lot, actor=actor)
        write_inputs(actor=actor, lot=lot, inputs=inputs)
        outbox.record(
            events.LotCreated(lot_id=lot.pk, producer_id=producer_id, units=units),
            key=lot.pk,
            streams=[f"producer:{producer_id}"],
        )
    return lot


def check_dates(made_on: date, best_before: date | None) -> None:
    """This will refuse days that a lot can't have been made on, or keep until, by the region's calendar.

    :raises DatesCrossed, MadeLater, BestBeforePast:
    """
    today = timezone.localdate()
    if made_on > today:
        raise MadeLater
    if best_before is not None and best_before < made_on:
        raise DatesCrossed
    if best_before is not None and best_before < today:
        raise BestBeforePast


def check_unit(product: Product, unit: str) -> None:
    """This will refuse a word for the unit that isn't one of the product's; "" is none said.

    :raises UnitMismatch:
    """
    if not counted_in(product, unit):
        raise UnitMismatch(unit=product.units_es)


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalog_lot_code')")
        return f"L-{cursor.fetchone()[0]}"
