"""Evidence: photos and PDFs behind an inspection or a correction, kept as they came, with their hash.

Each is read to its end by a program of its own before it is kept: what is no picture or PDF, is damaged or does more than
being read is refused. It goes out as a download alone, never as a page of this origin.
"""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coops.services.documents import read_pdf
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from origin import events
from origin.models import Certificate, Evidence
from origin.services import records
from pictures import making

MOST_BYTES: Final = 5_000_000
MOST_FILES: Final = 40
MOST_OF_A_PRODUCER: Final = 400
_PDF: Final = "application/pdf"
_HEADS: Final = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


class EvidenceUnknown(DomainError):
    """The bytes are no PDF, JPEG, PNG or WebP, whatever the name says."""

    status = 415
    code = "evidence_unknown"
    title = _("Send a photo (JPEG, PNG or WebP) or a PDF.")


class EvidenceBroken(DomainError):
    """The PDF can't be read to its end."""

    status = 422
    code = "evidence_broken"
    title = _("The PDF is damaged or did not arrive whole. Save it again and send it once more.")


class EvidenceLocked(DomainError):
    """A password or a lock on it."""

    status = 422
    code = "evidence_locked"
    title = _("This PDF is locked. Save it without a password.")


class EvidenceActive(DomainError):
    """It holds a program, a form that sends, or another file."""

    status = 422
    code = "evidence_active"
    title = _("This PDF does more than being read: it holds a program, a form or another file. Save it as a plain PDF.")


class EvidenceTooLong(DomainError):
    """More pages than anybody reads."""

    status = 422
    code = "evidence_too_long"
    title = _("That PDF has too many pages: up to 500 can be sent.")


class TooMuchEvidence(DomainError):
    """A certificate keeps so many files and no more."""

    status = 429
    code = "too_much_evidence"
    title = _("This certificate has as many files as it can have.")


class TooMuchEvidenceOfProducer(DomainError):
    """Of a producer so many files are kept and no more."""

    status = 429
    code = "too_much_evidence_of_producer"
    title = _(
        "As many files as can be are kept of this producer. A month after an application is withdrawn its files go."
    )


_PDF_REFUSALS: Final[dict[str, type[DomainError]]] = {
    "statutes_document_unknown": EvidenceUnknown,
    "statutes_document_broken": EvidenceBroken,
    "statutes_document_locked": EvidenceLocked,
    "statutes_document_active": EvidenceActive,
    "statutes_document_too_long": EvidenceTooLong,
}


def add_evidence(
    *, actor: Actor, association_id: UUID, certificate_id: UUID, name: str, sent: bytes,
    inspection_id: UUID | None = None, finding_id: UUID | None = None,
) -> Evidence:  # fmt: skip
    """This will lay a file to a certificate's papers; the same file once more is the same one.

    Call it where no transaction is open: to read a long document takes a second.

    :raises NotFound: if there is no such certificate, inspection or finding, or it isn't the actor's.
    :raises DomainError: that says why the file can't be used. :raises TooMuchEvidence, TooMuchEvidenceOfProducer: as they say.
    """
    refuse_outsiders(actor=actor, association_id=association_id, certificate_id=certificate_id)
    media_type = _checked(sent)
    digest = hashlib.sha256(sent).hexdigest()
    with transaction.atomic():
        certificate = records.locked(association_id, certificate_id)
        records.refuse_closed(certificate)
        if inspection_id is not None and not certificate.inspections.filter(pk=inspection_id).exists():
            raise NotFound
        if finding_id is not None and not certificate.inspections.filter(findings=finding_id).exists():
            raise NotFound
        known = certificate.evidence.filter(sha256=digest).first()
        if known is not None:
            return known
        if certificate.evidence.count() >= MOST_FILES:
            raise TooMuchEvidence
        _one_file_at_a_time(certificate.producer_id)
        if _kept_of(certificate.producer_id) >= MOST_OF_A_PRODUCER:
            raise TooMuchEvidenceOfProducer
        evidence = Evidence.objects.create(
            certificate=certificate, inspection_id=inspection_id, finding_id=finding_id, name=name,
            media_type=media_type, size=len(sent), sha256=digest, content=sent, added_by_id=records.person(actor),
        )  # fmt: skip
        records.tell(certificate, events.EvidenceAdded(**records.ids(certificate), evidence_id=evidence.pk))
    return evidence


def _one_file_at_a_time(producer_id: UUID) -> None:
    """What is kept of a producer is counted over all of her certificates, and the caller holds one of them alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(producer_id)])


def _kept_of(producer_id: UUID) -> int:
    kept = Evidence.objects.filter(certificate__producer=producer_id, certificate__papers_dropped_at__isnull=True)
    return kept.count()


def refuse_outsiders(*, actor: Actor, association_id: UUID, certificate_id: UUID) -> None:
    """This will pass for who may lay a file to the certificate's papers: asked before a long file is looked at.

    :raises NotFound: if there is no such certificate, or it isn't the actor's. :raises CertificateClosed: if it is closed.
    """
    certificate = Certificate.objects.filter(pk=certificate_id, association_id=association_id).first()
    if certificate is None:
        raise NotFound
    records.refuse_outsiders(actor, certificate)
    records.refuse_closed(certificate)


def _checked(sent: bytes) -> str:
    if sent.startswith(b"%PDF-"):
        said = read_pdf(sent)
        if code := said.get("refused"):
            raise _PDF_REFUSALS.get(str(code), EvidenceBroken)
        return _PDF
    for head, media_type in _HEADS:
        if sent.startswith(head):
            making.make(sent)
            return media_type
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        making.make(sent)
        return "image/webp"
    raise EvidenceUnknown
