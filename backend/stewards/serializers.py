"""Shapes of stewards' pages. Seconds are how long ago, or how late, by the database's clock."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from coops.models import Association
from lib.fields import LineField, ProseField, WholeNumberField
from stewards.models import REASON_LENGTH, Act

Fields = serializers.Serializer[Any]


class NeedSerializer(Fields):
    alarm = serializers.CharField(help_text="Its heading in docs/operations.md.")
    level = serializers.ChoiceField(choices=("page", "ticket"))
    about = serializers.CharField(help_text="The group, sweep or task; empty where there is but one.")
    count = serializers.IntegerField(allow_null=True)
    seconds = serializers.FloatField(allow_null=True)
    error = serializers.CharField()


class OutboxSerializer(Fields):
    total = serializers.IntegerField()
    waiting = serializers.IntegerField()
    oldest_seconds = serializers.FloatField()


class MinuteSerializer(Fields):
    at = serializers.DateTimeField()
    events = serializers.IntegerField()


class RelaySerializer(Fields):
    address = serializers.CharField(help_text="Empty on the database's own machine.")
    leads = serializers.BooleanField()
    since = serializers.DateTimeField()


class GroupMemberSerializer(Fields):
    member = serializers.CharField()
    lag = serializers.IntegerField()
    silent_seconds = serializers.FloatField()


class ConsumerGroupSerializer(Fields):
    name = serializers.CharField()
    lag = serializers.IntegerField()
    parked = serializers.IntegerField()
    silent_seconds = serializers.FloatField(allow_null=True)
    members = GroupMemberSerializer(many=True)


class SweepSerializer(Fields):
    name = serializers.CharField()
    late_seconds = serializers.FloatField()
    error = serializers.CharField()


class QueueSerializer(Fields):
    name = serializers.CharField()
    waiting = serializers.IntegerField()
    doing = serializers.IntegerField()
    failed = serializers.IntegerField()
    late_seconds = serializers.FloatField()


class SocketsSerializer(Fields):
    process = serializers.CharField()
    sockets = serializers.IntegerField()
    seen_seconds = serializers.FloatField()


class MailTroubleSerializer(Fields):
    cause = serializers.CharField()
    letters = serializers.IntegerField()


class WaitingMailSerializer(Fields):
    count = serializers.IntegerField()
    oldest_seconds = serializers.FloatField()


class BacklogSerializer(Fields):
    webhooks = serializers.IntegerField()
    webhook_seconds = serializers.FloatField()
    unknown = serializers.IntegerField()
    overdue_seconds = serializers.FloatField()
    refunds_pending = serializers.IntegerField()
    refund_seconds = serializers.FloatField()
    refunds_failed = serializers.IntegerField()


class BackupSerializer(Fields):
    at = serializers.DateTimeField()
    seconds = serializers.FloatField()
    megabytes = serializers.FloatField()


class OverviewSerializer(Fields):
    """How the whole platform is doing, and what needs a hand."""

    at = serializers.DateTimeField()
    carrier = serializers.ChoiceField(choices=("kafka", "postgresql"))
    pokes = serializers.ChoiceField(choices=("redis", "postgresql"))
    needs = NeedSerializer(many=True)
    outbox = OutboxSerializer()
    minutes = MinuteSerializer(many=True)
    relays = RelaySerializer(many=True)
    groups = ConsumerGroupSerializer(many=True)
    workers = serializers.ListField(child=serializers.CharField())
    sweeps = SweepSerializer(many=True)
    tasks = QueueSerializer(many=True)
    sockets = SocketsSerializer(many=True)
    mail = WaitingMailSerializer()
    mail_troubles = MailTroubleSerializer(many=True)
    mails_failed = serializers.IntegerField()
    payments = BacklogSerializer()
    backup = BackupSerializer(allow_null=True)
    readings = serializers.IntegerField()


class ParkedLineSerializer(Fields):
    """The first parked event of one thing; `behind` later ones wait for it."""

    group = serializers.CharField()
    key = serializers.UUIDField()
    event_id = serializers.UUIDField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=("failed", "unreadable", "behind"))
    error = serializers.CharField()
    error_kind = serializers.CharField()
    attempts = serializers.IntegerField()
    parked_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField(allow_null=True)
    data = serializers.JSONField(allow_null=True)  # type: ignore[assignment]
    behind = serializers.IntegerField()


class ParkedCauseSerializer(Fields):
    group = serializers.CharField()
    name = serializers.CharField()
    error_kind = serializers.CharField()
    keys = serializers.IntegerField()
    events = serializers.IntegerField()


class ParkedSerializer(Fields):
    causes = ParkedCauseSerializer(many=True)
    lines = ParkedLineSerializer(many=True)


class RedriveSerializer(Fields):
    """Either a key of a group (`only_first`: its first event alone), or all keys that failed in one way."""

    group = serializers.CharField(max_length=60)
    key = serializers.UUIDField(required=False)
    only_first = serializers.BooleanField(required=False, default=False)
    name = serializers.CharField(max_length=100, required=False)
    error_kind = serializers.CharField(max_length=200, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("key" in attrs) == ("name" in attrs and "error_kind" in attrs):
            raise serializers.ValidationError(code="key_or_cause")
        return attrs


class RedrivenSerializer(Fields):
    worked = serializers.IntegerField()
    left = serializers.IntegerField()


class ReasonSerializer(Fields):
    reason = ProseField(max_length=REASON_LENGTH)


class SetAsideSerializer(ReasonSerializer):
    group = serializers.CharField(max_length=60)
    event_id = serializers.UUIDField()


class FailedTaskSerializer(Fields):
    id = serializers.IntegerField()
    name = serializers.CharField()
    arguments = serializers.JSONField()
    attempts = serializers.IntegerField()
    failed_at = serializers.DateTimeField(allow_null=True)
    error = serializers.CharField()


class TasksSerializer(Fields):
    queues = QueueSerializer(many=True)
    sweeps = SweepSerializer(many=True)
    failed = FailedTaskSerializer(many=True)


class RetryTasksSerializer(Fields):
    ids = serializers.ListField(child=WholeNumberField(min_value=1), min_length=1, max_length=500)


class RetriedSerializer(Fields):
    retried = serializers.IntegerField()


class FailedMailSerializer(Fields):
    """A letter that was given up; its recipient is shown as `e…@minga.example`."""

    id = serializers.UUIDField()
    recipient = serializers.CharField()
    subject = serializers.CharField()
    attempts = serializers.IntegerField()
    cause = serializers.CharField()
    created_at = serializers.DateTimeField()
    failed_at = serializers.DateTimeField()


class FailedMailsSerializer(Fields):
    waiting = WaitingMailSerializer()
    troubles = MailTroubleSerializer(many=True, help_text="Of letters that wait for their next try.")
    failed = FailedMailSerializer(many=True)


class OpenWebhookSerializer(Fields):
    id = serializers.UUIDField()
    provider_id = serializers.CharField()
    kind = serializers.CharField()
    received_at = serializers.DateTimeField()
    error = serializers.CharField()


class FailedRefundSerializer(Fields):
    id = serializers.UUIDField()
    order = serializers.CharField(allow_null=True, help_text="Number of the order that was paid.")
    amount_clp = serializers.IntegerField()
    reason_key = serializers.CharField()
    error = serializers.CharField()
    created_at = serializers.DateTimeField()
    failed_at = serializers.DateTimeField(allow_null=True)


class FailedPaymentsSerializer(Fields):
    webhooks = OpenWebhookSerializer(many=True)
    refunds = FailedRefundSerializer(many=True)


class FindPersonSerializer(Fields):
    wanted = LineField(max_length=254, help_text="Exactly her e-mail address, or her id.")


class PersonStandingSerializer(Fields):
    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    locale = serializers.CharField()
    joined_at = serializers.DateTimeField()
    is_active = serializers.BooleanField()
    is_steward = serializers.BooleanField()
    verified = serializers.BooleanField()
    second_factors = serializers.ListField(child=serializers.CharField())
    sessions = serializers.IntegerField()


class ActAssociationSerializer(Fields):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class ActSerializer(Fields):
    """A line of the record."""

    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Act.Kind.choices)
    via = serializers.ChoiceField(choices=Act.Via.choices)
    at = serializers.DateTimeField()
    steward = serializers.CharField(allow_null=True, help_text="Her name; null for a command or the software itself.")
    person_id = serializers.UUIDField(allow_null=True)
    association = ActAssociationSerializer(allow_null=True)
    reason = serializers.CharField()
    details = serializers.JSONField()


class ActFilterSerializer(Fields):
    kind = serializers.ChoiceField(choices=Act.Kind.choices, required=False)
    person_id = serializers.UUIDField(required=False)


class BeginReadingSerializer(ReasonSerializer):
    association = LineField(max_length=120, help_text="Its id, or its name in addresses.")
    hours = WholeNumberField(min_value=1, max_value=24)


class SuspendAssociationSerializer(ReasonSerializer):
    association = LineField(max_length=120, help_text="Its id, or its name in addresses.")


class AssociationStandingSerializer(Fields):
    """How an association stands now."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=Association.Status.choices)


class ReadingUseSerializer(Fields):
    operation = serializers.CharField()
    count = serializers.IntegerField()
    last_at = serializers.DateTimeField()


class ReadingSerializer(Fields):
    """That a steward may, or might, read an association, and what she read."""

    id = serializers.UUIDField()
    association = ActAssociationSerializer()
    steward = serializers.CharField(allow_null=True)
    mine = serializers.BooleanField()
    reason = serializers.CharField()
    began_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    reads = ReadingUseSerializer(many=True)


class ReadAssociationSerializer(ActAssociationSerializer):
    kind = serializers.CharField()
    status = serializers.CharField()


class MyReadingSerializer(Fields):
    """An association that I may read now, as a steward with a reason on record."""

    id = serializers.UUIDField()
    association = ReadAssociationSerializer()
    ends_at = serializers.DateTimeField()
