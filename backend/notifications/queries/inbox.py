"""How many items there are, and which."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from lib.errors import NotFound
from lib.pagination import CursorPage
from notifications.models import InboxGroup, InboxItem, InboxQuerySet

# Nobody reads the difference beyond, and every page of the app asks.
UNREAD_COUNTED: Final = 1_000


class NewestFirst(CursorPage):
    """Lines by their newest item."""

    ordering = "-last_item"


def inbox(person_id: UUID) -> InboxQuerySet:
    """This will return the person's items, each by itself."""
    return InboxItem.objects.of_person(person_id)


def lines(person_id: UUID) -> QuerySet[InboxGroup]:
    """This will return the lines of the person's inbox, to be paged."""
    return InboxGroup.objects.filter(person_id=person_id)


def group_items(person_id: UUID, group_id: UUID) -> InboxQuerySet:
    """This will return the items of one line, to be paged.

    :raises NotFound: if the person has no such line.
    """
    line = InboxGroup.objects.filter(person_id=person_id, pk=group_id).first()
    if line is None:
        raise NotFound
    return InboxItem.objects.of_person(person_id).of_group(line)


def unread_count(person_id: UUID) -> int:
    """This will count what the person has not read yet, up to UNREAD_COUNTED."""
    unread = InboxItem.objects.of_person(person_id).unread().order_by()
    return unread.values("pk")[:UNREAD_COUNTED].count()
