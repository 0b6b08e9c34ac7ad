"""What notifications keep of a person: all of it goes with her."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounts.holders import Holder, Section, register
from notifications.models import Delivery, InboxGroup, InboxItem, NoticeSettings, Preference, PushDevice


def _export(person_id: UUID) -> Iterable[Section]:
    items = InboxItem.objects.of_person(person_id).order_by("created_at")
    yield Section("inbox", items.values("kind", "params", "created_at", "read_at").iterator(2_000))
    chosen = Preference.objects.filter(person_id=person_id)
    yield Section("notice_channels", chosen.values("kind", "in_app", "email", "push"))
    hours = NoticeSettings.objects.filter(pk=person_id)
    yield Section(
        "notice_hours",
        hours.values("quiet", "quiet_from", "quiet_until", "digest_at", "digest_weekday", "discreet"),
    )
    devices = PushDevice.objects.filter(person_id=person_id)
    yield Section("notice_devices", devices.values("called", "created_at", "used_at"))


def _erase(person_id: UUID) -> None:
    for model in (Delivery, PushDevice, Preference, NoticeSettings, InboxGroup, InboxItem):
        model.objects.filter(person_id=person_id).delete()


_HERS = ("InboxItem", "InboxGroup", "Preference", "NoticeSettings", "Delivery", "PushDevice")

register(
    "notifications",
    Holder(references={f"notifications.{name}.person": "deleted" for name in _HERS}, export=_export, erase=_erase),
)
