"""How many must take part, and how many must say yes: the usual terms of each kind, and what an association changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from decisions.models import VotingRules


class Majority(StrEnum):
    """Which share of which votes accepts. Abstentions take part, and count for the quorum."""

    SIMPLE = "simple"  # more yes than no
    ABSOLUTE = "absolute"  # yes from more than half of all who are entitled
    TWO_THIRDS = "two_thirds"  # yes from two thirds of those who take part
    UNANIMOUS = "unanimous"  # nobody says no, somebody says yes


MAJORITIES: Final = tuple(majority.value for majority in Majority)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Quorums in whole percent of the entitled memberships, on first and on second call (None: there is none)."""

    quorum_first: int
    quorum_second: int | None
    majority: Majority

    def quorum(self, call: int) -> int:
        """This will return the percentage that must take part on this call."""
        return self.quorum_first if call == 1 or self.quorum_second is None else self.quorum_second

    def enough(self, *, call: int, taken_part: int, entitled: int) -> bool:
        """This will say whether enough memberships took part; nobody is never enough."""
        return taken_part > 0 and Fraction(taken_part * 100, entitled) >= self.quorum(call)

    def accepts(self, *, yes: int, no: int, taken_part: int, entitled: int) -> bool:
        """This will say whether the yes votes carry the proposal."""
        match self.majority:
            case Majority.SIMPLE:
                return yes > no
            case Majority.ABSOLUTE:
                return 2 * yes > entitled
            case Majority.TWO_THIRDS:
                return yes > 0 and 3 * yes >= 2 * taken_part
            case Majority.UNANIMOUS:
                return yes > 0 and no == 0

    def as_json(self) -> dict[str, Any]:
        """This will return the terms as they are stored."""
        return asdict(self)

    @classmethod
    def of_json(cls, stored: dict[str, Any]) -> Terms:
        """This will read stored terms."""
        return cls(**{**stored, "majority": Majority(stored["majority"])})


_ORDINARY: Final = Terms(quorum_first=50, quorum_second=0, majority=Majority.SIMPLE)
_GRAVE: Final = Terms(quorum_first=50, quorum_second=30, majority=Majority.TWO_THIRDS)

USUAL: Final[dict[str, Terms]] = {
    "free_text": _ORDINARY,
    "admit_member": _ORDINARY,
    "elect": _ORDINARY,
    "exclude_member": _GRAVE,
    "adopt_statutes": _GRAVE,
    "change_rule": _GRAVE,
    "dissolve": Terms(quorum_first=60, quorum_second=50, majority=Majority.TWO_THIRDS),
}
USUAL_PROXIES_PER_HOLDER: Final = 1


def terms_of(association_id: UUID, kind: str) -> Terms:
    """This will return the terms on which the association decides this kind now."""
    return all_terms(association_id)[kind]


def all_terms(association_id: UUID) -> dict[str, Terms]:
    """This will return the terms of every kind, in one query."""
    changed = VotingRules.objects.filter(pk=association_id).values_list("terms", flat=True).first() or {}
    return {kind: Terms.of_json(changed[kind]) if kind in changed else usual for kind, usual in USUAL.items()}


def proxies_per_holder(association_id: UUID) -> int:
    """This will return how many proxies one membership may hold at a time."""
    limit = VotingRules.objects.filter(pk=association_id).values_list("proxies_per_holder", flat=True).first()
    return USUAL_PROXIES_PER_HOLDER if limit is None else limit
