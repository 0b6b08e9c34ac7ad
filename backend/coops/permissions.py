"""Who may call the operations on producers and associations.

`administrator`, `secretary` and `president` invite, see invitations and write the public page; only an administrator
publishes statutes and gives offices.
"""

from lib.access import ANYONE, PERSON

_BOARD = frozenset({"administrator", "president", "secretary"})
_ADMINISTRATOR = frozenset({"administrator"})
_MEMBER = frozenset({"member", "founder", "administrator", "president", "secretary", "treasurer", "oversight"})
_PRODUCER = frozenset({"producer"})
_OWNER = frozenset({"owner"})
# Whoever has proved the address that was written to (coops.queries.access).
_INVITED = frozenset({"invited"})
_ASKED = frozenset({"asked"})

OPERATIONS: dict[str, frozenset[str]] = {
    "coops_listComunas": frozenset({ANYONE}),
    "coops_createProducer": frozenset({PERSON}),
    "coops_getProducer": _PRODUCER,
    "coops_updateProducer": _PRODUCER,
    "coops_listMandates": _PRODUCER,
    "coops_offerMandate": _OWNER,
    "coops_revokeMandateOffer": _OWNER,
    # Owners end anybody's, agents their own: the service asks whose it is.
    "coops_endMandate": _PRODUCER,
    "coops_acceptMandateOffer": _ASKED,
    "coops_declineMandateOffer": _ASKED,
    "coops_listAssociations": frozenset({ANYONE}),
    "coops_createAssociation": frozenset({PERSON}),
    "coops_getAssociation": frozenset({ANYONE}),
    "coops_getAssociationBySlug": frozenset({ANYONE}),
    "coops_updateAssociation": _BOARD,
    "coops_getWorkspace": _MEMBER,
    "coops_listDuties": _MEMBER,
    "coops_listMembers": _MEMBER,
    "coops_getMember": _MEMBER,
    "coops_endMembership": _MEMBER,
    "coops_listStatutes": _MEMBER,
    "coops_getStatutes": _MEMBER,
    "coops_publishStatutes": _ADMINISTRATOR,
    "coops_acceptStatutes": _MEMBER,
    "coops_listInvitations": _BOARD,
    "coops_invite": _BOARD,
    "coops_revokeInvitation": _BOARD,
    "coops_giveRole": _ADMINISTRATOR,
    "coops_endRole": _ADMINISTRATOR,
    "coops_getInvitation": frozenset({ANYONE}),
    "coops_acceptInvitation": frozenset({PERSON}),
    "coops_getOwnInvitation": _INVITED,
    "coops_acceptOwnInvitation": _INVITED,
    "coops_declineInvitation": _INVITED,
}

# What a `can` list of an association may hold.
IN_ASSOCIATION = (
    "coops_updateAssociation",
    "coops_getWorkspace",
    "coops_listDuties",
    "coops_listMembers",
    "coops_getMember",
    "coops_endMembership",
    "coops_listStatutes",
    "coops_getStatutes",
    "coops_publishStatutes",
    "coops_acceptStatutes",
    "coops_listInvitations",
    "coops_invite",
    "coops_revokeInvitation",
    "coops_giveRole",
    "coops_endRole",
)

# What a `can` list of a producer may hold.
FOR_PRODUCER = (
    "coops_updateProducer",
    "coops_listMandates",
    "coops_offerMandate",
    "coops_revokeMandateOffer",
    "coops_endMandate",
)
