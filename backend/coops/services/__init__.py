"""Commands on producers and associations. Each takes the association's row first; governance alone locks it."""

from coops.services.founding import found_association
from coops.services.invitations import (
    Invited,
    accept_invitation,
    accept_own_invitation,
    decline_invitation,
    invite,
    revoke_invitation,
)
from coops.services.mandates import (
    accept_mandate_offer,
    decline_mandate_offer,
    end_mandate,
    give_mandate,
    offer_mandate,
    revoke_mandate_offer,
)
from coops.services.members import end_membership, end_role, give_role
from coops.services.producers import create_producer, update_producer
from coops.services.profile import update_association
from coops.services.statutes import accept_statutes, publish_statutes

__all__ = [
    "Invited",
    "accept_invitation",
    "accept_mandate_offer",
    "accept_own_invitation",
    "accept_statutes",
    "create_producer",
    "decline_invitation",
    "decline_mandate_offer",
    "end_mandate",
    "end_membership",
    "end_role",
    "found_association",
    "give_mandate",
    "give_role",
    "invite",
    "offer_mandate",
    "publish_statutes",
    "revoke_invitation",
    "revoke_mandate_offer",
    "update_association",
    "update_producer",
]
