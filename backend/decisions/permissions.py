"""Who may call the operations on decisions. What only the board may propose, the service tells by kind."""

from lib.access import ANYONE, BOARD, MEMBERS

_MEMBER = MEMBERS - {"founder"}
_BOARD = BOARD | {"oversight"}

OPERATIONS: dict[str, frozenset[str]] = {
    "decisions_listProposals": _MEMBER,
    "decisions_makeProposal": _MEMBER,
    "decisions_getProposal": _MEMBER,
    "decisions_withdrawProposal": _MEMBER,
    "decisions_castVote": _MEMBER,
    "decisions_listComments": _MEMBER,
    "decisions_comment": _MEMBER,
    "decisions_getMinutes": _MEMBER,
    "decisions_getMinutesPdf": _MEMBER,
    "decisions_listProxies": _MEMBER,
    "decisions_giveProxy": _MEMBER,
    "decisions_revokeProxy": _MEMBER,
    "decisions_listAssemblies": _MEMBER,
    "decisions_getAssemblyCalendar": _MEMBER,
    "decisions_getCalendarFeed": _MEMBER,
    "decisions_renewCalendarFeed": _MEMBER,
    # Whoever has the address; who it was given to must still be of the association (decisions.queries).
    "decisions_getCalendar": frozenset({ANYONE}),
    "decisions_callAssembly": _BOARD,
    "decisions_changeAssembly": _BOARD,
    "decisions_cancelAssembly": _BOARD,
    "decisions_getVotingRules": _MEMBER,
    "decisions_listCandidates": _MEMBER,
}
