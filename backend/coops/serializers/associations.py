"""Shapes of associations."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    PURPOSE_LENGTH,
    STATUTES_LENGTH,
    STORY_LENGTH,
    Association,
)
from coops.serializers.base import ComunaField, Fields
from lib.fields import LineField, ProseField


class AssociationSerializer(serializers.ModelSerializer[Association]):
    """An association as anybody may see it."""

    member_count = serializers.IntegerField()

    class Meta:
        model = Association
        fields = (
            "id", "slug", "name", "kind", "purpose", "story", "comuna", "status", "constituted_at", "member_count",
            "admission",
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
            "admission",
        )  # fmt: skip
        read_only_fields = fields


class AssociationCardSerializer(serializers.ModelSerializer[Association]):
    """An association as others name it."""

    class Meta:
        model = Association
        fields = ("id", "slug", "name", "status")
        read_only_fields = fields
