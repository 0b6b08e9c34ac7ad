"""A person's copy of all that is kept of her: asked for, made by a job, fetched by her alone, gone two days later."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO, Any, Final
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy

from accounts import services
from accounts.holders import Row, Section, holders
from accounts.models import DataExport, DataExportPiece, Person
from lib import jobs
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import NotFound

KEPT: Final = timedelta(days=2)
# Who asks again within the hour gets the same copy.
_FRESH: Final = timedelta(hours=1)
_PIECE: Final = 262_144  # bytes


def exports_of(person_id: UUID) -> list[dict[str, Any]]:
    """This will list the copies that can be fetched or are being made, the newest first."""
    rows = DataExport.objects.filter(person_id=person_id, asked_at__gt=Now() - KEPT).order_by("-asked_at")
    now = database_now()
    return [described(row) for row in rows if row.expires_at is None or row.expires_at > now]


def described(row: DataExport) -> dict[str, Any]:
    """This will return a copy as the API shows it."""
    state = "ready" if row.ready_at else "failed" if row.failed_at else "waiting"
    return {
        "id": row.pk, "state": state, "asked_at": row.asked_at, "ready_at": row.ready_at,
        "expires_at": row.expires_at, "size": row.size,
    }  # fmt: skip


@transaction.atomic
def ask_for_export(*, actor: Actor) -> DataExport:
    """This will queue a copy of everything, or return the one that was made or asked for within the hour."""
    person = Person.objects.select_for_update(no_key=True).filter(pk=services.acting(actor)).first()
    if person is None:
        raise NotFound
    own = DataExport.objects.filter(person=person)
    recent = own.filter(failed_at__isnull=True, asked_at__gt=Now() - _FRESH).order_by("-asked_at").first()
    if recent is not None:
        return recent
    own.filter(ready_at__isnull=True, failed_at__isnull=True).update(failed_at=Now())
    export = DataExport.objects.create(person=person)
    make_export.defer(export_id=str(export.pk))
    return export


def file_of(*, person_id: UUID, export_id: UUID) -> tuple[DataExport, Iterator[bytes]]:
    """This will return a finished copy of the person's, and its bytes piece by piece.

    :raises NotFound: if it isn't hers, isn't ready, or its time is over.
    """
    export = DataExport.objects.filter(
        pk=export_id, person_id=person_id, ready_at__isnull=False, expires_at__gt=Now()
    ).first()
    if export is None:
        raise NotFound
    return export, _pieces(export.pk)


def _pieces(export_id: UUID) -> Iterator[bytes]:
    number = 0
    while (piece := DataExportPiece.objects.filter(export_id=export_id, number=number).first()) is not None:
        yield bytes(piece.content)
        number += 1


@jobs.app.task(name="accounts.make_export", retry=RetryStrategy(max_attempts=4, exponential_wait=3))
def make_export(export_id: str) -> None:
    """This will write the copy and tell the person. Run twice, it is written once."""
    export = DataExport.objects.filter(pk=export_id, ready_at__isnull=True, failed_at__isnull=True).first()
    if export is None:
        return
    person = Person.objects.get(pk=export.person_id)
    with tempfile.TemporaryFile() as file:
        size = _write(file, person)
        with transaction.atomic():
            DataExportPiece.objects.filter(export=export).delete()
            file.seek(0)
            for number, content in enumerate(iter(lambda: file.read(_PIECE), b"")):
                DataExportPiece.objects.create(export=export, number=number, content=content)
            now = database_now()
            DataExport.objects.filter(pk=export.pk).update(ready_at=now, expires_at=now + KEPT, size=size)
            _tell(person)
            services.note_change(person_id=person.pk)


def _write(file: IO[bytes], person: Person) -> int:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LEEME.txt", _readme(person))
        for label, holder in holders():
            for section in holder.export(person.pk):
                with archive.open(f"{label}/{section.name}.json", "w") as entry:
                    _write_rows(entry, section)
    return file.tell()


def _write_rows(entry: IO[bytes], section: Section) -> None:
    """One row a line: a large file never stands in memory as a whole."""
    entry.write(b"[")
    for number, row in enumerate(in_order(section.rows)):
        entry.write(b",\n" if number else b"\n")
        entry.write(orjson.dumps(dict(row), default=str))
    entry.write(b"\n]\n")


def in_order(rows: Iterable[Row]) -> Iterable[Row]:
    """This will return the rows by their own order, or else as they were made: a second copy reads like the first."""
    return rows.order_by("pk") if isinstance(rows, QuerySet) and not rows.ordered else rows


def _readme(person: Person) -> str:
    with translation.override(person.locale):
        return (
            _(
                "This is all that Minga keeps of you, made on %(day)s. Each file is a list in JSON, a format that other "
                "programs read. Passwords and codes are not in it: they are kept so that nobody can read them."
            )
            % {"day": _day(database_now())}
            + "\n"
        )


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _tell(person: Person) -> None:
    with translation.override(person.locale):
        services.send_letter(
            recipient=person.email,
            subject=_("The copy of your data is ready"),
            text=_(
                "Hello:\n\nThe copy of your data that you asked for can be fetched for two days, signed in to your "
                "account:\n\n%(link)s\n\nIf you didn't ask for it, choose a new password right away."
            )
            % {"link": f"{settings.PUBLIC_ORIGIN}/cuenta/datos"},
        )


@jobs.sweep("accounts.forget_exports")
def forget_exports(limit: int) -> int:
    """This will delete up to `limit` copies whose time is over."""
    old = DataExport.objects.filter(asked_at__lt=Now() - KEPT - _FRESH).order_by("asked_at")[:limit]
    keys = list(old.values_list("pk", flat=True))
    DataExport.objects.filter(pk__in=keys).delete()
    return len(keys)
