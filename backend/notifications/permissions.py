"""Who may call what of the inbox: everybody their own. What a link in a mail opens, its signature decides."""

from __future__ import annotations

from lib.access import ANYONE, HOLDER, PERSON

OPERATIONS: dict[str, frozenset[str]] = {
    "notifications_addPushDevice": frozenset({PERSON}),
    "notifications_changeChannels": frozenset({PERSON}),
    "notifications_changeHours": frozenset({PERSON}),
    "notifications_getSettings": frozenset({PERSON}),
    "notifications_listInbox": frozenset({PERSON}),
    "notifications_listLine": frozenset({PERSON}),
    "notifications_listPushDevices": frozenset({PERSON}),
    "notifications_markRead": frozenset({PERSON}),
    "notifications_readUnsubscription": frozenset({ANYONE}),
    "notifications_removePushDevice": frozenset({HOLDER}),
    "notifications_undoUnsubscription": frozenset({ANYONE}),
    "notifications_unsubscribe": frozenset({ANYONE}),
}
