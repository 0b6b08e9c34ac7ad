"""What buyers put together and pay, how it is divided, and its way to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lib.ids import new_id
from lib.text import EMAIL_LENGTH, NAME_LENGTH

ADDRESS_LENGTH = 300
HANDOVER_NOTE_LENGTH = 200


class Basket(models.Model):
    """What a buyer has chosen; a guest's basket is known by a signed cookie, a person has one at most."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="basket")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["created_at"], condition=Q(person=None), name="basket_of_guest")
        ]

    def __str__(self) -> str:
        return f"basket {self.pk}"


class BasketLine(models.Model):
    """Units of one offer. `hold_id` is what keeps them; when its time is over the line stays and says so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")
    offer = models.ForeignKey("catalog.Offer", on_delete=models.PROTECT, related_name="+")
    units = models.PositiveIntegerField()
    hold = models.ForeignKey("catalog.Hold", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["basket", "offer"], name="basket_offer_once"),
            models.CheckConstraint(condition=Q(units__gte=1), name="basket_line_has_units"),
        ]

    def __str__(self) -> str:
        return f"basket line {self.pk}"


class OrderGroup(models.Model):
    """What is paid at once. The buyer's name, mail and address are for the sellers who deliver, and for nobody else."""

    class Status(models.TextChoices):
        """pending → paid; or expired, which a late payment can still turn into paid or into a refund."""

        PENDING = "pending"
        PAID = "paid"
        EXPIRED = "expired"
        REFUNDING = "refunding"
        REFUNDED = "refunded"

    class Delivery(models.TextChoices):
        """How it reaches the buyer."""

        PICKUP = "pickup"
        HOME = "home"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="order_groups"
    )
    # The guest's basket that it came from: the same signed cookie opens the order.
    basket_id = models.UUIDField()
    checkout_key = models.CharField(max_length=255)
    contact_name = models.CharField(max_length=NAME_LENGTH)
    contact_email = models.CharField(max_length=EMAIL_LENGTH)
    delivery = models.CharField(max_length=10, choices=Delivery)
    address = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    adult_confirmed = models.BooleanField(default=False)
    locale = models.CharField(max_length=5, choices=[("es", "es"), ("en", "en")])
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    total_clp = models.PositiveBigIntegerField()
    iva_clp = models.PositiveBigIntegerField()
    ila_clp = models.PositiveBigIntegerField()
    # The open attempt at paying it, and the one that paid it.
    attempt_id = models.UUIDField(null=True)
    paid_attempt_id = models.UUIDField(null=True, unique=True)
    # When the units are held until; then the attempt is closed at the provider.
    pay_by = models.DateTimeField()
    close_asked_at = models.DateTimeField(null=True)
    placed_at = models.DateTimeField(db_default=Now(), editable=False)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["basket_id", "checkout_key"], name="order_group_once_per_checkout"),
            models.CheckConstraint(
                condition=~Q(status__in=["paid", "refunding", "refunded"]) | Q(paid_attempt_id__isnull=False),
                name="order_group_paid_by_something",
            ),
            models.CheckConstraint(
                condition=Q(delivery="pickup") | ~Q(address=""), name="order_group_home_has_address"
            ),
            models.CheckConstraint(
                condition=Q(total_clp__gt=F("iva_clp") + F("ila_clp")), name="order_group_taxes_within_total"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pay_by"], condition=Q(status="pending"), name="order_group_due"),
            models.Index(fields=["buyer", "-id"]),
            models.Index(fields=["basket_id"]),
        ]

    def __str__(self) -> str:
        return self.number


class Order(models.Model):
    """The part of an order group that one association sells and delivers."""

    class Handover(models.TextChoices):
        """waiting → ready (to be fetched) or sent (to the buyer's home) → handed over."""

        WAITING = "waiting"
        READY = "ready"
        SENT = "sent"
        HANDED_OVER = "handed_over"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="orders")
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="orders")
    status = models.CharField(max_length=10, choices=OrderGroup.Status, default=OrderGroup.Status.PENDING)
    handover = models.CharField(max_length=12, choices=Handover, default=Handover.WAITING, db_default=Handover.WAITING)
    total_clp = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "id"], name="order_of_association"),
            models.UniqueConstraint(fields=["group", "association"], name="order_once_per_association"),
            models.CheckConstraint(
                condition=Q(handover="waiting") | Q(status="paid"), name="order_handed_over_only_when_paid"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-id"]),
            # What is paid for and still lies with the association.
            models.Index(
                fields=["association", "-id"],
                condition=Q(status="paid") & ~Q(handover="handed_over"),
                name="order_to_hand_over",
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"


class HandoverStep(models.Model):
    """A step on the goods' way to the buyer, who took it, and what she wrote to the buyer about it.

    It is never altered; one that was taken by mistake stays, with who took it back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Order.Handover)
    note = models.CharField(max_length=HANDOVER_NOTE_LENGTH, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(db_default=Now(), editable=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["order", "step"], condition=Q(undone_at=None), name="handover_step_once_per_order"
            ),
            models.CheckConstraint(condition=~Q(step="waiting"), name="handover_step_leads_on"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="handover_step_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"handover step {self.pk}"


class OrderLine(models.Model):
    """Units of one offer at the price of the day, with the taxes inside. The offer's words are kept as they were."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    offer = models.ForeignKey("catalog.Offer", on_delete=models.PROTECT, related_name="+")
    # The hold that keeps the units while the payment is open.
    hold = models.ForeignKey("catalog.Hold", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    units = models.PositiveIntegerField()
    # Of these, units that can't be delivered and whose money goes back.
    short = models.PositiveIntegerField(default=0, db_default=0)
    # Units that the buyer got and gave back, and of these the ones whose money went back too.
    returned = models.PositiveIntegerField(default=0, db_default=0)
    refunded = models.PositiveIntegerField(default=0, db_default=0)
    unit_price_clp = models.PositiveIntegerField()
    total_clp = models.PositiveBigIntegerField()
    tax_class = models.CharField(max_length=20)
    net_clp = models.PositiveBigIntegerField()
    iva_clp = models.PositiveBigIntegerField()
    ila_clp = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["order", "offer"], name="order_line_once_per_offer"),
            models.CheckConstraint(condition=Q(units__gte=1), name="order_line_has_units"),
            models.CheckConstraint(condition=Q(short__lte=F("units")), name="order_line_short_within_units"),
            models.CheckConstraint(
                condition=Q(units__gte=F("short") + F("returned"), returned__gte=F("refunded")),
                name="order_line_returned_within_units",
            ),
            models.CheckConstraint(
                condition=Q(total_clp=F("unit_price_clp") * F("units")), name="order_line_total_is_price_times_units"
            ),
            models.CheckConstraint(
                condition=Q(total_clp=F("net_clp") + F("iva_clp") + F("ila_clp")), name="order_line_taxes_add_up"
            ),
        ]

    def __str__(self) -> str:
        return f"order line {self.pk}"

    @property
    def due(self) -> int:
        """Units that the buyer has or is still to have."""
        return self.units - self.short - self.returned


class Allocation(models.Model):
    """Units of a paid line that one lot gives, with the rule that said so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="allocations")
    contribution = models.ForeignKey("catalog.Contribution", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("catalog.Lot", on_delete=models.PROTECT, related_name="+")
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="+")
    units = models.PositiveIntegerField()
    short = models.PositiveIntegerField(default=0, db_default=0)
    returned = models.PositiveIntegerField(default=0, db_default=0)
    refunded = models.PositiveIntegerField(default=0, db_default=0)
    rule_version = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["line", "contribution"], name="allocation_once_per_contribution"),
            models.CheckConstraint(condition=Q(units__gte=1), name="allocation_has_units"),
            models.CheckConstraint(condition=Q(short__lte=F("units")), name="allocation_short_within_units"),
            models.CheckConstraint(
                condition=Q(units__gte=F("short") + F("returned"), returned__gte=F("refunded")),
                name="allocation_returned_within_units",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["producer", "-id"])]

    def __str__(self) -> str:
        return f"allocation {self.pk}"
