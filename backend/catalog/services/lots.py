"""Lots: what a producer made in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from catalog.services.products import ProductText, products_like
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLot:
    """What is said of a lot that was made.

    Without a `product_id` it is of the product of that name and category, which is written down if it isn't there.
    Comuna and degrees are the product's unless said; `unit`, if said, must be the product's. `facts` are those of
    catalog.facts, `inputs` the producer's own lots that went into it.
    """

    units: int
    made_on: date
    best_before: date | None = None
    product_id: UUID | None = None
    product_name: str = ""
    category: str = ""
    unit: str = ""
    comuna: str = ""
    alcohol_degrees: float | None = None
    facts: Mapping[str, Any] | None = None
    inputs: Sequence[Input] = ()


def create_lot(*, actor: Actor, producer_id: UUID, **said: Any) -> Lot:
    """This will register a lot of one of the producer's products, with the next code for its label; `said` as in NewLot.

    :raises DomainError: as for several.
    """
    return create_lots(actor=actor, producer_id=producer_id, lots=[NewLot(**said)])[0]


def create_lots(*, actor: Actor, producer_id: UUID, lots: Sequence[NewLot]) -> list[Lot]:
    """This will register lots, each with its code, its book and its event, by as many statements as for one.

    :raises NotFound: if the actor doesn't act for the producer. :raises ProductMissing: if it has no such product.
    :raises DatesCrossed, MadeLater, BestBeforePast: for its dates. :raises UnitMismatch: for its unit.
    :raises FactsInvalid: for its facts. :raises DomainError: for an input (catalog.services.inputs).
    """
    if not coops.acts_for(actor, producer_id):
        raise NotFound
    for one in lots:
        check_dates(one.made_on, one.best_before)
    with transaction.atomic():
        _wait_for_tables(producer_id)
        products = _products(producer_id, lots)
        for one, product in zip(lots, products, strict=True):
            check_degrees(product.category, one.alcohol_degrees)
            check_unit(product, one.unit)
        for comuna in {one.comuna for one in lots} - {""}:
            coops.comuna(comuna)
        codes = _next_codes(len(lots))
        made = [
            Lot(
                code=code, producer_id=producer_id, product=product, product_name=one.product_name or product.name,
                category=product.category, units=one.units, made_on=one.made_on, best_before=one.best_before,
                comuna=one.comuna or product.comuna,
                alcohol_degrees=product.alcohol_degrees if one.alcohol_degrees is None else one.alcohol_degrees,
                facts=check_facts(product.category, one.facts or {}),
            )
            for one, product, code in zip(lots, products, codes, strict=True)
        ]  # fmt: skip
        lot_book.open_books(made, actor=actor)
        write_inputs(actor=actor, made=[(lot, one.inputs) for lot, one in zip(made, lots, strict=True)])
        outbox.record_all(
            [
                outbox.Told(
                    events.LotCreated(lot_id=lot.pk, producer_id=producer_id, units=lot.units),
                    lot.pk,
                    [f"producer:{producer_id}"],
                )
                for lot in made
            ]
        )
    return made


def one_table_at_a_time(producer_id: UUID) -> None:
    """This will wait until nobody writes down lots of this producer, and let nobody begin until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 6))", [str(producer_id)])


def _wait_for_tables(producer_id: UUID) -> None:
    """What is written down beside a table comes before the table was held against what is there, or after all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 6))", [str(producer_id)])


def _products(producer_id: UUID, lots: Sequence[NewLot]) -> list[Product]:
    """The product of each of the lots."""
    ids = {one.product_id for one in lots if one.product_id is not None}
    own = {row.pk: row for row in Product.objects.filter(pk__in=ids, producer_id=producer_id)} if ids else {}
    if ids - own.keys():
        raise ProductMissing
    unnamed = [one for one in lots if one.product_id is None]
    texts = [ProductText(name=one.product_name, category=one.category) for one in unnamed]
    like = iter(products_like(producer_id=producer_id, texts=texts) if texts else ())
    return [next(like) if one.product_id is None else own[one.product_id] for one in lots]


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


def _next_codes(number: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalog_lot_code') FROM generate_series(1, %s)", [number])
        return [f"L-{code}" for (code,) in cursor.fetchall()]
