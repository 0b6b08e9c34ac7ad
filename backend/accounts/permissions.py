"""Who may call the operations on accounts."""

from lib.access import ANYONE, PERSON

OPERATIONS: dict[str, frozenset[str]] = {
    "accounts_me": frozenset({ANYONE}),
    "accounts_updateMe": frozenset({PERSON}),
    "accounts_consents": frozenset({PERSON}),
    "accounts_recordConsent": frozenset({PERSON}),
    "accounts_sessions": frozenset({PERSON}),
    "accounts_endSession": frozenset({PERSON}),
    "accounts_endOtherSessions": frozenset({PERSON}),
    "accounts_exports": frozenset({PERSON}),
    "accounts_askForExport": frozenset({PERSON}),
    "accounts_exportFile": frozenset({PERSON}),
    "accounts_deletion": frozenset({PERSON}),
    "accounts_askForDeletion": frozenset({PERSON}),
    "accounts_cancelDeletion": frozenset({PERSON}),
}
