"""What certificates tell of an association's past: those that were issued, stopped, lifted again and taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coops.history import Source, register
from origin.models import CertificateStep

_TOLD = (
    CertificateStep.Kind.ISSUED,
    CertificateStep.Kind.SUSPENDED,
    CertificateStep.Kind.REINSTATED,
    CertificateStep.Kind.REVOKED,
)


def _steps(association_id: UUID) -> QuerySet[Any]:
    return CertificateStep.objects.filter(certificate__association_id=association_id, kind__in=_TOLD)


def register_all() -> None:
    """This will make this room's lines known."""
    register(
        Source(
            "certificate", "association", _steps, "at",
            {
                "certificate_id": "certificate_id", "member": "certificate__producer__name",
                "title": "certificate__product_name", "how": "kind", "by": "person__name",
            },
        )
    )  # fmt: skip
