"""Statutes as a PDF: checked and kept as it came, taken up by what shows it, swept when nothing does."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coops.models import StatutesDocument, StatutesFile
from coops.services import locks
from lib.actor import Actor
from lib.apart import Apart, last_line
from lib.clock import database_now
from lib.errors import DomainError, NotFound

log = structlog.get_logger(__name__)

MOST_BYTES: Final = 5_000_000
MOST_LOOSE: Final = 20
KEPT_LOOSE: Final = timedelta(days=1)
_reader: Final = Apart(Path(__file__).parents[1] / "pdf_reader.py", queue_seconds=20, patience_seconds=40)


class DocumentUnknown(DomainError):
    """The bytes are no PDF, whatever the name says."""

    status = 415
    code = "statutes_document_unknown"
    title = _("That file is not a PDF. Save the statutes as a PDF and send that.")


class DocumentBroken(DomainError):
    """It can't be read to its end."""

    status = 422
    code = "statutes_document_broken"
    title = _("The PDF is damaged or did not arrive whole. Save it again and send it once more.")


class DocumentLocked(DomainError):
    """A password or a lock on it: members couldn't read what they accept."""

    status = 422
    code = "statutes_document_locked"
    title = _("This PDF is locked. Save it without a password, so that every member can read it.")


class DocumentActive(DomainError):
    """It holds a program, a form that sends, or another file."""

    status = 422
    code = "statutes_document_active"
    title = _("This PDF does more than being read: it holds a program, a form or another file. Save it as a plain PDF.")


class DocumentTooLong(DomainError):
    """More pages than anybody reads."""

    status = 422
    code = "statutes_document_too_long"
    title = _("That PDF has too many pages: up to 500 can be sent.")


class TooManyDocuments(DomainError):
    """Many were sent and none of them published."""

    status = 429
    code = "too_many_statutes_documents"
    title = _("Many files were sent today and not published. Use one of them, or wait until tomorrow.")


_REFUSALS: Final[dict[str, type[DomainError]]] = {
    refusal.code: refusal
    for refusal in (DocumentUnknown, DocumentBroken, DocumentLocked, DocumentActive, DocumentTooLong)
}


def keep_document(*, actor: Actor, association_id: UUID, sent: bytes) -> StatutesDocument:
    """This will check a PDF and keep it, for a version or a proposal to show. The same file once more is the same one.

    Call it where no transaction is open: to read a long document takes a second.

    :raises DomainError: that says why it can't be used, one of those above.
    """
    person_id = locks.person(actor)
    digest = hashlib.sha256(sent).hexdigest()
    known = StatutesDocument.objects.filter(association_id=association_id, sha256=digest)
    if not known.filter(loose_since__isnull=True).exists() and not known.update(loose_since=Now()):
        pages = _pages(sent)
        with transaction.atomic():
            association = locks.open_association(association_id)
            if (
                StatutesDocument.objects.filter(association=association, loose_since__isnull=False).count()
                >= MOST_LOOSE
            ):
                raise TooManyDocuments
            document, is_new = StatutesDocument.objects.get_or_create(
                association=association,
                sha256=digest,
                defaults={"size": len(sent), "pages": pages, "sent_by_id": person_id},
            )
            if is_new:
                StatutesFile.objects.create(document=document, body=sent)
    return known.get()


def take_up_document(*, association_id: UUID, document_id: UUID) -> StatutesDocument:
    """This will return the association's document for something to show it, in the transaction that begins to.

    :raises NotFound: if the association has no such one.
    """
    document = (
        StatutesDocument.objects.select_for_update(no_key=True)
        .filter(pk=document_id, association_id=association_id)
        .first()
    )
    if document is None:
        raise NotFound
    if document.loose_since is not None:
        document.loose_since = None
        document.save(update_fields=["loose_since"])
    return document


def sweep_loose_documents(limit: int) -> int:
    """This will remove documents that nothing has shown for a day; returns how many it looked at."""
    with transaction.atomic():
        due = (
            StatutesDocument.objects.select_for_update(skip_locked=True)
            .filter(loose_since__lt=database_now() - KEPT_LOOSE)
            .order_by("loose_since")[:limit]
        )
        looked = 0
        for document in due:
            looked += 1
            try:
                with transaction.atomic():
                    document.delete()
            except ProtectedError:
                StatutesDocument.objects.filter(pk=document.pk).update(loose_since=None)
    return looked


def read_pdf(sent: bytes) -> dict[str, Any]:
    """This will return {"pages": …} of a PDF that everybody can read, else {"refused": code}. Other rooms ask too."""
    done = _reader.run(sent)
    if done.returncode != 0:
        # It ran into one of its limits, or a library fell over the file.
        log.warning("document_not_read", returncode=done.returncode, said=last_line(done.stderr))
        return {"refused": DocumentBroken.code}
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _pages(sent: bytes) -> int:
    said = read_pdf(sent)
    if code := said.get("refused"):
        raise _REFUSALS[code]
    return int(said["pages"])
