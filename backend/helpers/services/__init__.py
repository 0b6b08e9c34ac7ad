"""Commands on helpers. A command takes the helper's row before any other: naming, ending and acting wait for each other."""

from helpers.services.acting import HelpOver, give_receipts, hold, record
from helpers.services.ending import accept, decline_or_end, end_by_member, end_helper, end_of_membership, end_of_person
from helpers.services.naming import Consent, name_helper, set_contact
from helpers.services.owners import may_not_own, offer_ownership
from helpers.services.paper import register_member
from helpers.services.reminders import remind_of_ends

__all__ = [
    "Consent",
    "HelpOver",
    "accept",
    "decline_or_end",
    "end_by_member",
    "end_helper",
    "end_of_membership",
    "end_of_person",
    "give_receipts",
    "hold",
    "may_not_own",
    "name_helper",
    "offer_ownership",
    "record",
    "register_member",
    "remind_of_ends",
    "set_contact",
]
