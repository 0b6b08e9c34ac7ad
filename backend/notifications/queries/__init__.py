"""What may be asked of inboxes."""

from notifications.queries.inbox import inbox, unread_count

__all__ = ["inbox", "unread_count"]
