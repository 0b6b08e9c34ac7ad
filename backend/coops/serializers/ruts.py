"""Shapes of tax numbers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from stdnum.cl import rut
from stdnum.exceptions import InvalidChecksum, ValidationError

from coops.serializers.base import Fields


class RutField(serializers.CharField):
    """A RUT, with or without dots and hyphen; kept as digits and check digit. Empty takes it away."""

    default_error_messages = {
        "rut_invalid": _("A RUT has seven or eight digits and a check digit, such as 12.345.678-5."),
        "rut_check_digit": _("The check digit doesn't fit: look at the number again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, allow_blank=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        value = str(super().to_internal_value(data)).lstrip("0")
        if not value:
            return ""
        try:
            return str(rut.validate(value))
        except InvalidChecksum:
            self.fail("rut_check_digit")
        except ValidationError:
            self.fail("rut_invalid")


class RutSerializer(Fields):
    """A tax number: `rut` as it is written in Chile, empty if it isn't known."""

    rut = serializers.SerializerMethodField()

    def get_rut(self, kept: str) -> str:
        return rut.format(kept) if kept else ""


class SetRutSerializer(Fields):
    """The tax number, or nothing to take it away."""

    rut = RutField()
