"""What every test of notices stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

# The day of the drawn screens: Sunday, 10:04 on the clocks of the region.
NOON = datetime.fromisoformat("2026-11-22T13:04:00+00:00")

Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the database's clock as the services read it; it stands still until it is set again."""
    now = [NOON]
    places = ("services.inbox", "services.mailing", "services.pushing", "services.choosing", "services.grouping")
    for place in places:
        monkeypatch.setattr(f"notifications.{place}.database_now", lambda: now[0])

    def put(moment: str) -> None:
        now[0] = datetime.fromisoformat(moment).astimezone(NOON.tzinfo)

    return put


@pytest.fixture
def letters(settings: Any) -> Callable[[], list[Any]]:
    """Sends the notices that are queued and returns what arrived since the last time."""
    from django.core import mail

    from accounts import jobs
    from accounts.models import OutgoingMail

    def arrived() -> list[Any]:
        mail.outbox.clear()
        # Not the invitations by which the cast came together.
        waiting = OutgoingMail.objects.filter(sent_at=None).exclude(text__contains="/invitacion/")
        for pk in waiting.order_by("created_at", "pk").values_list("pk", flat=True):
            jobs.send_mail(str(pk))
        return list(mail.outbox)

    return arrived
