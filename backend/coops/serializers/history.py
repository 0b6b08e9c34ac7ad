"""Shapes of an association's history."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from coops.history import TOPICS
from coops.models import Role
from coops.serializers.base import Fields

_KINDS = (
    "member_joined", "member_ended", "member_suspended", "member_reinstated", "role_given", "role_ended",
    "statutes_published", "founded", "constituted", "association_suspended", "association_reinstated", "decided",
    "took_effect", "without_effect", "certificate",
)  # fmt: skip


class HistoryQuerySerializer(Fields):
    """What it should be about; everything if not said."""

    topic = serializers.ChoiceField(choices=TOPICS, required=False)


@extend_schema_serializer(component_name="HistoryLine")
class HistoryLineSerializer(Fields):
    """One thing that happened. A client puts `kind` and the fields that it knows of into a sentence.

    `by` is the person who did it, null where a vote did. `how` is how a membership ended, how a vote came out, or
    what was done with a certificate.
    """

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=_KINDS)
    at = serializers.DateTimeField()
    member = serializers.CharField(allow_null=True)
    membership_id = serializers.UUIDField(allow_null=True)
    person = serializers.CharField(allow_null=True)
    by = serializers.CharField(allow_null=True)
    role = serializers.ChoiceField(choices=Role.Name.choices, allow_null=True)
    number = serializers.IntegerField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    how = serializers.CharField(allow_null=True)
    why = serializers.CharField(allow_null=True)
    statutes_id = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    proposal_id = serializers.UUIDField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    certificate_id = serializers.UUIDField(allow_null=True)
    about = serializers.CharField(allow_null=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        # What a kind doesn't speak of is null; what the database wrote as text stays as it is.
        empty = dict.fromkeys(self.fields)
        return {
            **empty,
            "id": f"{instance.kind}:{instance.row}",
            "kind": instance.kind,
            "at": instance.at,
            **instance.said,
        }
