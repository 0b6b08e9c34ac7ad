"""What the event spine does later."""

from __future__ import annotations

from typing import Final

from events import feed
from lib import jobs

FORGET_FEED: Final = "events.forget_feed"


@jobs.sweep(FORGET_FEED)
def forget_feed(limit: int) -> int:
    """This will delete feed entries that are older than 30 days."""
    return feed.forget_old(limit)
