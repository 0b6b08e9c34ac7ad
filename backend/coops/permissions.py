"""Who may call the operations on producers and associations.

`administrator`, `secretary` and `president` invite and see invitations; only an administrator gives offices.
"""

from lib.access import ANYONE, PERSON

_BOARD = frozenset({"administrator", "president", "secretary"})
_ADMINISTRATOR = frozenset({"administrator"})
_MEMBER = frozenset({"member", "founder", "administrator", "president", "secretary", "treasurer", "oversight"})
_PRODUCER = frozenset({"producer"})

OPERATIONS: dict[str, frozenset[str]] = {
    "coops_listComunas": frozenset({ANYONE}),
    "coops_createProducer": frozenset({PERSON}),
    "coops_getProducer": _PRODUCER,
    "coops_updateProducer": _PRODUCER,
    "coops_listAssociations": frozenset({ANYONE}),
    "coops_createAssociation": frozenset({PERSON}),
    "coops_getAssociation": frozenset({ANYONE}),
    "coops_getAssociationBySlug": frozenset({ANYONE}),
    "coops_getWorkspace": _MEMBER,
    "coops_listMembers": _MEMBER,
    "coops_endMembership": _MEMBER,
    "coops_publishStatutes": _ADMINISTRATOR,
    "coops_acceptStatutes": _MEMBER,
    "coops_listInvitations": _BOARD,
    "coops_invite": _BOARD,
    "coops_revokeInvitation": _BOARD,
    "coops_giveRole": _ADMINISTRATOR,
    "coops_endRole": _ADMINISTRATOR,
    "coops_getInvitation": frozenset({ANYONE}),
    "coops_acceptInvitation": frozenset({PERSON}),
}

# What a `can` list of an association may hold.
IN_ASSOCIATION = (
    "coops_getWorkspace",
    "coops_listMembers",
    "coops_endMembership",
    "coops_publishStatutes",
    "coops_acceptStatutes",
    "coops_listInvitations",
    "coops_invite",
    "coops_revokeInvitation",
    "coops_giveRole",
    "coops_endRole",
)
