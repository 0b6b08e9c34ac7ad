"""Offers that associations sell, the lots that members put into them, holds of buyers, and every movement of stock.

`Offer.free + reserved + allocated = contributed − withdrawn` at every read: the database refuses anything else.
Only `services/stock.py` changes these figures, and each change leaves a StockMovement.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from catalog.shares import Share
from lib.ids import new_id
from lib.text import NAME_LENGTH

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
    picture = models.CharField(max_length=60, blank=True)
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
                condition=Q(contributed=F("withdrawn") + F("free") + F("reserved") + F("allocated")),
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
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def for_adults(self) -> bool:
        """Whether the buyer must be at least 18."""
        return self.alcohol_degrees is not None


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


class Lot(models.Model):
    """What a producer made in one go, with a code that goes on the label. `free` is in no offer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True)
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="lots")
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


class Contribution(models.Model):
    """Units of one lot in one offer, and that lot's standing under the rule of catalog.shares. It outlives a withdrawal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="contributions")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="contributions")
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="contributions")
    membership = models.ForeignKey("coops.Membership", on_delete=models.PROTECT, related_name="contributions")
    units = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    allocated = models.PositiveIntegerField(default=0)
    since = models.IntegerField(default=0)
    owed_millionths = models.BigIntegerField(default=0)
    contributed_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["offer", "lot"], name="contribution_lot_once_per_offer"),
            models.CheckConstraint(
                condition=Q(units__gte=F("withdrawn") + F("allocated")), name="contribution_never_below_zero"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["producer", "offer"])]

    def __str__(self) -> str:
        return f"contribution {self.pk}"

    @property
    def weight(self) -> int:
        """Units contributed less units withdrawn: what the share is reckoned by."""
        return self.units - self.withdrawn

    @property
    def left(self) -> int:
        """Units not yet allocated, held in baskets or not."""
        return self.units - self.withdrawn - self.allocated

    def share(self) -> Share:
        """This will return the lot's standing for the rule."""
        return Share(
            id=self.id,
            contributed_at=self.contributed_at,
            weight=self.weight,
            left=self.left,
            since=self.since,
            owed=self.owed_millionths,
        )


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds of buyers."""

    def holding(self) -> Self:
        """This will keep the holds whose units are reserved."""
        return self.filter(status__in=Hold.HOLDING)

    def due(self) -> Self:
        """This will keep the holds whose time is over by the database's clock; pinned ones wait for their payment."""
        return self.filter(status=Hold.Status.ACTIVE, expires_at__lte=ClockTimestamp())


class Hold(models.Model):
    """Units of an offer kept for one basket. While a payment may still arrive, the hold is pinned and does not expire."""

    class Status(models.TextChoices):
        """active → pinned → spent; or released (given back) or expired on the way."""

        ACTIVE = "active"
        PINNED = "pinned"
        RELEASED = "released"
        EXPIRED = "expired"
        SPENT = "spent"

    HOLDING: ClassVar[tuple[str, ...]] = (Status.ACTIVE, Status.PINNED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="holds")
    # Whose basket, and a keyed digest of the network address; both opaque here.
    owner = models.UUIDField()
    address_key = models.CharField(max_length=32, blank=True)
    units = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    expires_at = models.DateTimeField()
    pinned_by = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    ended_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["offer", "owner"], condition=Q(status="active"), name="hold_active_once_per_basket"
            ),
            models.CheckConstraint(condition=Q(units__gte=1), name="hold_has_units"),
            models.CheckConstraint(
                condition=Q(status__in=["active", "pinned"], ended_at__isnull=True)
                | Q(status__in=["released", "expired", "spent"], ended_at__isnull=False),
                name="hold_end_has_time",
            ),
            models.CheckConstraint(condition=~Q(status="pinned") | ~Q(pinned_by=""), name="hold_pin_says_by_whom"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["expires_at"], condition=Q(status="active"), name="hold_due"),
            models.Index(fields=["offer", "owner"], condition=Q(status__in=["active", "pinned"]), name="hold_of_offer"),
            models.Index(fields=["pinned_by"], condition=Q(status="pinned"), name="hold_pinned"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class StockMovement(models.Model):
    """One change of stock, written with the change and never altered (a trigger refuses it)."""

    class Kind(models.TextChoices):
        """What moved: into or out of the pool, or between free, reserved and allocated."""

        CONTRIBUTED = "contributed"
        WITHDRAWN = "withdrawn"
        HELD = "held"
        RELEASED = "released"
        EXPIRED = "expired"
        ALLOCATED = "allocated"
        RETURNED = "returned"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="movements")
    # The offer's version after this movement: their order without a doubt.
    version = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    units = models.PositiveIntegerField()
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, related_name="movements")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, null=True, related_name="movements")
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    helped_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    via = models.CharField(max_length=12)
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, null=True, related_name="movements")
    # An opaque reference to what asked for it, such as "order_line:<id>".
    document = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    amount_clp = models.PositiveBigIntegerField(default=0)
    # Units by producer id, for an allocation.
    parts = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["offer", "version"], name="movement_order_in_offer"),
            models.CheckConstraint(condition=Q(units__gte=1), name="movement_has_units"),
        ]

    def __str__(self) -> str:
        return f"movement {self.pk}"
