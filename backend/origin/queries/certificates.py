"""Certificates as members and the association's control see them.

Everybody of the association sees which certificates stand; what led to one (inspections, findings, papers), and what was
refused, is for the control and for who acts for the producer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from catalog.models import ClockTimestamp, Cover
from catalog.queries.at_stake import at_stake
from coops import queries as coops
from lib.actor import Actor
from lib.errors import NotFound
from origin.models import Certificate, Evidence, Inspection
from origin.permissions import CONTROL
from origin.queries import packing
from origin.queries.acts import acts, is_own
from origin.queries.papers import papers
from origin.queries.readiness import assessors, held_back, hindered, inspections_of

_SHOWN = (Certificate.Status.ISSUED, Certificate.Status.SUSPENDED, Certificate.Status.REVOKED)
_NOTHING = {"for_sale": 0, "promised": 0, "offers": []}


def certificates(actor: Actor, association_id: UUID, *, status: str = "") -> QuerySet[Any]:
    """This will return the association's certificates that the actor may see, newest first by their ids."""
    found = _with_figures(Certificate.objects.filter(association_id=association_id))
    found = found.select_related("seal", "producer", "product")
    if not _sees_all(_roles(actor, association_id)):
        own = coops.producers_of(actor.person_id) if actor.person_id else []
        found = found.filter(Q(status__in=_SHOWN) | Q(producer_id__in=own))
    if status:
        found = found.filter(status=status)
    return found


def described_certificates(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """This will return what a list shows of these rows of `certificates`."""
    return [{"certificate": one, "granted": one.granted or 0, "ended": bool(one.ended)} for one in rows]


def described_certificate(certificate_id: UUID) -> dict[str, Any]:
    """This will return what a list shows of one certificate."""
    found = _with_figures(Certificate.objects.filter(pk=certificate_id))
    return described_certificates(found.select_related("seal", "producer", "product"))[0]


def certificate(actor: Actor, association_id: UUID, certificate_id: UUID) -> dict[str, Any]:
    """This will return a certificate with all that led to it, for the control and for who acts for the producer.

    :raises NotFound: for everybody else, and if there is none.
    """
    found = (
        _with_figures(Certificate.objects.filter(pk=certificate_id, association_id=association_id))
        .select_related("seal", "producer", "product")
        .first()
    )
    if found is None:
        raise NotFound
    own = coops.acts_for(actor, found.producer_id)
    roles = _roles(actor, association_id)
    if not own and not _sees_all(roles):
        raise NotFound
    inspections = inspections_of(found)
    is_hers = is_own(actor, found, acts_for=own)
    opened = acts(found, roles or frozenset(), inspections, acts_for=own, own=is_hers)
    return {
        **described_certificates([found])[0],
        **papers(found, inspections, opened, own=is_hers),
        "lots": packing.lots(found),
        "hindered": _hindered(found, inspections),
        "at_stake": at_stake(found.pk) if found.issued_at else dict(_NOTHING),
        "own": is_hers,
        "assessors": list(assessors(found, inspections, own=is_hers)) if "origin_issue" in opened else [],
        "can": opened,
    }


def _hindered(certificate: Certificate, inspections: list[Inspection]) -> list[str]:
    if certificate.status == Certificate.Status.APPLIED:
        return hindered(inspections, today=timezone.localdate())
    return held_back(inspections) if certificate.status == Certificate.Status.SUSPENDED else []


def evidence(actor: Actor, association_id: UUID, certificate_id: UUID, evidence_id: UUID) -> Evidence:
    """This will return a file of a certificate's papers, with its bytes.

    :raises NotFound: if there is none, or it isn't for the actor.
    """
    found = (
        Evidence.objects.select_related("certificate")
        .filter(pk=evidence_id, certificate_id=certificate_id, certificate__association_id=association_id)
        .first()
    )
    if found is None:
        raise NotFound
    own = coops.acts_for(actor, found.certificate.producer_id)
    if not own and not _sees_all(_roles(actor, association_id)):
        raise NotFound
    return found


def _with_figures(rows: QuerySet[Certificate]) -> QuerySet[Any]:
    """With how many units were packed under each, and whether its time is over by the database's clock."""
    packed = Cover.objects.filter(pk=OuterRef("pk")).values("granted")
    return rows.annotate(
        granted=Subquery(packed), ended=Q(valid_until__isnull=False, valid_until__lte=ClockTimestamp())
    )


def _roles(actor: Actor, association_id: UUID) -> frozenset[str] | None:
    """None for who has no part here as herself: a guest, or a helper who stands in for a member."""
    if actor.person_id is None or actor.helped_by is not None:
        return None
    return coops.roles_in_association(actor.person_id, association_id)


def _sees_all(roles: frozenset[str] | None) -> bool:
    """The control; and a steward, who has no role here and whom the door let in to read."""
    return roles is not None and (not roles or bool(roles & CONTROL))
