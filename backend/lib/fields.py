"""Serializer fields for what people type; each refuses with the stable codes of `lib.text`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from lib import text


class _CleanedField(serializers.CharField):
    """A CharField whose value goes through one function of `lib.text`."""

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        try:
            return self.cleaned(value)
        except text.TextRefused as refused:
            raise serializers.ValidationError(str(refused.message), code=refused.code) from None

    def cleaned(self, value: str) -> str:
        raise NotImplementedError


class LineField(_CleanedField):
    """One line: a name, a locality. `max_length` counts characters after normalising; 120 unless given."""

    def __init__(self, *, max_length: int = text.NAME_LENGTH, **kwargs: Any) -> None:
        self.limit = max_length
        super().__init__(max_length=max_length, **kwargs)

    def cleaned(self, value: str) -> str:
        return text.clean_line(value, max_length=self.limit) if value else value


class ProseField(_CleanedField):
    """Several lines: a story, a purpose, statutes."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        self.limit = max_length
        super().__init__(max_length=max_length, **kwargs)

    def cleaned(self, value: str) -> str:
        return text.clean_prose(value, max_length=self.limit) if value else value


@extend_schema_field({"type": "string", "format": "email", "maxLength": text.EMAIL_LENGTH})
class EmailAddressField(_CleanedField):
    """An e-mail address, stored in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=text.EMAIL_LENGTH, **kwargs)

    def cleaned(self, value: str) -> str:
        return text.clean_email(value)


class MomentField(serializers.DateTimeField):
    """A moment with its offset from UTC; one without is meant by the region's clock, which skips an hour once a year."""

    default_error_messages = {"no_such_hour": _("That hour doesn't exist: the clock is put forward that night.")}

    def enforce_timezone(self, value: datetime) -> datetime:
        moment = super().enforce_timezone(value)
        if timezone.is_naive(value) and moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != value:
            self.fail("no_such_hour")
        return moment


class WholeNumberField(serializers.IntegerField):
    """A number without a fraction, as a number: "5", 5.0 and true are refused."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)
