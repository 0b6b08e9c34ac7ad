"""Shapes of suspensions."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import REASON_LENGTH
from coops.serializers.base import Fields
from lib.fields import ProseField


class SuspendMemberSerializer(Fields):
    """Why, and until when; without an end it lasts until it is lifted. The member reads the reason."""

    reason = ProseField(max_length=REASON_LENGTH)
    until = serializers.DateTimeField(required=False, allow_null=True)


class SuspensionSerializer(Fields):
    """That a member is suspended. The reason is told to its own people and to the board, and null to others."""

    until = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class AssociationSuspensionSerializer(Fields):
    """That the association sells nothing for now, since when and why."""

    since = serializers.DateTimeField()
    reason = serializers.CharField()
