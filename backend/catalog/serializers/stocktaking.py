"""Shapes of what a producer finds in her store."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.models import MOST_UNITS, LossReason, LotMovement
from lib.fields import WholeNumberField

_HIGHEST_VERSION = 2**53 - 1


class SpoilSerializer(serializers.Serializer[Any]):
    """Units that are there no more, and why; in an offer if its contribution is named, else of what is free."""

    units = WholeNumberField(min_value=1, max_value=MOST_UNITS)
    reason = serializers.ChoiceField(LossReason.choices)
    contribution_id = serializers.UUIDField(required=False, allow_null=True)


class CountSerializer(serializers.Serializer[Any]):
    """What was counted in the house, and the version that the lot had when the count began."""

    counted = WholeNumberField(min_value=0, max_value=MOST_UNITS)
    version = WholeNumberField(min_value=0, max_value=_HIGHEST_VERSION)
    reason = serializers.ChoiceField(LossReason.choices, required=False)


class AdjustSerializer(serializers.Serializer[Any]):
    """How many were made in truth, and the version that the lot had when this was written."""

    units = WholeNumberField(min_value=1, max_value=MOST_UNITS)
    version = WholeNumberField(min_value=0, max_value=_HIGHEST_VERSION)


class LotMovementSerializer(serializers.Serializer[Any]):
    """A line of a lot's book; the figures are signed changes of the lot's. `by_helper`: somebody who stood in."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(LotMovement.Kind.choices)
    units = serializers.IntegerField()
    made = serializers.IntegerField()
    free = serializers.IntegerField()
    pooled = serializers.IntegerField()
    used = serializers.IntegerField()
    lost = serializers.IntegerField()
    dispatched = serializers.IntegerField()
    counted = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    offer_name = serializers.CharField(allow_null=True)
    into_code = serializers.CharField(allow_null=True)
    by_helper = serializers.BooleanField()
    at = serializers.DateTimeField()
