"""Shapes of the register of members."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import Membership
from coops.serializers.base import Fields

FORMS = ("csv", "pdf")


class RegisterQuerySerializer(Fields):
    """Who is a member, or who was one; both if not said."""

    state = serializers.ChoiceField(choices=("current", "former"), required=False)


class RegisterRowSerializer(Fields):
    """A line of the register. `reason` says how a membership ended, to the board alone."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    comuna = serializers.CharField()
    locality = serializers.CharField()
    joined_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.ChoiceField(choices=Membership.EndReason.choices, allow_null=True)
    suspended = serializers.BooleanField()
    until = serializers.DateTimeField(allow_null=True)


class ExportRegisterSerializer(Fields):
    """As a table for spreadsheets, or as sheets to print."""

    form = serializers.ChoiceField(choices=FORMS)
