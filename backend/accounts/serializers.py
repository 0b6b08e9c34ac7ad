"""Shapes of the account."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.me import parts
from accounts.models import Locale, Person
from lib.fields import LineField


class PersonSerializer(serializers.ModelSerializer[Person]):
    """The person who is signed in, as she sees herself."""

    class Meta:
        model = Person
        fields = ("id", "email", "name", "locale", "is_steward")
        read_only_fields = fields


class MeSerializer(serializers.Serializer[Any]):
    """Who is signed in, and what belongs to her."""

    person = PersonSerializer(allow_null=True)
    privacy_notice_version = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), **{name: part.field() for name, part in parts().items()}}


class UpdateMeSerializer(serializers.Serializer[Any]):
    """What a person may change of herself."""

    name = LineField(required=False)
    locale = serializers.ChoiceField(choices=Locale.choices, required=False)
