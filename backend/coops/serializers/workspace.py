"""What a member sees of her association at a glance."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    Association,
)
from coops.serializers.associations import AssociationSummarySerializer
from coops.serializers.base import Fields
from coops.serializers.members import ROLE_WORDS, OfficeSerializer
from coops.serializers.statutes import WorkspaceStatutesSerializer
from coops.serializers.suspensions import AssociationSuspensionSerializer, SuspensionSerializer


class FoundersSerializer(Fields):
    """How many have accepted the current statutes, and how many must."""

    have = serializers.IntegerField()
    need = serializers.IntegerField()


class MyMembershipSerializer(Fields):
    """A membership that I act for."""

    id = serializers.UUIDField()
    producer_id = serializers.UUIDField()
    number = serializers.IntegerField()
    accepted_statutes = serializers.BooleanField()
    suspension = SuspensionSerializer(allow_null=True)


class WorkspaceCountsSerializer(Fields):
    """How many there are."""

    members = serializers.IntegerField()
    open_invitations = serializers.IntegerField()
    open_applications = serializers.IntegerField(allow_null=True, help_text="Null for who may not read them.")


class WorkspaceSerializer(Fields):
    """What a member sees on entering the association."""

    association = AssociationSummarySerializer()
    founders = FoundersSerializer()
    statutes = WorkspaceStatutesSerializer()
    memberships = MyMembershipSerializer(many=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLE_WORDS))
    can = serializers.ListField(child=serializers.CharField())
    offices = OfficeSerializer(many=True)
    counts = WorkspaceCountsSerializer()
    suspension = AssociationSuspensionSerializer(allow_null=True)


class MyAssociationSerializer(Fields):
    """An association in which I have a part; `producer_id` is a member I act for that takes part, or null, and
    `own_producer_id` the association itself as a maker of goods, where I act for it by office.
    """

    id = serializers.UUIDField(source="association.pk")
    slug = serializers.CharField(source="association.slug")
    name = serializers.CharField(source="association.name")
    kind = serializers.ChoiceField(choices=Association.Kind.choices, source="association.kind")
    status = serializers.ChoiceField(choices=Association.Status.choices, source="association.status")
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLE_WORDS))
    can = serializers.ListField(child=serializers.CharField())
    producer_id = serializers.UUIDField(allow_null=True)
    own_producer_id = serializers.UUIDField(allow_null=True)
