"""Shapes of the questions about how a lot was made."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.models import Category


class FactWordSerializer(serializers.Serializer[Any]):
    """One of the things that may be said."""

    key = serializers.CharField()
    es = serializers.CharField()
    en = serializers.CharField()


class FactAskedSerializer(serializers.Serializer[Any]):
    """A category that it is asked of, and its words there."""

    category = serializers.ChoiceField(Category.choices)
    es = serializers.CharField()
    en = serializers.CharField()


class FactSerializer(serializers.Serializer[Any]):
    """A question: `lowest` and `highest` bound numbers, `values` are what may be chosen."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(("choice", "choices", "number", "decimal", "flag"))
    asked = FactAskedSerializer(many=True)
    values = FactWordSerializer(many=True)
    lowest = serializers.FloatField()
    highest = serializers.FloatField()
    unit_es = serializers.CharField()
    unit_en = serializers.CharField()


class FactsSerializer(serializers.Serializer[Any]):
    """All questions, in the order in which they are asked."""

    results = FactSerializer(many=True)
