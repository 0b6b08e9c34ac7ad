"""What may be asked of inboxes."""

from notifications.queries.changes import changes
from notifications.queries.inbox import inbox, unread_count
from notifications.queries.items import described

__all__ = ["changes", "described", "inbox", "unread_count"]
