"""Who may call what of the inbox: everybody their own."""

from __future__ import annotations

from lib.access import PERSON

OPERATIONS: dict[str, frozenset[str]] = {
    "notifications_listInbox": frozenset({PERSON}),
    "notifications_markRead": frozenset({PERSON}),
}
