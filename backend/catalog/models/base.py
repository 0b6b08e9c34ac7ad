"""What the tables of the catalog share: kinds, taxes, bounds, the clock."""

from __future__ import annotations

from django.db import models
from django.db.models import Func

DESCRIPTION_LENGTH = 2_000
MOST_UNITS = 1_000_000
HIGHEST_PRICE_CLP = 100_000_000


class ClockTimestamp(Func):
    """The database's wall clock at the statement, not the transaction's start."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class Category(models.TextChoices):
    """What kind of product it is; the interface names them."""

    CHEESE = "cheese"
    SPIRITS = "spirits"
    WINE = "wine"
    BEER = "beer"
    FRUIT = "fruit"
    DRIED_FRUIT = "dried_fruit"
    PRESERVES = "preserves"
    SWEETS = "sweets"
    OIL = "oil"
    HONEY = "honey"
    MEAT = "meat"
    SEAFOOD = "seafood"
    CRAFT = "craft"
    EXPERIENCE = "experience"


class TaxClass(models.TextChoices):
    """The taxes inside the price (lib.money)."""

    IVA = "iva"
    SPIRITS = "iva_ila_spirits"
    WINE = "iva_ila_wine"
