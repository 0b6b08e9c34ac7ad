"""Writes inboxes: people are told of an event once, and say what they have read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.models.functions import Now

from events import outbox
from lib.ids import new_id
from notifications.events import ItemAdded, ItemsRead
from notifications.models import InboxItem

# Each stream of an event is a row of the feed: an association of thousands is told in several events.
_PEOPLE_IN_AN_EVENT = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one person is told: ids and numbers only."""

    person_id: UUID
    params: dict[str, Any] = field(default_factory=dict)


def tell(*, kind: InboxItem.Kind, event_id: UUID, notices: Sequence[Notice]) -> int:
    """This will put an item into each person's inbox and announce it on her stream; it returns how many were new.

    A person who was told of this event before, by the same kind, is not told again. One INSERT serves everybody.
    """
    # In one order everywhere: two handlers that tell the same people must not wait for each other crosswise.
    rows = sorted(notices, key=lambda notice: notice.person_id)
    if not rows:
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO notifications_inboxitem (id, person_id, kind, params, event_id)"
                " SELECT row.id, row.person_id, %s, row.params, %s"
                " FROM unnest(%s::uuid[], %s::uuid[], %s::jsonb[]) AS row (id, person_id, params)"
                " ON CONFLICT (person_id, event_id, kind) DO NOTHING RETURNING person_id",
                [
                    kind,
                    event_id,
                    [new_id() for _ in rows],
                    [row.person_id for row in rows],
                    [orjson.dumps(row.params).decode() for row in rows],
                ],
            )
            told = [person_id for (person_id,) in cursor.fetchall()]
        for start in range(0, len(told), _PEOPLE_IN_AN_EVENT):
            streams = [f"user:{person_id}" for person_id in told[start : start + _PEOPLE_IN_AN_EVENT]]
            outbox.record(ItemAdded(cause_id=event_id, kind=kind), key=event_id, streams=streams)
    return len(told)


def mark_read(*, person_id: UUID, item_ids: Sequence[UUID] | None) -> int:
    """This will mark items of the person's inbox as read (all of them for None); it returns how many were unread.

    Items of others, missing ones and read ones are passed over: reading twice is no error.
    """
    with transaction.atomic():
        unread = InboxItem.objects.of_person(person_id).unread()
        if item_ids is not None:
            unread = unread.filter(pk__in=item_ids)
        # Locked in one order: two screens of one person may mark at the same time.
        ids = list(unread.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        if ids:
            InboxItem.objects.filter(pk__in=ids).update(read_at=Now())
            # The key is a row that this transaction holds: a second mark of the same items finds nothing to do.
            outbox.record(ItemsRead(person_id=person_id, count=len(ids)), key=ids[-1], streams=[f"user:{person_id}"])
    return len(ids)
