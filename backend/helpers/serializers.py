"""Shapes of helpers, of what they did, and of what the board writes down."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coops.models import LOCALITY_LENGTH, Association
from coops.serializers.base import ComunaField
from helpers.models import PHONE_LENGTH, REFERENCE_LENGTH, Helper, Receipt, Scope
from helpers.services import Consent
from lib.fields import EmailAddressField, LineField

Fields = serializers.Serializer[Any]
_MOST_RECEIPTS = 200


class HelpedAssociationSerializer(serializers.ModelSerializer[Association]):
    """The association whose member is helped."""

    class Meta:
        model = Association
        fields = ("id", "slug", "name")
        read_only_fields = fields


class HelpedMemberSerializer(Fields):
    """Whom a helper acts for. Without `owned`, nobody has an account for it; `owner_asked` is for the board."""

    producer_id = serializers.UUIDField()
    membership_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    number = serializers.IntegerField()
    owned = serializers.BooleanField()
    owner_asked = serializers.CharField(allow_null=True)


class HelperAnswerSerializer(Fields):
    """A consent without anybody's address or telephone: answers are kept for a repeat, those are not."""

    id = serializers.UUIDField()
    association = HelpedAssociationSerializer()
    member = HelpedMemberSerializer()
    helper_name = serializers.CharField(allow_null=True)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    given = serializers.ChoiceField(choices=Helper.Given.choices)
    reference = serializers.CharField()
    given_on = serializers.DateField()
    recorded_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=Helper.State.choices)
    ended_at = serializers.DateTimeField(allow_null=True)
    end_reason = serializers.CharField()
    acts = serializers.IntegerField()
    unhanded = serializers.IntegerField(help_text="Acts of which the member has no receipt yet.")


class HelperAnswerListSerializer(Fields):
    """A few of them, not paged."""

    results = HelperAnswerSerializer(many=True)


class HelperSerializer(HelperAnswerSerializer):
    """A consent on record: who may do what for whom, until when, and how the member said yes."""

    helper_email = serializers.CharField(allow_null=True, help_text="The address that was asked.")
    member_phone = serializers.CharField()
    member_email = serializers.CharField()


class StatutesToAcceptSerializer(Fields):
    """The version that waits for the member's yes."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()


class OwnHelperSerializer(HelperSerializer):
    """The same for the helper, with what waits for the member's answer."""

    statutes_to_accept = StatutesToAcceptSerializer(allow_null=True)


class HelperListSerializer(Fields):
    """A few consents, not paged."""

    results = HelperSerializer(many=True)


class ReceiptSerializer(Fields):
    """How the member was given the receipt."""

    way = serializers.ChoiceField(choices=Receipt.Way.choices)
    at = serializers.DateTimeField()


class HelpedActSerializer(Fields):
    """One thing that was done for a member, in the words in which the member was told."""

    number = serializers.IntegerField()
    helper_id = serializers.UUIDField()
    helper_name = serializers.CharField()
    member_name = serializers.CharField()
    operation = serializers.CharField()
    words = serializers.CharField()
    at = serializers.DateTimeField()
    receipts = ReceiptSerializer(many=True)


class PhoneField(serializers.RegexField):
    """A telephone number as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            r"^\+?[0-9][0-9 ]{6,}[0-9]$",
            max_length=PHONE_LENGTH,
            error_messages={"invalid": _("Write the number with its area code, digits and spaces only.")},
            **kwargs,
        )


class ContactSerializer(Fields):
    """Where the member's receipts go."""

    # A function, for the description of the API would hold "" against the pattern.
    member_phone = PhoneField(required=False, allow_blank=True, default=str)
    member_email = EmailAddressField(required=False, allow_blank=True, default=str)


class _NamingSerializer(ContactSerializer):
    """Who is to help: a person of the association, or whoever owns an address; and the member's consent."""

    person_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    email = EmailAddressField(required=False, allow_blank=True, default=str)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices), min_length=1, max_length=4)
    given = serializers.ChoiceField(choices=Helper.Given.choices)
    reference = LineField(max_length=REFERENCE_LENGTH)
    given_on = serializers.DateField()
    until = serializers.DateField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One helper, by one way; what the member agreed to stands together."""
        if bool(attrs["person_id"]) == bool(attrs["email"]):
            raise serializers.ValidationError({"person_id": _("Choose a person or write an address.")}, code="required")
        words = ("scopes", "given", "reference", "given_on", "until", "member_phone", "member_email")
        attrs["consent"] = Consent(**{name: attrs.pop(name) for name in words})
        return attrs


class NameHelperSerializer(_NamingSerializer):
    """A helper for a member of the association."""

    membership_id = serializers.UUIDField()


class RegisterMemberSerializer(_NamingSerializer):
    """A new member on paper, with its helper."""

    name = LineField()
    comuna = ComunaField()
    locality = LineField(max_length=LOCALITY_LENGTH, required=False, allow_blank=True, default="")


class OfferOwnershipSerializer(Fields):
    """Whom to ask to own a member that nobody owns yet."""

    email = EmailAddressField()


class GiveReceiptsSerializer(Fields):
    """Of which acts the member was given the receipt, and how. Letters are written down by the system."""

    acts = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), min_length=1, max_length=_MOST_RECEIPTS
    )
    way = serializers.ChoiceField(
        choices=[(value, label) for value, label in Receipt.Way.choices if value != Receipt.Way.EMAIL]
    )
