"""Shapes of pictures."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from lib.fields import LineField
from pictures.models import ALT_LENGTH


class SourceSerializer(serializers.Serializer[Any]):
    """A file of a picture; the address is below this origin and never changes what it holds."""

    url = serializers.CharField()
    width = serializers.IntegerField()
    type = serializers.ChoiceField(["image/webp", "image/jpeg"])


class PictureSerializer(serializers.Serializer[Any]):
    """A photograph: WebP files, smallest first, and one JPEG last. `alt_…` say what is to be seen."""

    id = serializers.UUIDField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alt_es = serializers.CharField(allow_blank=True)
    alt_en = serializers.CharField(allow_blank=True)
    sources = SourceSerializer(many=True)


class DescribePictureSerializer(serializers.Serializer[Any]):
    """What is to be seen, for whoever doesn't see it."""

    alt_es = LineField(max_length=ALT_LENGTH, required=False, allow_blank=True)
    alt_en = LineField(max_length=ALT_LENGTH, required=False, allow_blank=True)


class SendPictureSerializer(DescribePictureSerializer):
    """A photograph, sent as a form (multipart/form-data)."""

    picture = serializers.FileField()
