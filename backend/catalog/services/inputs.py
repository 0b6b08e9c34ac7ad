"""What a lot was made from: units of its producer's other lots, written with the lot and never altered.

A lot is made of lots that were there before it, so that no lot can be among what it was made from, however far back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from catalog.models import Lot, LotInput, Product
from catalog.services import lot_book
from catalog.words import plain
from lib.actor import Actor
from lib.errors import DomainError

MOST_INPUTS: Final = 50


class InputMissing(DomainError):
    """The lot isn't there, or isn't of this producer: nobody uses up what is another's."""

    status = 400
    code = "input_missing"
    title = _("One of the lots that it was made from is not one of yours.")
    attr = "inputs"


class InputTwice(DomainError):
    """The same lot stands there twice."""

    status = 400
    code = "input_twice"
    title = _("A lot that it was made from is named twice: add up its units.")
    attr = "inputs"


class InputUnitMismatch(DomainError):
    """The units that were used aren't those in which that lot is counted."""

    status = 400
    code = "input_unit_mismatch"
    title = _("A lot that it was made from is counted in another unit.")
    detail = _("%(lot_code)s is counted in %(unit)s.")
    attr = "inputs"


class InputMadeLater(DomainError):
    """Nothing is made from what isn't there yet."""

    status = 400
    code = "input_made_later"
    title = _("It can't be made from a lot that is younger than itself.")
    detail = _("%(lot_code)s was made after it.")
    attr = "inputs"


class InputPastDate(DomainError):
    """It was past its date on the day that it would have been used."""

    status = 400
    code = "input_past_date"
    title = _("It can't be made from what was past its date.")
    detail = _("%(lot_code)s was past its best-before date on that day.")
    attr = "inputs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Units of a lot that went into another; `unit`, if said, must be a word by which that lot is counted."""

    lot_id: UUID
    units: int
    unit: str = ""


def write_inputs(*, actor: Actor, made: Sequence[tuple[Lot, Sequence[Input]]]) -> None:
    """This will note what lots that were just made were made from, and use up the units.

    :raises InputMissing, InputTwice, InputUnitMismatch, InputMadeLater, InputPastDate: :raises LotShort: if one has
    fewer free units.
    """
    named = [(lot, one) for lot, inputs in made for one in inputs]
    if not named:
        return
    if len({(lot.pk, one.lot_id) for lot, one in named}) != len(named):
        raise InputTwice
    young = {lot.pk for lot, _inputs in made}
    # A producer's lots are all of one producer, and none of them was made of what is being made.
    own = Lot.objects.filter(pk__in={one.lot_id for _lot, one in named}, producer_id=named[0][0].producer_id)
    found = {lot.pk: lot for lot in own.exclude(pk__in=young).select_related("product")}
    for lot, one in named:
        if (used := found.get(one.lot_id)) is None:
            raise InputMissing
        check_input(lot, used, one)
    lot_book.use_as_input(actor=actor, inputs=[(lot.pk, one.lot_id, one.units) for lot, one in named])
    LotInput.objects.bulk_create(LotInput(lot=lot, input_lot_id=one.lot_id, units=one.units) for lot, one in named)


def counted_in(product: Product | None, unit: str) -> bool:
    """This will say whether a word is one by which the product is counted, in one of its languages; "" always is."""
    if not unit or product is None:
        return True
    own = (product.unit_es, product.units_es, product.unit_en, product.units_en)
    return plain(unit) in {plain(word) for word in own}


def check_input(lot: Lot, used: Lot, wanted: Input) -> None:
    """This will refuse an input that can't have gone into the lot, which may not be stored yet.

    :raises InputUnitMismatch, InputMadeLater, InputPastDate:
    """
    if not counted_in(used.product, wanted.unit):
        raise InputUnitMismatch(lot_code=used.code, unit=used.product.units_es if used.product else "")
    if used.made_on > lot.made_on:
        raise InputMadeLater(lot_code=used.code)
    if used.best_before is not None and used.best_before < lot.made_on:
        raise InputPastDate(lot_code=used.code)
