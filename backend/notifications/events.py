"""What the inbox tells the screens that look at it."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class ItemAdded(Event):
    """People have something new in their inbox; each of them hears it on her own stream only.

    `cause_id` is the event that they are told of. Nobody is named: one event may serve many inboxes.
    """

    name = "notifications.item_added"
    version = 1

    cause_id: UUID
    kind: str


class ItemsRead(Event):
    """A person has read items of her inbox, so that her other screens count anew."""

    name = "notifications.items_read"
    version = 1

    person_id: UUID
    count: int
