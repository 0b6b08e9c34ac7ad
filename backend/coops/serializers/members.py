"""Shapes of members and their offices."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    Mandate,
    Membership,
    Role,
)
from coops.serializers.base import Fields
from coops.serializers.suspensions import SuspensionSerializer


class OfficeSerializer(Fields):
    """A role that somebody holds now."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.Name.choices)
    person_id = serializers.UUIDField()
    person_name = serializers.CharField()
    starts_at = serializers.DateTimeField()


ROLE_WORDS = ["founder", "member", "suspended", *Role.Name.values]


class DutySerializer(Fields):
    """An operation, who may call it, and whether I may."""

    operation = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLE_WORDS))
    mine = serializers.BooleanField()


class MemberPersonSerializer(Fields):
    """A person who acts for a member."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Mandate.Kind.choices)


class MemberListQuerySerializer(Fields):
    """`search` looks at names and places; `accepted` is about the current statutes."""

    search = serializers.CharField(required=False, allow_blank=True, max_length=100)
    accepted = serializers.BooleanField(required=False, allow_null=True, default=None)


class MemberSerializer(Fields):
    """A member as members see it; `roles` are held by persons who act for it."""

    id = serializers.UUIDField()
    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    comuna = serializers.CharField()
    locality = serializers.CharField()
    number = serializers.IntegerField()
    joined_at = serializers.DateTimeField()
    accepted_statutes = serializers.BooleanField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    people = MemberPersonSerializer(many=True)
    roles = OfficeSerializer(many=True)
    mine = serializers.BooleanField()
    suspension = SuspensionSerializer(allow_null=True)


class MemberDetailSerializer(MemberSerializer):
    """A member with its story."""

    story = serializers.CharField()


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A membership's own facts."""

    association_id = serializers.UUIDField()
    producer_id = serializers.UUIDField()

    class Meta:
        model = Membership
        fields = ("id", "association_id", "producer_id", "number", "status", "joined_at", "left_at")
        read_only_fields = fields


class GiveRoleSerializer(Fields):
    """Who takes which office."""

    person_id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.Name.choices)


class RoleSerializer(serializers.ModelSerializer[Role]):
    """An office and its time."""

    person_id = serializers.UUIDField()

    class Meta:
        model = Role
        fields = ("id", "person_id", "role", "starts_at", "ends_at")
        read_only_fields = fields
