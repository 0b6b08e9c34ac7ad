"""Shapes of statutes."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    CHANGES_LENGTH,
    STATUTES_LENGTH,
)
from coops.serializers.base import Fields
from lib.fields import ProseField


class StatutesSerializer(Fields):
    """One version of the statutes."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    text = serializers.CharField()


class WorkspaceStatutesSerializer(StatutesSerializer):
    """`accepted_by_me`: by every membership that I act for; `accepted`: by how many members."""

    changes = serializers.CharField()
    created_at = serializers.DateTimeField()
    adopted_at = serializers.DateTimeField(allow_null=True)
    accepted = serializers.IntegerField()
    accepted_by_me = serializers.BooleanField()


class PublishStatutesSerializer(Fields):
    """A new version. `adopted_on` is the day on which the members decided, once the association is constituted."""

    text = ProseField(max_length=STATUTES_LENGTH)
    changes = ProseField(max_length=CHANGES_LENGTH, required=False, allow_blank=True)
    adopted_on = serializers.DateField(required=False, allow_null=True)


class StatutesVersionSerializer(Fields):
    """One version without its text; `accepted` counts the members of today, `publisher` is a person's name."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    changes = serializers.CharField()
    created_at = serializers.DateTimeField()
    adopted_at = serializers.DateTimeField(allow_null=True)
    accepted = serializers.IntegerField()
    publisher = serializers.CharField(allow_null=True)


class StatutesTextSerializer(StatutesVersionSerializer):
    """One version with its text."""

    text = serializers.CharField()


class AcceptStatutesSerializer(Fields):
    """Which member accepts."""

    producer_id = serializers.UUIDField()
