"""Shapes of what a pool holds, looked at from several sides."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.models import Category, Offer


class InsightProductSerializer(serializers.Serializer[Any]):
    """An offer: `free + reserved` is what is left to sell, `value_clp` what that would bring. `uncovered` ones wait."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    status = serializers.ChoiceField(Offer.Status.choices)
    price_clp = serializers.IntegerField()
    free = serializers.IntegerField()
    reserved = serializers.IntegerField()
    allocated = serializers.IntegerField()
    uncovered = serializers.IntegerField()
    sold_clp = serializers.IntegerField()
    value_clp = serializers.IntegerField()


class InsightMemberSerializer(serializers.Serializer[Any]):
    """A member, or the association itself, and what the unsold units would bring."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    mine = serializers.BooleanField()
    itself = serializers.BooleanField()
    lots = serializers.IntegerField()
    value_clp = serializers.IntegerField()
    uncovered_clp = serializers.IntegerField(help_text="Beside it, what units that wait for a certificate would bring.")


class InsightComunaSerializer(serializers.Serializer[Any]):
    """A comuna (CUT code) in which unsold goods were made."""

    comuna = serializers.CharField()
    members = serializers.IntegerField()
    lots = serializers.IntegerField()
    value_clp = serializers.IntegerField()


class InsightDatesSerializer(serializers.Serializer[Any]):
    """Unsold lots by their best-before date: past, within 10, 30 and 92 days, later, or without one."""

    span = serializers.ChoiceField(["past", "soon", "month", "season", "later", "undated"])
    lots = serializers.IntegerField()
    value_clp = serializers.IntegerField()


class InsightLotSerializer(serializers.Serializer[Any]):
    """Unsold units of a lot in an offer; `days` are those until its best-before date, below zero when it is past."""

    lot_id = serializers.UUIDField()
    code = serializers.CharField()
    best_before = serializers.DateField()
    days = serializers.IntegerField()
    producer_id = serializers.UUIDField()
    producer_name = serializers.CharField()
    mine = serializers.BooleanField()
    offer_id = serializers.UUIDField()
    offer_name = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    units = serializers.IntegerField()
    uncovered = serializers.IntegerField(help_text="Beside them, units that wait for a certificate.")


class InsightRestSerializer(serializers.Serializer[Any]):
    """Those that the list left out, together."""

    count = serializers.IntegerField()
    value_clp = serializers.IntegerField()


class InsightSerializer(serializers.Serializer[Any]):
    """What an association's pools have to sell; values are pesos at the prices asked, taxes included."""

    value_clp = serializers.IntegerField()
    uncovered_clp = serializers.IntegerField(help_text="Beside it, what units that wait for a certificate would bring.")
    products = InsightProductSerializer(many=True)
    other_products = InsightRestSerializer()
    members = InsightMemberSerializer(many=True)
    other_members = InsightRestSerializer()
    comunas = InsightComunaSerializer(many=True)
    dates = InsightDatesSerializer(many=True)
    lots = InsightLotSerializer(many=True)
