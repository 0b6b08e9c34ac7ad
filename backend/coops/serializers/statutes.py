"""Shapes of statutes."""

from __future__ import annotations

from rest_framework import serializers

from coops.models import (
    CHANGES_LENGTH,
    STATUTES_LENGTH,
)
from coops.serializers.base import Fields
from lib.fields import ProseField


class StatutesDocumentSerializer(Fields):
    """Statutes as a PDF; `sha256` is the hash of the file, which never changes."""

    id = serializers.UUIDField()
    size = serializers.IntegerField(help_text="In bytes.")
    pages = serializers.IntegerField()
    sha256 = serializers.CharField()


class SendStatutesDocumentSerializer(Fields):
    """One PDF, up to 5 MB."""

    document = serializers.FileField()


class StatutesSerializer(Fields):
    """One version of the statutes: a text, or a document to download (then the text is empty)."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    text = serializers.CharField()
    document = StatutesDocumentSerializer(allow_null=True)


class WorkspaceStatutesSerializer(StatutesSerializer):
    """`accepted_by_me`: by every membership that I act for; `accepted`: by how many members."""

    changes = serializers.CharField()
    created_at = serializers.DateTimeField()
    adopted_at = serializers.DateTimeField(allow_null=True)
    review_on = serializers.DateField(allow_null=True)
    accepted = serializers.IntegerField()
    accepted_by_me = serializers.BooleanField()


class PublishStatutesSerializer(Fields):
    """A new version: a text, or a document that was sent. `adopted_on` is the day on which the members decided, once
    the association is constituted; `review_on` the day on which the board is reminded to look at them again.
    """

    text = ProseField(max_length=STATUTES_LENGTH, required=False, allow_blank=True)
    document_id = serializers.UUIDField(required=False, allow_null=True)
    changes = ProseField(max_length=CHANGES_LENGTH, required=False, allow_blank=True)
    adopted_on = serializers.DateField(required=False, allow_null=True)
    review_on = serializers.DateField(required=False, allow_null=True)


class ReviewStatutesSerializer(Fields):
    """When the board looks at the statutes again; null: nobody is reminded."""

    review_on = serializers.DateField(allow_null=True)


class StatutesVersionSerializer(Fields):
    """One version without its text; `accepted` counts the members of today, `publisher` is a person's name."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    changes = serializers.CharField()
    created_at = serializers.DateTimeField()
    adopted_at = serializers.DateTimeField(allow_null=True)
    accepted = serializers.IntegerField()
    publisher = serializers.CharField(allow_null=True)
    document = StatutesDocumentSerializer(allow_null=True, source="shown")


class StatutesTextSerializer(StatutesVersionSerializer):
    """One version with its text."""

    text = serializers.CharField()


class AcceptStatutesSerializer(Fields):
    """Which member accepts."""

    producer_id = serializers.UUIDField()
