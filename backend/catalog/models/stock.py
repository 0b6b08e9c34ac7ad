"""Lots in offers, holds of buyers, and every movement of stock."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from catalog.models.base import ClockTimestamp
from catalog.models.offers import Offer
from catalog.models.products import Lot
from catalog.shares import Share
from lib.ids import new_id


class Contribution(models.Model):
    """Units of one lot in one offer, and that lot's standing under the rules of catalog.shares. It outlives a withdrawal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="contributions")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="contributions")
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="contributions")
    # Empty where the association itself made it (Producer.association).
    membership = models.ForeignKey(
        "coops.Membership", on_delete=models.PROTECT, null=True, related_name="contributions"
    )
    units = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    allocated = models.PositiveIntegerField(default=0)
    # Of what is left, units that no usable certificate stands behind; always 0 in an offer that requires no seal.
    uncovered = models.PositiveIntegerField(default=0, db_default=0)
    lost = models.PositiveIntegerField(default=0, db_default=0)
    since = models.IntegerField(default=0)
    owed_millionths = models.BigIntegerField(default=0)
    last_turn = models.BigIntegerField(default=0, db_default=0)
    turns_owed = models.PositiveIntegerField(default=0, db_default=0)
    contributed_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["offer", "lot"], name="contribution_lot_once_per_offer"),
            models.CheckConstraint(
                condition=Q(units__gte=F("withdrawn") + F("allocated") + F("lost") + F("uncovered")),
                name="contribution_never_below_zero",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["producer", "offer"])]

    def __str__(self) -> str:
        return f"contribution {self.pk}"

    @property
    def weight(self) -> int:
        """Units contributed less units withdrawn or lost: what the share is reckoned by."""
        return self.units - self.withdrawn - self.lost

    @property
    def left(self) -> int:
        """Units not yet allocated, held in baskets or not, covered or not."""
        return self.units - self.withdrawn - self.lost - self.allocated

    @property
    def sellable(self) -> int:
        """Of what is left, units that may be sold: those that a certificate covers, where the offer requires one."""
        return self.left - self.uncovered

    def share(self) -> Share:
        """This will return the lot's standing for the rule."""
        return Share(
            id=self.id,
            member=self.producer_id,
            contributed_at=self.contributed_at,
            weight=self.weight,
            left=self.sellable,
            best_before=self.lot.best_before,
            sold=self.allocated,
            since=self.since,
            owed=self.owed_millionths,
            last_turn=self.last_turn,
            turns_owed=self.turns_owed,
        )

    def stand_as(self, share: Share) -> None:
        """This will take over, unsaved, what the rule says of the lot."""
        self.since, self.owed_millionths, self.allocated = share.since, share.owed, share.sold
        self.last_turn, self.turns_owed = share.last_turn, share.turns_owed


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

    class Channel(models.TextChoices):
        """Through which door units are put aside."""

        WEB = "web"
        COUNTER = "counter"
        TOURISM = "tourism"
        JOINT = "joint"

    HOLDING: ClassVar[tuple[str, ...]] = (Status.ACTIVE, Status.PINNED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="holds")
    # Whose basket, and a keyed digest of the network address; both opaque here.
    owner = models.UUIDField()
    address_key = models.CharField(max_length=32, blank=True)
    units = models.PositiveIntegerField()
    # Where the buyer stands.
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB, db_default=Channel.WEB)
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
        """What moved: into or out of the pool, between free, reserved, allocated and uncovered, or into loss."""

        CONTRIBUTED = "contributed"
        WITHDRAWN = "withdrawn"
        HELD = "held"
        RELEASED = "released"
        EXPIRED = "expired"
        ALLOCATED = "allocated"
        RETURNED = "returned"
        # Spoiled, or missing at a count.
        LOST = "lost"
        # A certificate stands behind them again, or no more.
        COVERED = "covered"
        UNCOVERED = "uncovered"

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
    # For an allocation, why: {"rule", "version", "figures": {producer id: what the rule looked at}}; see catalog.shares.
    split = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["offer", "version"], name="movement_order_in_offer"),
            models.CheckConstraint(condition=Q(units__gte=1), name="movement_has_units"),
        ]

    def __str__(self) -> str:
        return f"movement {self.pk}"
