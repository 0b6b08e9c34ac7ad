"""Commands of origin. Each owns its transaction, its locks and its event, or joins its caller's."""

from origin.services.applications import apply, refuse, withdraw_application
from origin.services.grants import grant
from origin.services.inspections import Found, correct_finding, plan_inspection, record_inspection
from origin.services.national import load_seals
from origin.services.papers import add_evidence
from origin.services.reminders import remind_of_ends
from origin.services.seals import SealText, create_seal, update_seal
from origin.services.standing import issue, reinstate, revoke, suspend

__all__ = [
    "Found",
    "SealText",
    "add_evidence",
    "apply",
    "correct_finding",
    "create_seal",
    "grant",
    "issue",
    "load_seals",
    "plan_inspection",
    "record_inspection",
    "refuse",
    "reinstate",
    "remind_of_ends",
    "revoke",
    "suspend",
    "update_seal",
    "withdraw_application",
]
