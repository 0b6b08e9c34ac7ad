"""What the counts mean: a pure function of the terms and the tally, so that anybody can check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from decisions.terms import Terms

YES, NO, ABSTAIN = "yes", "no", "abstain"
CHOICES = (YES, NO, ABSTAIN)


class Verdict(StrEnum):
    """What became of the proposal at the end of a call."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SECOND_CALL = "second_call"
    WITHOUT_QUORUM = "without_quorum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`elected` and `tied` are candidates of an election; the tied run again for the `seats_left`."""

    verdict: Verdict
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    seats_left: int = 0


def decide(
    terms: Terms, *, call: int, has_second_call: bool, entitled: int, taken_part: int, counts: Mapping[str, int]
) -> Outcome:
    """This will judge a question of yes, no and abstain."""
    if (missing := _without_quorum(terms, call, has_second_call, entitled, taken_part)) is not None:
        return missing
    carried = terms.accepts(yes=counts[YES], no=counts[NO], taken_part=taken_part, entitled=entitled)
    return Outcome(verdict=Verdict.ACCEPTED if carried else Verdict.REJECTED)


def elect(
    terms: Terms,
    *,
    call: int,
    has_second_call: bool,
    entitled: int,
    taken_part: int,
    approvals: Mapping[str, int],
    seats: int,
) -> Outcome:
    """This will fill the seats with the candidates of most approvals.

    A candidate without any approval is not elected. Who ties for the last seat is not chosen by lot or age: the tied
    run again for the seats that are left. It is rejected if nobody was approved.
    """
    if (missing := _without_quorum(terms, call, has_second_call, entitled, taken_part)) is not None:
        return missing
    ranked = sorted((count, candidate) for candidate, count in approvals.items() if count > 0)
    ranked.reverse()
    if len(ranked) <= seats:
        elected = tuple(sorted(candidate for _, candidate in ranked))
        return Outcome(verdict=Verdict.ACCEPTED if elected else Verdict.REJECTED, elected=elected)
    last = ranked[seats - 1][0]
    if ranked[seats][0] < last:
        return Outcome(verdict=Verdict.ACCEPTED, elected=tuple(sorted(candidate for _, candidate in ranked[:seats])))
    above = tuple(sorted(candidate for count, candidate in ranked if count > last))
    tied = tuple(sorted(candidate for count, candidate in ranked if count == last))
    return Outcome(verdict=Verdict.ACCEPTED, elected=above, tied=tied, seats_left=seats - len(above))


def _without_quorum(terms: Terms, call: int, has_second_call: bool, entitled: int, taken_part: int) -> Outcome | None:
    if terms.enough(call=call, taken_part=taken_part, entitled=entitled):
        return None
    again = call == 1 and has_second_call
    return Outcome(verdict=Verdict.SECOND_CALL if again else Verdict.WITHOUT_QUORUM)
