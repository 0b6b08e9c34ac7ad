"""How many items there are, and which."""

from __future__ import annotations

from uuid import UUID

from notifications.models import InboxItem, InboxQuerySet


def inbox(person_id: UUID) -> InboxQuerySet:
    """This will return the person's items, to be paged."""
    return InboxItem.objects.of_person(person_id)


def unread_count(person_id: UUID) -> int:
    """This will count what the person has not read yet."""
    return InboxItem.objects.of_person(person_id).unread().count()
