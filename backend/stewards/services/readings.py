"""Reading an association: with a reason, for a while, and its board sees it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from coops.queries import offices as coops
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from notifications import services as notifications
from notifications.models import InboxItem
from stewards import events
from stewards.models import Act, Reading
from stewards.permissions import OVERSEERS
from stewards.services.record import record


class ReadingOpen(DomainError):
    """The same steward may read the same association already."""

    code = "reading_open"
    title = _("You may read this association already. To change the reason, end that reading first.")


class TooLong(DomainError):
    """Longer than a reading may last."""

    status = 400
    code = "reading_too_long"
    title = _("A reading lasts a few hours at most.")
    detail = _("At most %(hours)s hours.")


def begin_reading(*, actor: Actor, association: str, reason: str, hours: int) -> Reading:
    """This will let the acting steward read an association (by its id or the name in its address), and tell its board.

    :raises NotFound: if there is no such association.
    :raises TooLong: if that is longer than STEWARD_READING_HOURS.
    :raises ReadingOpen: if she may read it already.
    """
    if actor.person_id is None:
        raise NotFound
    if hours > settings.STEWARD_READING_HOURS:
        raise TooLong(hours=settings.STEWARD_READING_HOURS)
    association_id = coops.association_called(association)
    if association_id is None:
        raise NotFound
    now = database_now()
    with transaction.atomic():
        try:
            with transaction.atomic():
                reading = Reading.objects.create(
                    association_id=association_id,
                    steward_id=actor.person_id,
                    reason=reason,
                    began_at=now,
                    ends_at=now + timedelta(hours=hours),
                )
        except IntegrityError as error:
            if getattr(error.__cause__, "sqlstate", "") == "23P01":
                raise ReadingOpen from None
            raise
        outbox.record(
            events.ReadingBegan(reading_id=reading.pk, association_id=association_id, ends_at=reading.ends_at),
            key=reading.pk,
            streams=_streams(reading),
        )
        record(
            Act.Kind.READING_BEGAN,
            actor=actor,
            association_id=association_id,
            reason=reason,
            reading=reading.pk,
            hours=hours,
        )
    return reading


@transaction.atomic
def end_reading(*, actor: Actor, reading_id: UUID) -> Reading:
    """This will end a reading of the acting steward at once, on the sockets too.

    :raises NotFound: if it isn't hers, or over.
    """
    reading = (
        Reading.objects.select_for_update(no_key=True)
        .filter(pk=reading_id, steward_id=actor.person_id, ended_at=None)
        .first()
    )
    now = database_now()
    if reading is None or reading.ends_at <= now:
        raise NotFound
    reading.ended_at = now
    _end(reading, actor)
    return reading


@transaction.atomic
def end_due_readings(limit: int) -> int:
    """This will note the end of up to `limit` readings whose time is up; nobody reads by them any more anyway."""
    due = Reading.objects.filter(ended_at=None, ends_at__lte=database_now()).order_by("ends_at")
    rows = list(due.select_for_update(no_key=True, skip_locked=True)[:limit])
    for reading in rows:
        reading.ended_at = reading.ends_at
        _end(reading, Actor.system())
    return len(rows)


def _end(reading: Reading, actor: Actor) -> None:
    reading.save(update_fields=["ended_at"])
    outbox.record(
        events.ReadingEnded(reading_id=reading.pk, association_id=reading.association_id),
        key=reading.pk,
        streams=_streams(reading),
    )
    record(Act.Kind.READING_ENDED, actor=actor, association_id=reading.association_id, reading=reading.pk)


def _streams(reading: Reading) -> list[str]:
    # Not the association's own stream: it is the board's to know, not every member's.
    people = {reading.steward_id, *coops.people_in_office(reading.association_id, OVERSEERS)}
    return [f"user:{person_id}" for person_id in sorted(people)]


def tell_board(event: events.ReadingBegan, *, event_id: UUID) -> int:
    """This will put it into the inboxes of the association's board; it returns how many were told."""
    params = {"association_id": event.association_id, "reading_id": event.reading_id}
    return notifications.tell(
        kind=InboxItem.Kind.STEWARD_READING,
        event_id=event_id,
        notices=[
            notifications.Notice(person_id=person_id, params=params)
            for person_id in coops.people_in_office(event.association_id, OVERSEERS)
        ],
    )


def note_admin_read(person_id: UUID, page: str) -> list[UUID]:
    """This will return the associations that the steward may read now, and count a page of the admin under each."""
    live = Reading.objects.live().filter(steward_id=person_id).values_list("association_id", flat=True)
    return [association_id for association_id in live if note_read(person_id, association_id, page)]


def note_read(person_id: UUID, object_id: UUID, operation_id: str) -> bool:
    """This will say whether the steward may read the association now, and count the read under its operation.

    One statement: what can't be counted isn't read.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO stewards_readinguse AS used (reading_id, operation, count, first_at, last_at)
            SELECT id, %s, 1, clock_timestamp(), clock_timestamp() FROM stewards_reading
            WHERE steward_id = %s AND association_id = %s AND ended_at IS NULL AND ends_at > clock_timestamp()
            ON CONFLICT (reading_id, operation)
                DO UPDATE SET count = used.count + 1, last_at = EXCLUDED.last_at
            """,
            [operation_id, person_id, object_id],
        )
        return cursor.rowcount == 1
