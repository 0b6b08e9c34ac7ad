"""Commands of the inbox, and who is told what."""

from notifications.services.inbox import Notice, mark_read, tell
from notifications.services.telling import (
    tell_buyer,
    tell_of_constitution,
    tell_of_contribution,
    tell_of_ended_membership,
    tell_of_invitation,
    tell_of_new_member,
    tell_of_role,
    tell_of_sale,
)

__all__ = [
    "Notice",
    "mark_read",
    "tell",
    "tell_buyer",
    "tell_of_constitution",
    "tell_of_contribution",
    "tell_of_ended_membership",
    "tell_of_invitation",
    "tell_of_new_member",
    "tell_of_role",
    "tell_of_sale",
]
