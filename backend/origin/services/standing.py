"""How a certificate stands: issued for a time and a volume, suspended, reinstated, revoked.

Selling follows in the same transaction: the Cover of the same id in the catalog, and what is signed about it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import services as catalog
from catalog.models import MOST_UNITS
from coops import queries as coops
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError
from lib.retries import retried
from origin import events
from origin.models import Certificate, CertificateStep, StatusList
from origin.queries import readiness
from origin.services import credentials, records
from origin.services.applications import AssociationSellsNothing, CertificateDecided, SealNotInForce

LONGEST_YEARS: Final = 5


class NotReady(DomainError):
    """Inspections are missing or undone, or what they found isn't put right; `hindered` says which, as codes."""

    code = "certificate_not_ready"
    title = _("This can't be issued yet: inspections are missing, or something that they found isn't put right.")


class AssessorUnproven(DomainError):
    """Nobody of that kind has looked."""

    code = "assessor_unproven"
    title = _("Nobody of that kind has looked yet. Say who really did, or plan that inspection.")


class OwnGoodsAssessed(DomainError):
    """An association that looks at what it made itself gives its own word, and that is what is written."""

    code = "own_goods_assessed"
    title = _("The association made this itself: say that it is its own word, or have a body from outside look.")


class ValidityInvalid(DomainError):
    """It would end before it begins, or after anybody remembers."""

    status = 400
    code = "validity_invalid"
    title = _("Choose a last day from today on, within five years.")


class CapInvalid(DomainError):
    """Fewer units than one, or more than anybody packs."""

    status = 400
    code = "cap_invalid"
    title = _("Write how many units may be packed: a whole number, at most a million.")


class CertificateNotIssued(DomainError):
    """It isn't in force."""

    code = "certificate_not_issued"
    title = _("This certificate isn't in force, so there is nothing to stop.")


class CertificateNotSuspended(DomainError):
    """There is nothing to lift."""

    code = "certificate_not_suspended"
    title = _("This certificate isn't suspended.")


@retried
@transaction.atomic
def issue(
    *, actor: Actor, association_id: UUID, certificate_id: UUID, assessor: str, last_day: date,
    cap: int | None = None, reason: str = "",
) -> Certificate:  # fmt: skip
    """This will issue a certificate from now until the end of `last_day`, for up to `cap` units.

    Nobody issues her own, unless it says that the producer alone assessed it (`self`). Who is named as having assessed
    must have looked; a body from outside has passed it, and is called what its inspection calls it.

    :raises OwnCertificate, CertificateDecided, SealNotInForce, NotReady, AssessorUnproven, OwnGoodsAssessed: as they say.
    :raises AssociationSellsNothing, ValidityInvalid, CapInvalid: as they say.
    """
    certificate = records.locked(association_id, certificate_id)
    if assessor != Certificate.Assessor.SELF:
        records.refuse_own(actor, certificate)
    if certificate.status != Certificate.Status.APPLIED:
        raise CertificateDecided
    if not certificate.seal.in_force:
        raise SealNotInForce
    if not coops.may_sell(association_id) or not coops.sells_in(association_id, certificate.producer_id):
        raise AssociationSellsNothing
    if assessor == Certificate.Assessor.ASSOCIATION and readiness.of_association_itself(certificate):
        raise OwnGoodsAssessed
    if cap is not None and not 1 <= cap <= MOST_UNITS:
        raise CapInvalid
    now = database_now()
    until = _end_of(last_day, now)
    inspections = readiness.inspections_of(certificate)
    if hindered := readiness.hindered(inspections, today=timezone.localdate(now)):
        raise NotReady(hindered=hindered)
    # What isn't her own word was refused above, where it is her own.
    proven = readiness.assessors(certificate, inspections, own=False)
    if assessor not in proven:
        raise AssessorUnproven
    certificate.status = Certificate.Status.ISSUED
    certificate.assessor = assessor
    certificate.assessor_name = proven[Certificate.Assessor(assessor)]
    certificate.valid_from = certificate.issued_at = now
    certificate.valid_until = until
    certificate.cap = cap
    certificate.save()
    seal = certificate.seal
    catalog.put_cover(
        cover_id=certificate.pk,
        association_id=association_id,
        seal_id=seal.pk,
        badge={
            "kind": seal.kind,
            "slug": seal.slug,
            "code": certificate.code,
            "name_es": seal.name_es,
            "name_en": seal.name_en,
            "assessed_by": certificate.assessor,
        },
        valid_from=now,
        valid_until=until,
        cap=cap,
    )
    credentials.write_for(certificate)
    records.step(certificate, CertificateStep.Kind.ISSUED, actor=actor, reason=reason, units=cap)
    event = events.CertificateIssued(
        **records.ids(certificate),
        seal_id=seal.pk,
        assessor=assessor,
        valid_until=until,
        cap=cap,
        people=coops.people_of(certificate.producer_id),
    )
    records.tell(certificate, event, everybody=True)
    return certificate


@retried
@transaction.atomic
def suspend(*, actor: Actor, association_id: UUID, certificate_id: UUID, reason: str) -> Certificate:
    """This will stop listing, reserving and dispatching by the certificate, at once, until that is lifted.

    One whose time is over can't be suspended: the money of goods that wait for it would go back at once, and that is for
    whoever revokes it to decide.

    :raises CertificateNotIssued: if it isn't in force.
    """
    certificate = records.locked(association_id, certificate_id)
    if certificate.status != Certificate.Status.ISSUED:
        raise CertificateNotIssued
    assert certificate.valid_until
    if certificate.valid_until <= database_now():
        raise CertificateNotIssued
    _move(certificate, Certificate.Status.SUSPENDED)
    catalog.block_cover(cover_id=certificate.pk, reason="suspended")
    credentials.set_status(certificate, StatusList.Purpose.SUSPENSION, True)
    records.step(certificate, CertificateStep.Kind.SUSPENDED, actor=actor, reason=reason)
    records.tell(certificate, events.CertificateSuspended(**_told(certificate)), everybody=True)
    return certificate


@retried
@transaction.atomic
def reinstate(*, actor: Actor, association_id: UUID, certificate_id: UUID, reason: str = "") -> Certificate:
    """This will lift a suspension. Nobody lifts it from her own, whoever assessed it.

    :raises CertificateNotSuspended: if there is none. :raises OwnCertificate: as it says.
    :raises NotReady: if a critical finding isn't put right.
    """
    certificate = records.locked(association_id, certificate_id)
    records.refuse_own(actor, certificate)
    if certificate.status != Certificate.Status.SUSPENDED:
        raise CertificateNotSuspended
    if hindered := readiness.held_back(readiness.inspections_of(certificate)):
        raise NotReady(hindered=hindered)
    _move(certificate, Certificate.Status.ISSUED)
    catalog.unblock_cover(cover_id=certificate.pk)
    credentials.set_status(certificate, StatusList.Purpose.SUSPENSION, False)
    records.step(certificate, CertificateStep.Kind.REINSTATED, actor=actor, reason=reason)
    records.tell(certificate, events.CertificateReinstated(**_told(certificate)), everybody=True)
    return certificate


@retried
@transaction.atomic
def revoke(*, actor: Actor, association_id: UUID, certificate_id: UUID, reason: str) -> Certificate:
    """This will take a certificate away for good, suspended or not.

    :raises CertificateNotIssued: if it isn't issued or suspended.
    """
    certificate = records.locked(association_id, certificate_id)
    if certificate.status not in (Certificate.Status.ISSUED, Certificate.Status.SUSPENDED):
        raise CertificateNotIssued
    _move(certificate, Certificate.Status.REVOKED)
    catalog.block_cover(cover_id=certificate.pk, reason="revoked")
    credentials.set_status(certificate, StatusList.Purpose.REVOCATION, True)
    records.step(certificate, CertificateStep.Kind.REVOKED, actor=actor, reason=reason)
    records.tell(certificate, events.CertificateRevoked(**_told(certificate)), everybody=True)
    return certificate


def _move(certificate: Certificate, status: Certificate.Status) -> None:
    certificate.status = status
    certificate.save(update_fields=["status"])


def _told(certificate: Certificate) -> dict[str, Any]:
    people = coops.people_of(certificate.producer_id)
    return {**records.ids(certificate), "seal_id": certificate.seal_id, "people": people}


def _end_of(last_day: date, now: datetime) -> datetime:
    """The moment at which the day is over by the region's clock."""
    today = timezone.localdate(now)
    if not today <= last_day <= today + timedelta(days=LONGEST_YEARS * 366):
        raise ValidityInvalid
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
