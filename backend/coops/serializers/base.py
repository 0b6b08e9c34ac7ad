"""What the shapes share."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coops.territory import is_comuna

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
