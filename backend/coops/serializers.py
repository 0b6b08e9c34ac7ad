"""Shapes of producers and associations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coops.models import (
    CHANGES_LENGTH,
    LOCALITY_LENGTH,
    PURPOSE_LENGTH,
    STATUTES_LENGTH,
    STORY_LENGTH,
    Association,
    Invitation,
    Mandate,
    Membership,
    Producer,
    Role,
)
from coops.territory import is_comuna
from lib.fields import EmailAddressField, LineField, ProseField

Fields = serializers.Serializer[Any]


@extend_schema_field({"type": "string", "pattern": "^04[123]0[1-6]$", "description": "CUT code of a comuna"})
class ComunaField(serializers.CharField):
    """The CUT code of a comuna of the region."""

    default_error_messages = {"comuna_unknown": _("Choose a comuna of the Coquimbo Region.")}

    def to_internal_value(self, data: Any) -> str:
        cut = str(super().to_internal_value(data))
        if not is_comuna(cut):
            self.fail("comuna_unknown")
        return cut


class ComunaSerializer(Fields):
    """A comuna; the coordinates are its main town's."""

    cut = serializers.CharField()
    name = serializers.CharField()
    also_written = serializers.CharField()
    province = serializers.CharField()
    town = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()


# --- producers ---


class ProducerSerializer(serializers.ModelSerializer[Producer]):
    """A producer as those who act for it see it."""

    comuna = serializers.CharField()

    class Meta:
        model = Producer
        fields = ("id", "name", "initials", "comuna", "locality", "story", "shows_name", "created_at")
        read_only_fields = fields


class CreateProducerSerializer(Fields):
    """`shows_name`: whether strangers see the name, or only the place."""

    name = LineField()
    comuna = ComunaField()
    locality = LineField(max_length=LOCALITY_LENGTH, required=False, allow_blank=True)
    story = ProseField(max_length=STORY_LENGTH, required=False, allow_blank=True)
    shows_name = serializers.BooleanField(required=False)


class UpdateProducerSerializer(CreateProducerSerializer):
    """What isn't sent stays as it is."""

    name = LineField(required=False)
    comuna = ComunaField(required=False)


class MyProducerSerializer(serializers.ModelSerializer[Producer]):
    """A producer that I act for."""

    class Meta:
        model = Producer
        fields = ("id", "name", "initials", "comuna", "locality")
        read_only_fields = fields


class MandateSerializer(Fields):
    """A person who acts for the producer, since when."""

    id = serializers.UUIDField()
    person_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Mandate.Kind.choices)
    starts_at = serializers.DateTimeField()
    mine = serializers.BooleanField()


class MandateOfferSerializer(Fields):
    """Somebody who was asked and has not answered."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    kind = serializers.ChoiceField(choices=Mandate.Kind.choices)
    offered_by = serializers.CharField()
    expires_at = serializers.DateTimeField()


class MandatesSerializer(Fields):
    """Who acts for a producer; owners also see who was asked."""

    mandates = MandateSerializer(many=True)
    offers = MandateOfferSerializer(many=True)
    can = serializers.ListField(child=serializers.CharField())


class OfferMandateSerializer(Fields):
    """Whom to ask. Agents act; owners also ask others and end mandates."""

    email = EmailAddressField()
    kind = serializers.ChoiceField(choices=Mandate.Kind.choices, default=Mandate.Kind.AGENT)


# --- associations ---


class AssociationSerializer(serializers.ModelSerializer[Association]):
    """An association as anybody may see it."""

    member_count = serializers.IntegerField()

    class Meta:
        model = Association
        fields = (
            "id", "slug", "name", "kind", "purpose", "story", "comuna", "status", "constituted_at", "member_count",
        )  # fmt: skip
        read_only_fields = fields


class AssociationListQuerySerializer(Fields):
    """Filters of the directory."""

    comuna = ComunaField(required=False)
    kind = serializers.ChoiceField(choices=Association.Kind.choices, required=False)
    search = serializers.CharField(required=False, allow_blank=True, max_length=100)


class CreateAssociationSerializer(Fields):
    """The producer is the first founder and accepts the statutes by founding."""

    producer_id = serializers.UUIDField()
    name = LineField()
    kind = serializers.ChoiceField(choices=Association.Kind.choices)
    purpose = ProseField(max_length=PURPOSE_LENGTH)
    comuna = ComunaField()
    statutes_text = ProseField(max_length=STATUTES_LENGTH)


class UpdateAssociationSerializer(Fields):
    """What isn't sent stays as it is."""

    purpose = ProseField(max_length=PURPOSE_LENGTH, required=False)
    story = ProseField(max_length=STORY_LENGTH, required=False, allow_blank=True)
    comuna = ComunaField(required=False)


class AssociationSummarySerializer(serializers.ModelSerializer[Association]):
    """An association in brief."""

    class Meta:
        model = Association
        fields = (
            "id", "slug", "name", "kind", "purpose", "story", "comuna", "status", "created_at", "constituted_at",
        )  # fmt: skip
        read_only_fields = fields


class FoundersSerializer(Fields):
    """How many have accepted the current statutes, and how many must."""

    have = serializers.IntegerField()
    need = serializers.IntegerField()


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


class MyMembershipSerializer(Fields):
    """A membership that I act for."""

    id = serializers.UUIDField()
    producer_id = serializers.UUIDField()
    number = serializers.IntegerField()
    accepted_statutes = serializers.BooleanField()


class WorkspaceCountsSerializer(Fields):
    """How many there are."""

    members = serializers.IntegerField()
    open_invitations = serializers.IntegerField()


class OfficeSerializer(Fields):
    """A role that somebody holds now."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.Name.choices)
    person_id = serializers.UUIDField()
    person_name = serializers.CharField()
    starts_at = serializers.DateTimeField()


ROLE_WORDS = ["founder", "member", *Role.Name.values]


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


class MyAssociationSerializer(Fields):
    """An association in which I have a part; `producer_id` is the member I act for, null for an officer only."""

    id = serializers.UUIDField(source="association.pk")
    slug = serializers.CharField(source="association.slug")
    name = serializers.CharField(source="association.name")
    kind = serializers.ChoiceField(choices=Association.Kind.choices, source="association.kind")
    status = serializers.ChoiceField(choices=Association.Status.choices, source="association.status")
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLE_WORDS))
    can = serializers.ListField(child=serializers.CharField())
    producer_id = serializers.UUIDField(allow_null=True)


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


class DutySerializer(Fields):
    """An operation, who may call it, and whether I may."""

    operation = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLE_WORDS))
    mine = serializers.BooleanField()


class AcceptStatutesSerializer(Fields):
    """Which member accepts."""

    producer_id = serializers.UUIDField()


# --- members and roles ---


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


# --- invitations ---


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
