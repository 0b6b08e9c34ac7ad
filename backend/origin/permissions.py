"""Who may call the operations of origin. Whose product or lot it is, and whose own she may not decide on, the services ask."""

from lib.access import ANYONE, BOARD, MEMBERS

_ANYONE = frozenset({ANYONE})
_MEMBER = MEMBERS - {"founder"}
# Those who lead the association, and those who oversee its books: the association's control.
CONTROL = BOARD | {"oversight"}

OPERATIONS: dict[str, frozenset[str]] = {
    "origin_listSeals": _ANYONE,
    "origin_getSeal": _ANYONE,
    "origin_listOwnSeals": _MEMBER,
    "origin_createSeal": BOARD,
    "origin_updateSeal": BOARD,
    "origin_listCertificates": _MEMBER,
    "origin_getCertificate": _MEMBER,
    "origin_apply": _MEMBER,
    "origin_withdrawApplication": _MEMBER,
    "origin_refuse": BOARD,
    "origin_planInspection": CONTROL,
    "origin_recordInspection": _MEMBER,
    "origin_correctFinding": _MEMBER,
    "origin_addEvidence": _MEMBER,
    "origin_getEvidence": _MEMBER,
    "origin_issue": BOARD,
    "origin_suspend": CONTROL,
    "origin_reinstate": BOARD,
    "origin_revoke": BOARD,
    "origin_grant": _MEMBER,
    "origin_getLotEvents": CONTROL,
    "origin_getLabels": _MEMBER,
}
