"""Shapes of the account."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.me import parts
from accounts.models import Consent, Locale, Person
from lib.fields import LineField


class PersonSerializer(serializers.ModelSerializer[Person]):
    """The person who is signed in, as she sees herself."""

    class Meta:
        model = Person
        fields = ("id", "email", "name", "locale", "is_steward", "has_second_factor")
        read_only_fields = fields

    has_second_factor = serializers.BooleanField(read_only=True)


class MeSerializer(serializers.Serializer[Any]):
    """Who is signed in, and what belongs to her."""

    person = PersonSerializer(allow_null=True)
    privacy_notice_version = serializers.CharField()
    # The person has not agreed to the present version of the privacy notice, or has taken her consent back.
    consent_needed = serializers.BooleanField()
    # A steward whose account asks for a password alone, where stewards need more.
    second_factor_needed = serializers.BooleanField()
    # When the account will be deleted, if its person asked for that.
    deletion_due_at = serializers.DateTimeField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), **{name: part.field() for name, part in parts().items()}}


class UpdateMeSerializer(serializers.Serializer[Any]):
    """What a person may change of herself."""

    name = LineField(required=False)
    locale = serializers.ChoiceField(choices=Locale.choices, required=False)


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    """One line of the log."""

    class Meta:
        model = Consent
        fields = ("id", "document", "version", "given", "recorded_at")
        read_only_fields = fields


class ConsentLogSerializer(serializers.Serializer[Any]):
    """What a person agreed to and took back, the newest first, and the version that counts now."""

    current_version = serializers.CharField()
    log = ConsentSerializer(many=True)


class GiveConsentSerializer(serializers.Serializer[Any]):
    """A yes to a version of the privacy notice, or taking it back."""

    version = serializers.CharField(max_length=20)
    given = serializers.BooleanField()


class DeviceSerializer(serializers.Serializer[Any]):
    """Names as their makers write them; empty where the browser doesn't say."""

    browser = serializers.CharField()
    system = serializers.CharField()


class SignedInSerializer(serializers.Serializer[Any]):
    """A session of the person who asks."""

    id = serializers.IntegerField()
    device = DeviceSerializer()
    signed_in_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    is_this = serializers.BooleanField()


class SessionsSerializer(serializers.Serializer[Any]):
    """Where a person is signed in."""

    results = SignedInSerializer(many=True)


class EndedSessionsSerializer(serializers.Serializer[Any]):
    """How many sessions were ended."""

    ended = serializers.IntegerField()


class ExportSerializer(serializers.Serializer[Any]):
    """A copy of what is kept of a person: being made, ready until `expires_at`, or none."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=["waiting", "ready", "failed"])
    asked_at = serializers.DateTimeField()
    ready_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)


class ExportsSerializer(serializers.Serializer[Any]):
    """The copies that can still be fetched, or are being made."""

    results = ExportSerializer(many=True)


class HindranceSerializer(serializers.Serializer[Any]):
    """Why an account can't be deleted now; `names` says which associations, producers or orders are meant."""

    code = serializers.CharField()
    names = serializers.ListField(child=serializers.CharField())


class KeptSerializer(serializers.Serializer[Any]):
    """What stays although the account goes, how much of it, and for how many months."""

    code = serializers.CharField()
    months = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField()


class DeletionSerializer(serializers.Serializer[Any]):
    """What deleting the account would do, or when it will be done."""

    due_at = serializers.DateTimeField(allow_null=True)
    days = serializers.IntegerField()
    hindrances = HindranceSerializer(many=True)
    kept = KeptSerializer(many=True)
