"""Who may call the operations on accounts."""

from lib.access import ANYONE, PERSON

OPERATIONS: dict[str, frozenset[str]] = {
    "accounts_me": frozenset({ANYONE}),
    "accounts_updateMe": frozenset({PERSON}),
}
