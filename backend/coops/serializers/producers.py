"""Shapes of producers and who acts for them."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    LOCALITY_LENGTH,
    STORY_LENGTH,
    Mandate,
    Producer,
)
from coops.serializers.base import ComunaField, Fields
from lib.fields import EmailAddressField, LineField, ProseField


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
