"""The inbox's shape outside. A client puts `kind` and the fields that it knows of into words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from notifications.kinds import Email, InApp, Topic
from notifications.models import InboxItem


class ItemAssociationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class ItemProducerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()


class ItemOfferSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()


class ItemOrderSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="Of the order group.")
    number = serializers.CharField()


class ItemProposalSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()


class InboxItemSerializer(serializers.Serializer[Any]):
    """One thing that a person is told, or a line for several of one kind, subject and day: then it has the newest one's
    `id` and `created_at`, and `units` is the sum. What an item's kind does not speak of is null.
    """

    id = serializers.UUIDField()
    group_id = serializers.UUIDField(allow_null=True, help_text="Of the line; null for a single item of it.")
    count = serializers.IntegerField(help_text="How many items the line stands for.")
    unread = serializers.IntegerField(help_text="How many of them were not read yet.")
    kind = serializers.ChoiceField(InboxItem.Kind.choices)
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    association = ItemAssociationSerializer(allow_null=True)
    producer = ItemProducerSerializer(allow_null=True, help_text="Who did it, or whom it concerns.")
    offer = ItemOfferSerializer(allow_null=True)
    order = ItemOrderSerializer(allow_null=True)
    proposal = ItemProposalSerializer(allow_null=True)
    application_id = serializers.UUIDField(allow_null=True)
    certificate_id = serializers.UUIDField(allow_null=True)
    units = serializers.IntegerField(allow_null=True)
    order_units = serializers.IntegerField(allow_null=True, help_text="Of how many, over all producers.")
    amount_clp = serializers.IntegerField(allow_null=True)
    role = serializers.CharField(allow_null=True)
    reason = serializers.CharField(
        allow_null=True,
        help_text="How a membership ended, what a vote, an application or a certificate came to, or when something is.",
    )


class InboxPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = InboxItemSerializer(many=True)
    unread = serializers.IntegerField(help_text="Of the whole inbox, not of this page; counted up to 1,000.")


class ReadItemsSerializer(serializers.Serializer[Any]):
    """One of `ids` (of items), `groups` (of lines) and `all`; with `all`, `until` leaves what is newer unread."""

    ids = serializers.ListField(child=serializers.UUIDField(), max_length=500, required=False)
    groups = serializers.ListField(child=serializers.UUIDField(), max_length=100, required=False)
    all = serializers.BooleanField(required=False, default=False)
    until = serializers.UUIDField(
        required=False, help_text="The newest item that was seen: what came later stays unread."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("all")) + ("ids" in attrs) + ("groups" in attrs) != 1:
            raise serializers.ValidationError(_("Give either ids, groups or all."), code="ids_or_all")
        if "until" in attrs and not attrs.get("all"):
            raise serializers.ValidationError(_("Give either ids, groups or all."), code="ids_or_all")
        return attrs


class UnreadSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField()


class ChannelChoiceSerializer(serializers.Serializer[Any]):
    """How a person is told of a kind. A `fixed` one has its letter from the room that owes the money, always."""

    kind = serializers.ChoiceField(InboxItem.Kind.choices)
    topic = serializers.ChoiceField(Topic.choices)
    in_app = serializers.ChoiceField(InApp.choices)
    email = serializers.ChoiceField(Email.choices)
    push = serializers.BooleanField()
    fixed = serializers.BooleanField()


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "22:00"})
class ClockField(serializers.TimeField):
    """A time of the day, to the minute."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class HoursSerializer(serializers.Serializer[Any]):
    """Times on the clocks of the region (America/Santiago)."""

    quiet = serializers.BooleanField()
    quiet_from = ClockField()
    quiet_until = ClockField()
    digest_at = ClockField()
    digest_weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 is Monday.")
    discreet = serializers.BooleanField(help_text="Whether a lock screen shows no more than that there is a notice.")


class NoticeSettingsSerializer(HoursSerializer):
    email_proved = serializers.BooleanField(help_text="Without it no notice goes out by e-mail.")
    choices = ChannelChoiceSerializer(many=True)


class ChangeChannelsSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    kinds = serializers.ListField(child=serializers.ChoiceField(InboxItem.Kind.choices), min_length=1, max_length=50)
    in_app = serializers.ChoiceField(InApp.choices, required=False)
    email = serializers.ChoiceField(Email.choices, required=False)
    push = serializers.BooleanField(required=False)


class PushDeviceSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    called = serializers.CharField(help_text='Such as "Chrome · Android".')
    created_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(allow_null=True)
    endpoint_digest = serializers.CharField(help_text="SHA-256 of its address, by which a browser knows itself.")


class PushDevicesSerializer(serializers.Serializer[Any]):
    public_key = serializers.CharField(allow_null=True, help_text="To subscribe with; null where push is off.")
    devices = PushDeviceSerializer(many=True)


class PushKeysSerializer(serializers.Serializer[Any]):
    p256dh = serializers.CharField(max_length=200)
    auth = serializers.CharField(max_length=100)


class AddPushDeviceSerializer(serializers.Serializer[Any]):
    """What `PushSubscription.toJSON()` says."""

    endpoint = serializers.CharField(max_length=2_000)
    keys = PushKeysSerializer()


class UnsubscriptionSerializer(serializers.Serializer[Any]):
    """What a link in a mail is about, and how it stands."""

    choices = ChannelChoiceSerializer(many=True)
    off = serializers.BooleanField()
