"""Who may call what of stewards: stewards. Who looked at an association is for its board to see."""

from __future__ import annotations

from lib.access import STEWARD

_STEWARD = frozenset({STEWARD})
OVERSEERS = frozenset({"administrator", "president", "oversight"})

OPERATIONS: dict[str, frozenset[str]] = {
    "stewards_getOverview": _STEWARD,
    "stewards_listParked": _STEWARD,
    "stewards_redrive": _STEWARD,
    "stewards_setAside": _STEWARD,
    "stewards_listTasks": _STEWARD,
    "stewards_retryTasks": _STEWARD,
    "stewards_listFailedMails": _STEWARD,
    "stewards_resendMail": _STEWARD,
    "stewards_hurryMails": _STEWARD,
    "stewards_listFailedPayments": _STEWARD,
    "stewards_retryWebhook": _STEWARD,
    "stewards_retryRefund": _STEWARD,
    "stewards_findPerson": _STEWARD,
    "stewards_resetSecondFactors": _STEWARD,
    "stewards_blockPerson": _STEWARD,
    "stewards_unblockPerson": _STEWARD,
    "stewards_listReadings": _STEWARD,
    "stewards_beginReading": _STEWARD,
    "stewards_endReading": _STEWARD,
    "stewards_listActs": _STEWARD,
    "stewards_suspendAssociation": _STEWARD,
    "stewards_reinstateAssociation": _STEWARD,
    "stewards_listLooks": OVERSEERS,
}
