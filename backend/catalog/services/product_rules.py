"""What must agree in a product, whoever writes it down: a form, a change of one field, a line of a table."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from stdnum import ean

from catalog.models import Category, Product, TaxClass
from coops import queries as coops
from lib.errors import DomainError

DRINKS: Final = frozenset({Category.SPIRITS, Category.WINE, Category.BEER})
# What may be sold without the right to send it back (Ley 19.496, article 3 bis): besides what spoils, what happens on
# a day and what is made to order.
_MAY_EXCLUDE: Final = frozenset({Category.EXPERIENCE, Category.CRAFT})


class GtinInvalid(DomainError):
    """The number isn't one that GS1 gives: a digit is missing or wrong."""

    status = 400
    code = "gtin_invalid"
    title = _("That is no article number of GS1: look at the digits below the bar code again.")
    attr = "gtin"


class TaxMismatch(DomainError):
    """A tax on alcohol on what has none."""

    status = 400
    code = "tax_mismatch"
    title = _("Only wine, beer and spirits pay the tax on alcohol.")
    attr = "tax_class"


class DegreesMisplaced(DomainError):
    """Degrees of alcohol on what is no drink."""

    status = 400
    code = "degrees_misplaced"
    title = _("Only wine, beer and spirits say their degrees of alcohol.")
    attr = "alcohol_degrees"


class WithdrawalOwed(DomainError):
    """Who buys at a distance may send it back."""

    status = 400
    code = "withdrawal_owed"
    title = _("Whoever buys this may send it back within ten days: it neither spoils nor is it made to order.")
    attr = "withdrawal_right"


def usual_tax(category: str) -> str:
    """This will return the taxes inside the price of who makes such a thing and sells it."""
    if category == Category.SPIRITS:
        return TaxClass.SPIRITS
    return TaxClass.WINE if category in DRINKS else TaxClass.IVA


def check_product(product: Product) -> None:
    """This will refuse a product whose fields don't agree; `gtin` is taken down to its digits.

    :raises GtinInvalid, TaxMismatch, DegreesMisplaced, WithdrawalOwed: :raises coops.ComunaUnknown: for another region's.
    """
    product.gtin = checked_gtin(product.gtin)
    if product.comuna:
        coops.comuna(product.comuna)
    if product.tax_class != TaxClass.IVA and product.category not in DRINKS:
        raise TaxMismatch
    check_degrees(product.category, product.alcohol_degrees)
    if not product.withdrawal_right and not product.perishable and product.category not in _MAY_EXCLUDE:
        raise WithdrawalOwed


def check_degrees(category: str, degrees: float | None) -> None:
    """This will refuse degrees of alcohol on what is no drink.

    :raises DegreesMisplaced:
    """
    if degrees is not None and category not in DRINKS:
        raise DegreesMisplaced


def checked_gtin(typed: str) -> str:
    """This will return the number of an article in digits: 8, 12, 13 or 14, the last of which proves the others.

    :raises GtinInvalid: if it is none. "" is none given.
    """
    if not typed:
        return ""
    digits: str = ean.compact(typed)
    # What the library takes besides ASCII digits is no number on a package.
    if not (digits.isascii() and ean.is_valid(digits)):
        raise GtinInvalid
    return digits
