"""Commands on producers and associations. Each takes the association's row first; governance alone locks it."""

from coops.services.founding import accept_statutes, found_association, publish_statutes
from coops.services.invitations import Invited, accept_invitation, invite, revoke_invitation
from coops.services.members import end_membership, end_role, give_role
from coops.services.producers import create_producer, end_mandate, give_mandate, update_producer

__all__ = [
    "Invited",
    "accept_invitation",
    "accept_statutes",
    "create_producer",
    "end_mandate",
    "end_membership",
    "end_role",
    "found_association",
    "give_mandate",
    "give_role",
    "invite",
    "publish_statutes",
    "revoke_invitation",
    "update_producer",
]
