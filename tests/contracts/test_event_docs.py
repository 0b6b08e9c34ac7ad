"""docs/events.md says what the event classes say."""

from __future__ import annotations

from django.conf import settings

from events import docs


def test_the_page_is_up_to_date() -> None:
    page = settings.ROOT / "docs" / "events.md"
    assert page.read_text() == docs.document(), "run `manage.py event_docs`"
