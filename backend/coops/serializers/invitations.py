"""Shapes of invitations."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    Association,
    Invitation,
)
from coops.serializers.base import Fields
from coops.serializers.members import MembershipSerializer
from coops.serializers.statutes import StatutesSerializer
from coops.serializers.workspace import FoundersSerializer
from lib.fields import EmailAddressField


class InviteSerializer(Fields):
    """Whom to invite."""

    email = EmailAddressField()


class InvitationSerializer(Fields):
    """An invitation as the board sees it."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    state = serializers.ChoiceField(choices=Invitation.State.choices)
    invited_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class InvitedSerializer(InvitationSerializer):
    """The answer to inviting. `link` is shown this once, to be passed on by hand too."""

    link = serializers.CharField()


class InvitationAssociationSerializer(serializers.ModelSerializer[Association]):
    """The association as the one who is invited sees it."""

    class Meta:
        model = Association
        fields = ("id", "slug", "name", "kind", "purpose", "comuna", "status")
        read_only_fields = fields


class PublicInvitationSerializer(Fields):
    """What whoever holds the link may know before answering."""

    state = serializers.ChoiceField(choices=Invitation.State.choices)
    expires_at = serializers.DateTimeField()
    invited_by = serializers.CharField()
    association = InvitationAssociationSerializer()
    founders = FoundersSerializer()
    statutes = StatutesSerializer()


class AcceptInvitationSerializer(Fields):
    """For which producer, and which statutes were read."""

    producer_id = serializers.UUIDField()
    statutes_id = serializers.UUIDField()


class JoinedSerializer(Fields):
    """The membership that an invitation opened."""

    membership = MembershipSerializer()
    association = InvitationAssociationSerializer()
