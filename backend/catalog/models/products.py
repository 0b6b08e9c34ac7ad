"""What a producer makes, and the lots that it was made in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from catalog.models.base import DESCRIPTION_LENGTH, Category
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
    """What a producer made in one go, with a code that goes on the label. `free` is in no offer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="lots")
    # Empty only in lots that the release before writes during an upgrade. The name is the one on the label.
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="lots")
    product_name = models.CharField(max_length=NAME_LENGTH)
    category = models.CharField(max_length=20, choices=Category)
    made_on = models.DateField()
    best_before = models.DateField(null=True)
    units = models.PositiveIntegerField()
    free = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["producer", "id"], name="lot_of_producer"),
            models.CheckConstraint(condition=Q(units__gte=1, free__lte=F("units")), name="lot_free_within_units"),
            models.CheckConstraint(
                condition=Q(best_before__isnull=True) | Q(best_before__gte=F("made_on")), name="lot_lasts_after_made"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["producer", "-id"])]

    def __str__(self) -> str:
        return self.code
