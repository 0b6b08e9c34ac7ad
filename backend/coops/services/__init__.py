"""Commands on producers and associations. Each takes the association's row first; governance alone locks it."""

from coops.services.applications import (
    accept_application,
    apply,
    refuse_application,
    set_admission,
    withdraw_application,
)
from coops.services.documents import keep_document
from coops.services.founding import found_association
from coops.services.invitations import (
    Invited,
    accept_invitation,
    accept_own_invitation,
    decline_invitation,
    invite,
    revoke_invitation,
)
from coops.services.locks import AssociationClosed
from coops.services.mandates import (
    accept_mandate_offer,
    decline_mandate_offer,
    end_mandate,
    give_mandate,
    offer_mandate,
    revoke_mandate_offer,
)
from coops.services.members import end_membership, end_role, give_role
from coops.services.own_goods import make_goods
from coops.services.producers import create_producer, update_producer
from coops.services.profile import update_association
from coops.services.registers import export_register
from coops.services.reviews import set_review
from coops.services.ruts import set_association_rut, set_producer_rut
from coops.services.standstills import reinstate_association, suspend_association
from coops.services.statutes import accept_statutes, publish_statutes
from coops.services.suspensions import lift_suspension, suspend_member

__all__ = [
    "AssociationClosed",
    "Invited",
    "accept_application",
    "accept_invitation",
    "accept_mandate_offer",
    "accept_own_invitation",
    "accept_statutes",
    "apply",
    "create_producer",
    "decline_invitation",
    "decline_mandate_offer",
    "end_mandate",
    "end_membership",
    "end_role",
    "export_register",
    "found_association",
    "give_mandate",
    "give_role",
    "invite",
    "keep_document",
    "lift_suspension",
    "make_goods",
    "offer_mandate",
    "publish_statutes",
    "refuse_application",
    "reinstate_association",
    "revoke_invitation",
    "revoke_mandate_offer",
    "set_admission",
    "set_association_rut",
    "set_producer_rut",
    "set_review",
    "suspend_association",
    "suspend_member",
    "update_association",
    "update_producer",
    "withdraw_application",
]
