"""Who may call the operations on producers and associations.

`administrator`, `secretary` and `president` invite, see invitations and write the public page; only an administrator
publishes statutes and gives offices.
"""

from lib.access import ANYONE, BOARD, MEMBERS, PERSON

_ADMINISTRATOR = frozenset({"administrator"})
_LEADS = frozenset({"administrator", "president"})
_KEEPS_BOOKS = frozenset({"administrator", "president", "secretary", "treasurer"})
# Who may put an application to the vote has to read it.
_READS_APPLICATIONS = BOARD | {"oversight"}
_PRODUCER = frozenset({"producer"})
_OWNER = frozenset({"owner"})
# Whoever acts for what an association makes itself may look at it; it has no mandates, helpers or papers of a person.
_READS_PRODUCER = _PRODUCER | {"maker", "keeper"}
# Whoever has proved the address that was written to (coops.queries.access).
_INVITED = frozenset({"invited"})
_ASKED = frozenset({"asked"})
# Whoever acts for the producer that applied (coops.queries.applications).
_APPLICANT = frozenset({"applicant"})

OPERATIONS: dict[str, frozenset[str]] = {
    "coops_listComunas": frozenset({ANYONE}),
    "coops_createProducer": frozenset({PERSON}),
    "coops_getProducer": _READS_PRODUCER,
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
    "coops_updateAssociation": BOARD,
    "coops_makeGoods": _ADMINISTRATOR,
    "coops_getWorkspace": MEMBERS,
    "coops_listDuties": MEMBERS,
    "coops_listMembers": MEMBERS,
    "coops_getMember": MEMBERS,
    # Whoever is suspended may still leave.
    "coops_endMembership": MEMBERS | {"suspended"},
    "coops_suspendMember": _LEADS,
    "coops_reinstateMember": _LEADS,
    "coops_listRegister": MEMBERS,
    "coops_exportRegister": BOARD,
    "coops_listHistory": MEMBERS,
    "coops_getRut": _KEEPS_BOOKS,
    "coops_setRut": _KEEPS_BOOKS,
    "coops_getProducerRut": _OWNER,
    "coops_setProducerRut": _OWNER,
    "coops_listStatutes": MEMBERS,
    "coops_getStatutes": MEMBERS,
    "coops_publishStatutes": _ADMINISTRATOR,
    "coops_acceptStatutes": MEMBERS,
    "coops_getStatutesDocument": MEMBERS,
    "coops_sendStatutesDocument": BOARD | {"oversight"},
    "coops_setStatutesReview": BOARD | {"oversight"},
    "coops_listInvitations": BOARD,
    "coops_invite": BOARD,
    "coops_revokeInvitation": BOARD,
    "coops_giveRole": _ADMINISTRATOR,
    "coops_endRole": _ADMINISTRATOR,
    "coops_getInvitation": frozenset({ANYONE}),
    "coops_acceptInvitation": frozenset({PERSON}),
    "coops_getOwnInvitation": _INVITED,
    "coops_getInvitationStatutes": frozenset({ANYONE}),
    "coops_getOwnInvitationStatutes": _INVITED,
    "coops_acceptOwnInvitation": _INVITED,
    "coops_declineInvitation": _INVITED,
    "coops_getAdmission": frozenset({ANYONE}),
    "coops_setAdmission": BOARD,
    "coops_apply": frozenset({PERSON}),
    "coops_listApplications": _READS_APPLICATIONS,
    "coops_getApplication": _READS_APPLICATIONS,
    "coops_acceptApplication": BOARD,
    "coops_refuseApplication": BOARD,
    "coops_listOwnApplications": frozenset({PERSON}),
    "coops_getOwnApplication": _APPLICANT,
    "coops_withdrawApplication": _APPLICANT,
}

# What a `can` list of an association may hold.
IN_ASSOCIATION = (
    "coops_updateAssociation",
    "coops_makeGoods",
    "coops_getWorkspace",
    "coops_listDuties",
    "coops_listMembers",
    "coops_getMember",
    "coops_endMembership",
    "coops_suspendMember",
    "coops_reinstateMember",
    "coops_listRegister",
    "coops_exportRegister",
    "coops_listHistory",
    "coops_getRut",
    "coops_setRut",
    "coops_listStatutes",
    "coops_getStatutes",
    "coops_publishStatutes",
    "coops_acceptStatutes",
    "coops_getStatutesDocument",
    "coops_sendStatutesDocument",
    "coops_setStatutesReview",
    "coops_listInvitations",
    "coops_invite",
    "coops_revokeInvitation",
    "coops_setAdmission",
    "coops_listApplications",
    "coops_acceptApplication",
    "coops_refuseApplication",
    "coops_giveRole",
    "coops_endRole",
)

# What a `can` list of an application may hold.
ON_APPLICATION = ("coops_acceptApplication", "coops_refuseApplication")

# What a `can` list of a producer may hold.
FOR_PRODUCER = (
    "coops_getProducerRut",
    "coops_setProducerRut",
    "coops_updateProducer",
    "coops_listMandates",
    "coops_offerMandate",
    "coops_revokeMandateOffer",
    "coops_endMandate",
)
