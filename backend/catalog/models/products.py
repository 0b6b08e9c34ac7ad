"""What a producer makes, and the lots that it was made in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from catalog.models.base import DESCRIPTION_LENGTH, HIGHEST_PRICE_CLP, Category, ClockTimestamp, TaxClass
from lib.ids import new_id
from lib.text import NAME_LENGTH

LONGEST_KEEPING_DAYS = 36_500


class Product(models.Model):
    """What a producer makes again and again; each time it is made is a lot. Offers keep their own words and price."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=NAME_LENGTH)
    # Without accents, in small letters: the same name twice is the same product.
    name_key = models.CharField(max_length=NAME_LENGTH, editable=False)
    category = models.CharField(max_length=20, choices=Category)
    description_es = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True)
    description_en = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True)
    unit_es = models.CharField(max_length=30, default="unidad")
    units_es = models.CharField(max_length=30, default="unidades")
    unit_en = models.CharField(max_length=30, default="unit")
    units_en = models.CharField(max_length=30, default="units")
    net_content = models.CharField(max_length=40, blank=True)
    perishable = models.BooleanField(default=False)
    # From the day that it is made; a new lot proposes its best-before date by it.
    keeps_days = models.PositiveIntegerField(null=True)
    season_months = ArrayField(models.PositiveSmallIntegerField(), default=list)
    # What a new lot or offer of it proposes; an offer keeps its own.
    price_clp = models.PositiveIntegerField(null=True)
    tax_class = models.CharField(max_length=20, choices=TaxClass, default=TaxClass.IVA, db_default=TaxClass.IVA)
    alcohol_degrees = models.FloatField(null=True)
    withdrawal_right = models.BooleanField(default=True, db_default=True)
    comuna = models.CharField(max_length=5, blank=True, default="", db_default="")
    story_es = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True, default="", db_default="")
    story_en = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True, default="", db_default="")
    # GS1's number of the article, where the producer has one: 8, 12, 13 or 14 digits.
    gtin = models.CharField(max_length=14, blank=True, default="", db_default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # No longer made: its lots stay.
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["producer", "id"], name="product_of_producer"),
            models.UniqueConstraint(fields=["producer", "category", "name_key"], name="product_named_once"),
            models.CheckConstraint(
                condition=Q(keeps_days__isnull=True) | Q(keeps_days__gte=1, keeps_days__lte=LONGEST_KEEPING_DAYS),
                name="product_keeps_sanely",
            ),
            models.CheckConstraint(
                condition=Q(price_clp__isnull=True) | Q(price_clp__gte=1, price_clp__lte=HIGHEST_PRICE_CLP),
                name="product_price_is_sane",
            ),
            models.CheckConstraint(
                condition=Q(alcohol_degrees__isnull=True) | Q(alcohol_degrees__gt=0, alcohol_degrees__lte=96),
                name="product_degrees_are_sane",
            ),
            models.CheckConstraint(condition=Q(comuna__regex=r"^(\d{5})?$"), name="product_comuna_is_cut"),
            models.CheckConstraint(condition=Q(gtin__regex=r"^(\d{8}|\d{12,14})?$"), name="product_gtin_is_digits"),
        ]

    def __str__(self) -> str:
        return f"product {self.pk}"


class ProductPhoto(models.Model):
    """A photo of a product; the one in place 0 stands for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photos")
    picture = models.ForeignKey("pictures.Picture", on_delete=models.PROTECT, related_name="products")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["product", "place"], name="product_photo_place"),
            models.UniqueConstraint(fields=["product", "picture"], name="product_photo_once"),
        ]

    def __str__(self) -> str:
        return f"product photo {self.pk}"


class Lot(models.Model):
    """What a producer made in one go, with a code that goes on the label. `free` is in no offer.

    `units = free + pooled + used + lost + dispatched`; what is in the house is free + pooled. Each change of a figure
    raises `version` and leaves a LotMovement with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="lots")
    # Empty only in lots that the release before writes during an upgrade. The name is the one on the label.
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="lots")
    product_name = models.CharField(max_length=NAME_LENGTH)
    category = models.CharField(max_length=20, choices=Category)
    made_on = models.DateField()
    best_before = models.DateField(null=True)
    # Where it was made; empty in lots from before this was asked.
    comuna = models.CharField(max_length=5, blank=True, default="", db_default="")
    alcohol_degrees = models.FloatField(null=True)
    # What rules of names ask about, by the words of catalog.facts: {"grapes": ["moscatel_rosada"], "rested_days": 75}.
    facts = models.JSONField(default=dict, db_default={})
    units = models.PositiveIntegerField()
    free = models.PositiveIntegerField()
    # In offers: for sale, held by a buyer, or sold and not yet fetched or sent.
    pooled = models.PositiveIntegerField(default=0, db_default=0)
    # Left the house for good: handed over or sent to buyers, or lost, in an offer or not (spoiled, missing at a count).
    dispatched = models.PositiveIntegerField(default=0, db_default=0)
    lost = models.PositiveIntegerField(default=0, db_default=0)
    # Went into other lots.
    used = models.PositiveIntegerField(default=0, db_default=0)
    # Grows by one with every change of the figures above.
    version = models.PositiveBigIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["producer", "id"], name="lot_of_producer"),
            models.CheckConstraint(condition=Q(units__gte=1, free__lte=F("units")), name="lot_free_within_units"),
            models.CheckConstraint(
                condition=Q(units=F("free") + F("pooled") + F("used") + F("lost") + F("dispatched")),
                name="lot_figures_add_up",
            ),
            models.CheckConstraint(
                condition=Q(best_before__isnull=True) | Q(best_before__gte=F("made_on")), name="lot_lasts_after_made"
            ),
            models.CheckConstraint(condition=Q(comuna__regex=r"^(\d{5})?$"), name="lot_comuna_is_cut"),
            models.CheckConstraint(
                condition=Q(alcohol_degrees__isnull=True) | Q(alcohol_degrees__gt=0, alcohol_degrees__lte=96),
                name="lot_degrees_are_sane",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["producer", "-id"])]

    def __str__(self) -> str:
        return self.code

    @property
    def on_hand(self) -> int:
        """Units that must be in the house when somebody counts."""
        return self.free + self.pooled


class LotInput(models.Model):
    """Units of a lot that went into another one: cheese into a basket, wine into pisco. Written with the lot, never altered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="inputs")
    input_lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="outputs")
    units = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["lot", "input_lot"], name="lot_input_once"),
            models.CheckConstraint(condition=Q(units__gte=1), name="lot_input_has_units"),
            models.CheckConstraint(condition=~Q(lot=F("input_lot")), name="lot_not_made_of_itself"),
        ]

    def __str__(self) -> str:
        return f"lot input {self.pk}"
