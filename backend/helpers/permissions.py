"""Who may call the operations on helpers. What a helper may do for a member stands in `helpers.operations`."""

from __future__ import annotations

from lib.access import BOARD, PERSON

_PRODUCER = frozenset({"producer"})
_OWNER = frozenset({"owner"})
# Whose consent it is to use, or who was asked to.
_HELPER = frozenset({"helper"})
_ASKED = frozenset({"asked"})

OPERATIONS: dict[str, frozenset[str]] = {
    "helpers_listHelpers": BOARD,
    "helpers_nameHelper": BOARD,
    "helpers_registerMember": BOARD,
    "helpers_endHelper": BOARD,
    "helpers_setContact": BOARD,
    "helpers_offerOwnership": BOARD,
    "helpers_listActs": BOARD,
    "helpers_listForProducer": _PRODUCER,
    "helpers_listActsForProducer": _PRODUCER,
    "helpers_endForProducer": _OWNER,
    "helpers_listMine": frozenset({PERSON}),
    "helpers_getMine": _HELPER,
    "helpers_accept": _ASKED,
    "helpers_endMine": _HELPER | _ASKED,
    "helpers_listOwnActs": _HELPER,
    "helpers_giveReceipts": _HELPER,
}
