"""Lines of the inbox: kept beside the items, so that a page of lines costs the same with fifty thousand of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection, transaction

from events import outbox
from lib.clock import database_now
from lib.ids import new_id
from notifications.events import ItemsRead
from notifications.hours import ZONE
from notifications.kinds import RULES
from notifications.models import InboxGroup, InboxItem

_SUBJECTS = orjson.dumps({kind.value: rule.subject for kind, rule in RULES.items() if rule.subject}).decode()


def join_groups(item_ids: Sequence[UUID]) -> None:
    """This will count new items into their lines."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_inboxgroup (id, person_id, kind, subject, day, count, units, last_item)"
            " SELECT (array_agg(new.id))[1], item.person_id, item.kind, item.subject, item.day, count(*),"
            "  sum(coalesce((item.params ->> 'units')::bigint, 0)),"
            "  (array_agg(item.id ORDER BY item.id DESC))[1]"
            " FROM unnest(%s::uuid[], %s::uuid[]) AS new (item_id, id)"
            " JOIN notifications_inboxitem AS item ON item.id = new.item_id"
            " GROUP BY item.person_id, item.kind, item.subject, item.day ORDER BY 2, 3, 4, 5"
            " ON CONFLICT (person_id, kind, subject, day) DO UPDATE SET"
            "  count = notifications_inboxgroup.count + excluded.count,"
            "  units = notifications_inboxgroup.units + excluded.units,"
            "  last_item = GREATEST(notifications_inboxgroup.last_item, excluded.last_item)",
            [list(item_ids), [new_id() for _ in item_ids]],
        )


def group_loose_items(limit: int) -> int:
    """This will give up to `limit` items that a release without lines wrote their subject, day and line."""
    with transaction.atomic():
        loose = InboxItem.objects.filter(subject__isnull=True).order_by("pk")
        ids = list(loose.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:limit])
        if ids:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE notifications_inboxitem SET"
                    " subject = coalesce((params ->> (%s::jsonb ->> kind))::uuid, event_id),"
                    " day = (created_at AT TIME ZONE 'America/Santiago')::date WHERE id = ANY(%s)",
                    [_SUBJECTS, ids],
                )
            join_groups(ids)
    return len(ids)


def forget_read(limit: int) -> int:
    """This will delete up to `limit` old lines with their items: read ones after INBOX_KEPT_DAYS, others after twice that."""
    with transaction.atomic():
        today = database_now().astimezone(ZONE).date()
        kept = timedelta(days=settings.INBOX_KEPT_DAYS)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT line.id FROM notifications_inboxgroup AS line WHERE line.day < %(read)s"
                " AND (line.day < %(unread)s OR NOT EXISTS (SELECT FROM notifications_inboxitem AS item"
                "  WHERE (item.person_id, item.kind, item.subject, item.day)"
                "   = (line.person_id, line.kind, line.subject, line.day) AND item.read_at IS NULL))"
                " ORDER BY line.id LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED",
                {"read": today - kept, "unread": today - 2 * kept, "limit": limit},
            )
            ids = [pk for (pk,) in cursor.fetchall()]
        lines = list(InboxGroup.objects.filter(pk__in=ids))
        for line in lines:
            gone = InboxItem.objects.of_person(line.person_id).of_group(line)
            unread = gone.unread().count()
            gone.delete()
            if unread:
                outbox.record(
                    ItemsRead(person_id=line.person_id, count=unread), key=line.pk, streams=[f"user:{line.person_id}"]
                )
        InboxGroup.objects.filter(pk__in=ids).delete()
    return len(ids)
