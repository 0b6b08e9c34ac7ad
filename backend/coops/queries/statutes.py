"""The versions of an association's statutes, and who has accepted them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, JSONField, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from coops.models import Membership, Statutes, StatutesDocument, StatutesFile
from coops.queries.access import current_statutes
from lib.errors import NotFound

_DOCUMENT = Case(
    When(document=None, then=Value(None, output_field=JSONField())),
    default=JSONObject(id="document_id", size="document__size", pages="document__pages", sha256="document__sha256"),
)


def statutes_versions(association_id: UUID) -> QuerySet[Statutes, dict[str, Any]]:
    """This will return all versions without their texts, to be paged; `accepted` counts the members of today."""
    return _versions(association_id).values(
        "id", "version", "changes", "created_at", "adopted_at", "accepted",
        publisher=F("published_by__name"), shown=_DOCUMENT,
    )  # fmt: skip


def statutes_version(association_id: UUID, statutes_id: UUID) -> dict[str, Any]:
    """This will return one version with its text.

    :raises NotFound: if the association has no such one.
    """
    found = (
        _versions(association_id)
        .filter(pk=statutes_id)
        .values(
            "id",
            "version",
            "text",
            "changes",
            "created_at",
            "adopted_at",
            "accepted",
            publisher=F("published_by__name"),
            shown=_DOCUMENT,
        )
        .first()
    )
    if found is None:
        raise NotFound
    return found


def statutes_document(association_id: UUID, document_id: UUID) -> bytes:
    """This will return a document of the association's statutes, old ones too.

    :raises NotFound: if the association has no such one.
    """
    found = StatutesFile.objects.filter(document=document_id, document__association_id=association_id)
    body = found.values_list("body", flat=True).first()
    if body is None:
        raise NotFound
    return bytes(body)


def document_card(association_id: UUID, document_id: UUID) -> StatutesDocument:
    """This will return what is known of a document, without its bytes.

    :raises NotFound: if the association has no such one.
    """
    found = StatutesDocument.objects.filter(pk=document_id, association_id=association_id).first()
    if found is None:
        raise NotFound
    return found


def current_file(association_id: UUID) -> tuple[bytes, str]:
    """This will return the statutes that new members accept as a file, with its kind: a PDF, or their text.

    :raises NotFound: if there are none.
    """
    statutes = current_statutes(association_id)
    if statutes.document_id is None:
        return statutes.text.encode(), "text/plain; charset=utf-8"
    return statutes_document(association_id, statutes.document_id), "application/pdf"


def _versions(association_id: UUID) -> QuerySet[Any]:
    still = Q(acceptances__membership__status__in=[Membership.Status.ACTIVE, Membership.Status.SUSPENDED])
    return Statutes.objects.filter(association_id=association_id).annotate(accepted=Count("acceptances", filter=still))
