"""Offers that associations sell, and which photograph each shows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from catalog.models.base import DESCRIPTION_LENGTH, HIGHEST_PRICE_CLP, Category, ClockTimestamp, TaxClass
from lib.ids import new_id
from lib.text import NAME_LENGTH


class Offer(models.Model):
    """One product of an association's pool, sold under one name at one price (taxes included)."""

    class Status(models.TextChoices):
        """Only an open offer is on the catalog and can be held."""

        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(max_length=NAME_LENGTH)
    description_es = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True)
    description_en = models.TextField(max_length=DESCRIPTION_LENGTH, blank=True)
    category = models.CharField(max_length=20, choices=Category)
    # One and many: "queso", "quesos"; "cheese", "cheeses".
    unit_es = models.CharField(max_length=30)
    units_es = models.CharField(max_length=30)
    unit_en = models.CharField(max_length=30)
    units_en = models.CharField(max_length=30)
    net_content = models.CharField(max_length=40, blank=True)
    price_clp = models.PositiveIntegerField()
    tax_class = models.CharField(max_length=20, choices=TaxClass)
    alcohol_degrees = models.FloatField(null=True)
    perishable = models.BooleanField(default=False)
    withdrawal_right = models.BooleanField(default=True)
    comuna = models.CharField(max_length=5)
    emblem = models.CharField(max_length=40, blank=True)
    # The name of a drawing, for as long as there is no photo.
    picture = models.CharField(max_length=60, blank=True)
    photo = models.ForeignKey("pictures.Picture", on_delete=models.PROTECT, null=True, related_name="offers")
    season_months = ArrayField(models.PositiveSmallIntegerField(), default=list)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    contributed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    free = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)
    allocated = models.PositiveIntegerField(default=0)
    # Contributed, but not for sale: no usable certificate stands behind them now.
    uncovered = models.PositiveIntegerField(default=0, db_default=0)
    # Spoiled, or missing at a count, while in the offer.
    lost = models.PositiveIntegerField(default=0, db_default=0)
    # The seals (opaque ids, see catalog.models.covers) that every unit sold here must be covered by.
    requires = ArrayField(models.UUIDField(), default=list, db_default=[])
    # The earliest end of a cover that units for sale stand on; past it nothing is listed or held until it is reckoned again.
    recheck_at = models.DateTimeField(null=True)
    sold_clp = models.PositiveBigIntegerField(default=0)
    # Grows by one with every change of the figures above; events carry it.
    version = models.PositiveBigIntegerField(default=0)
    # What each producer put in, largest first: [{"producer_id", "units", "percent"}]; written with each change of it.
    shares = models.JSONField(default=list)
    # Without accents, in small letters: name, kind, association, place, description. The build of PostgreSQL that
    # comes along has no ICU, so that the Spanish order needs a stored key too.
    search_text = models.TextField(editable=False)
    sort_name = models.CharField(max_length=NAME_LENGTH, editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "id"], name="offer_of_association"),
            models.CheckConstraint(
                condition=Q(
                    contributed=F("withdrawn") + F("free") + F("reserved") + F("allocated") + F("uncovered") + F("lost")
                ),
                name="offer_stock_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(price_clp__gte=1, price_clp__lte=HIGHEST_PRICE_CLP), name="offer_price_is_sane"
            ),
            models.CheckConstraint(condition=Q(comuna__regex=r"^\d{5}$"), name="offer_comuna_is_cut"),
            models.CheckConstraint(
                condition=Q(alcohol_degrees__isnull=True) | Q(alcohol_degrees__gt=0, alcohol_degrees__lte=96),
                name="offer_degrees_are_sane",
            ),
            models.CheckConstraint(
                condition=Q(tax_class="iva") | Q(alcohol_degrees__isnull=False), name="offer_alcohol_says_its_degrees"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "status"]),
            models.Index(F("opened_at").desc(), F("id").desc(), condition=Q(status="open"), name="offer_newest"),
            models.Index(fields=["price_clp", "id"], condition=Q(status="open"), name="offer_by_price"),
            models.Index(fields=["sort_name", "id"], condition=Q(status="open"), name="offer_by_name"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="offer_search"),
            models.Index(fields=["recheck_at"], condition=Q(recheck_at__isnull=False), name="offer_to_recheck"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def for_adults(self) -> bool:
        """Whether the buyer must be at least 18."""
        return self.alcohol_degrees is not None


class OfferPhoto(models.Model):
    """A photo that an offer showed while it was on sale: what buyers saw is kept, also when another took its place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="shown_photos")
    picture = models.ForeignKey("pictures.Picture", on_delete=models.PROTECT, related_name="shown_by_offers")
    shown_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["offer", "picture"], name="offer_photo_once"),
        ]

    def __str__(self) -> str:
        return f"offer photo {self.pk}"


class SearchWord(models.Model):
    """A word of some offer's `search_text` and how it sounds; a trigger of Offer adds them, nothing takes them away."""

    word = models.CharField(primary_key=True, max_length=40)
    sound = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["sound"], name="search_word_sound", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return self.word
