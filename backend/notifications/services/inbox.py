"""Writes inboxes: people are told of an event once, and say what they have read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.models.functions import Now

from events import outbox
from lib.clock import database_now
from lib.ids import new_id
from notifications.events import ItemAdded, ItemsRead
from notifications.kinds import InApp, rule_of
from notifications.models import InboxGroup, InboxItem
from notifications.queries.choices import choices_of
from notifications.services.grouping import join_groups
from notifications.services.planning import plan_deliveries

# Each stream of an event is a row of the feed: an association of thousands is told in several events.
_PEOPLE_IN_AN_EVENT = 250
_MARKED_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one person is told: ids and numbers only."""

    person_id: UUID
    params: dict[str, Any] = field(default_factory=dict)


def tell(*, kind: InboxItem.Kind, event_id: UUID, notices: Sequence[Notice]) -> int:
    """This will put an item into each person's inbox and announce it on her stream; it returns how many were new.

    A person who was told of this event before, by the same kind, is not told again. One INSERT serves everybody; what
    she wants by e-mail or push is written down in the same transaction and goes out when it is due.
    """
    # In one order everywhere: two handlers that tell the same people must not wait for each other crosswise.
    rows = sorted(notices, key=lambda notice: notice.person_id)
    if not rows:
        return 0
    with transaction.atomic():
        chosen = choices_of([row.person_id for row in rows], kind)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO notifications_inboxitem"
                " (id, person_id, kind, params, event_id, subject, day, created_at, read_at)"
                " SELECT row.id, row.person_id, %(kind)s, row.params, %(event)s, row.subject,"
                "  (now.at AT TIME ZONE 'America/Santiago')::date, now.at, CASE WHEN row.quiet THEN now.at END"
                " FROM unnest(%(ids)s::uuid[], %(people)s::uuid[], %(params)s::jsonb[], %(subjects)s::uuid[],"
                "  %(quiet)s::boolean[]) AS row (id, person_id, params, subject, quiet),"
                "  (SELECT clock_timestamp() AS at) AS now"
                " ON CONFLICT (person_id, event_id, kind) DO NOTHING RETURNING id, person_id",
                {
                    "kind": kind,
                    "event": event_id,
                    "ids": [new_id() for _ in rows],
                    "people": [row.person_id for row in rows],
                    "params": [orjson.dumps(row.params).decode() for row in rows],
                    "subjects": [subject_of(kind, row.params, event_id) for row in rows],
                    "quiet": [chosen[row.person_id].in_app == InApp.QUIET for row in rows],
                },
            )
            told: dict[UUID, UUID] = {person_id: item_id for item_id, person_id in cursor.fetchall()}
        if told:
            join_groups(list(told.values()))
            plan_deliveries(told, chosen, now=database_now())
        people = list(told)
        for start in range(0, len(people), _PEOPLE_IN_AN_EVENT):
            streams = [f"user:{person_id}" for person_id in people[start : start + _PEOPLE_IN_AN_EVENT]]
            outbox.record(ItemAdded(cause_id=event_id, kind=kind), key=event_id, streams=streams)
    return len(told)


def tell_people(kind: InboxItem.Kind, event_id: UUID, people: Iterable[UUID], **params: Any) -> int:
    """This will tell all of them the same, each once; of `params` what is None is left out. It returns how many were new."""
    said = {name: value for name, value in params.items() if value is not None}
    return tell(kind=kind, event_id=event_id, notices=[Notice(person_id=person, params=said) for person in set(people)])


def subject_of(kind: str, params: dict[str, Any], event_id: UUID) -> UUID:
    """This will return what the item is about: items of one kind, subject and day are one line of the inbox."""
    name = rule_of(kind).subject
    about = params.get(name) if name else None
    return UUID(str(about)) if about else event_id


def mark_read(
    *,
    person_id: UUID,
    item_ids: Sequence[UUID] | None = None,
    group_ids: Sequence[UUID] | None = None,
    newest_id: UUID | None = None,
) -> int:
    """This will mark items of the person's inbox as read, by themselves or by lines; all of them if neither is given.

    What is newer than `newest_id` stays unread: "all" that waited for the line means what was seen when it was said.
    Items of others, missing ones and read ones are passed over: reading twice is no error. Returns how many were unread.
    """
    done = 0
    while True:
        now = _mark_some_read(person_id, item_ids, group_ids, newest_id)
        done += now
        if now < _MARKED_AT_ONCE:
            return done


def _mark_some_read(
    person_id: UUID, item_ids: Sequence[UUID] | None, group_ids: Sequence[UUID] | None, newest_id: UUID | None
) -> int:
    """Fifty thousand at once would hold locks for seconds."""
    with transaction.atomic():
        unread = InboxItem.objects.of_person(person_id).unread()
        if item_ids is not None:
            unread = unread.filter(pk__in=item_ids)
        if newest_id is not None:
            unread = unread.filter(pk__lte=newest_id)  # Numbers grow with time.
        if group_ids is not None:
            lines = InboxGroup.objects.filter(person_id=person_id, pk__in=group_ids)
            unread = unread.filter(
                pk__in=[pk for line in lines for pk in unread.of_group(line).values_list("pk", flat=True)]
            )
        # Locked in one order: two screens of one person may mark at the same time.
        locked = unread.order_by("pk").select_for_update(no_key=True)
        ids = list(locked.values_list("pk", flat=True)[:_MARKED_AT_ONCE])
        if ids:
            InboxItem.objects.filter(pk__in=ids).update(read_at=Now())
            # The key is a row that this transaction holds: a second mark of the same items finds nothing to do.
            outbox.record(ItemsRead(person_id=person_id, count=len(ids)), key=ids[-1], streams=[f"user:{person_id}"])
    return len(ids)
