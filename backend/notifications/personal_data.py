"""What notifications keep of a person: all of it goes with her."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounts.holders import Holder, Section, register
from notifications.models import InboxItem


def _export(person_id: UUID) -> Iterable[Section]:
    items = InboxItem.objects.of_person(person_id).order_by("created_at")
    yield Section("inbox", items.values("kind", "params", "created_at", "read_at").iterator(2_000))


def _erase(person_id: UUID) -> None:
    InboxItem.objects.of_person(person_id).delete()


register(
    "notifications",
    Holder(references={"notifications.InboxItem.person": "deleted"}, export=_export, erase=_erase),
)
