"""What a person is shown of her choices and devices."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from accounts.queries import mail_addresses
from notifications.kinds import RULES, Email, Kind
from notifications.models import PushDevice
from notifications.queries.choices import Choice, choices_by_kind, settings_of

_HOURS = ("quiet", "quiet_from", "quiet_until", "digest_at", "digest_weekday", "discreet")


def notice_settings(person_id: UUID) -> dict[str, Any]:
    """This will return the person's hours and how she is told of each kind, in the order of the screen."""
    hours = settings_of([person_id])[person_id]
    choices = choices_by_kind(person_id, list(RULES))
    return {
        **{name: getattr(hours, name) for name in _HOURS},
        "email_proved": person_id in mail_addresses([person_id]),
        "choices": [_shown(choices[kind]) for kind in RULES],
    }


def unsubscribable(person_id: UUID, kinds: Collection[Kind]) -> list[dict[str, Any]]:
    """This will return how the person is told of the kinds of a link."""
    choices = choices_by_kind(person_id, kinds)
    return [_shown(choices[kind]) for kind in RULES if kind in choices]


def push_devices(person_id: UUID) -> list[dict[str, Any]]:
    """This will return the browsers that show the person's notices, the newest first."""
    return [
        {
            "id": device.pk,
            "called": device.called,
            "created_at": device.created_at,
            "used_at": device.used_at,
            "endpoint_digest": bytes(device.endpoint_digest).hex(),
        }
        for device in PushDevice.objects.filter(person_id=person_id).order_by("-id")
    ]


def _shown(choice: Choice) -> dict[str, Any]:
    return {
        "kind": choice.kind,
        "topic": RULES[Kind(choice.kind)].topic,
        "in_app": choice.in_app,
        # What the room that owes the money sends anyway.
        "email": Email.NOW if choice.fixed else choice.email,
        "push": choice.push,
        "fixed": choice.fixed,
    }
