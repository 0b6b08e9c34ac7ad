"""Shapes of tables that come in: what they would do, and what they did."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.tables.words import KINDS


class SendTableSerializer(serializers.Serializer[Any]):
    """A table as a spreadsheet saved it (multipart/form-data): CSV by commas, semicolons or tabs."""

    table = serializers.FileField()


class ImportTableSerializer(SendTableSerializer):
    """The table that was looked at, and the `plan` that its preview told."""

    plan = serializers.RegexField(r"^[0-9a-f]{64}\Z")


class TableFaultSerializer(serializers.Serializer[Any]):
    """What is wrong with a line; `column` as the file calls it, empty for the line as a whole."""

    column = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class TableChangeSerializer(serializers.Serializer[Any]):
    """A field that a line would change."""

    column = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class TableLineSerializer(serializers.Serializer[Any]):
    """A line of the table; `number` counts as an editor does, `code` is the lot's that it is about."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(("new", "changed", "same", "wrong"))
    code = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())
    changes = TableChangeSerializer(many=True)
    faults = TableFaultSerializer(many=True)


class TablePlanSerializer(serializers.Serializer[Any]):
    """What a table would do. `unknown` are columns whose headings mean nothing here."""

    kind = serializers.ChoiceField(KINDS)
    plan = serializers.CharField()
    unknown = serializers.ListField(child=serializers.CharField())
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    wrong = serializers.IntegerField()
    lines = TableLineSerializer(many=True)


class TableImportedSerializer(serializers.Serializer[Any]):
    """What a table did."""

    kind = serializers.ChoiceField(KINDS)
    made = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
