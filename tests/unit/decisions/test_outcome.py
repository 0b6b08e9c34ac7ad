"""What counts mean: quorum, majorities, and elections that nobody wins by lot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decisions.outcome import Outcome, Verdict, decide, elect
from decisions.terms import Majority, Terms

ORDINARY = Terms(quorum_first=50, quorum_second=0, majority=Majority.SIMPLE)


def judged(
    terms: Terms, yes: int, no: int, abstain: int, *, entitled: int, call: int = 1, second: bool = True
) -> Verdict:
    counts = {"yes": yes, "no": no, "abstain": abstain}
    return decide(
        terms,
        call=call,
        has_second_call=second,
        entitled=entitled,
        taken_part=yes + no + abstain,
        counts=counts,
    ).verdict


def test_half_is_a_quorum_of_fifty_percent_and_less_is_none():
    assert judged(ORDINARY, 3, 0, 0, entitled=6) == Verdict.ACCEPTED
    assert judged(ORDINARY, 2, 0, 0, entitled=5) == Verdict.SECOND_CALL
    assert judged(ORDINARY, 2, 0, 0, entitled=5, second=False) == Verdict.WITHOUT_QUORUM
    assert judged(ORDINARY, 2, 0, 0, entitled=5, call=2) == Verdict.ACCEPTED


def test_nobody_is_never_enough():
    assert judged(ORDINARY, 0, 0, 0, entitled=5, call=2) == Verdict.WITHOUT_QUORUM
    assert judged(ORDINARY, 0, 0, 0, entitled=0, call=2) == Verdict.WITHOUT_QUORUM


def test_a_tie_is_a_no():
    assert judged(ORDINARY, 2, 2, 5, entitled=9) == Verdict.REJECTED


def test_an_absolute_majority_counts_who_stayed_away():
    absolute = Terms(quorum_first=0, quorum_second=None, majority=Majority.ABSOLUTE)
    assert judged(absolute, 5, 0, 0, entitled=10) == Verdict.REJECTED
    assert judged(absolute, 6, 4, 0, entitled=10) == Verdict.ACCEPTED


def test_two_thirds_count_who_abstains():
    two_thirds = Terms(quorum_first=0, quorum_second=None, majority=Majority.TWO_THIRDS)
    assert judged(two_thirds, 4, 1, 1, entitled=10) == Verdict.ACCEPTED
    assert judged(two_thirds, 4, 0, 3, entitled=10) == Verdict.REJECTED


def test_unanimous_bears_an_abstention_but_no_no():
    unanimous = Terms(quorum_first=0, quorum_second=None, majority=Majority.UNANIMOUS)
    assert judged(unanimous, 1, 0, 9, entitled=10) == Verdict.ACCEPTED
    assert judged(unanimous, 9, 1, 0, entitled=10) == Verdict.REJECTED
    assert judged(unanimous, 0, 0, 9, entitled=10) == Verdict.REJECTED


def elected(approvals: dict[str, int], seats: int) -> Outcome:
    most = max(approvals.values(), default=0)
    return elect(
        ORDINARY, call=1, has_second_call=False, entitled=10, taken_part=max(most, 5), approvals=approvals, seats=seats
    )


def test_most_approvals_win():
    assert elected({"a": 3, "b": 5, "c": 1}, 2).elected == ("a", "b")


def test_a_tied_last_seat_runs_again():
    outcome = elected({"a": 5, "b": 3, "c": 3, "d": 1}, 2)
    assert (outcome.verdict, outcome.elected, outcome.tied, outcome.seats_left) == (
        Verdict.ACCEPTED,
        ("a",),
        ("b", "c"),
        1,
    )


def test_nobody_approved_is_nobody_elected():
    assert elected({"a": 0, "b": 0}, 1).verdict == Verdict.REJECTED
    assert elected({"a": 2, "b": 0}, 2).elected == ("a",)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 5), min_size=1), st.integers(1, 5))
def test_no_candidate_takes_a_seat_before_one_with_more_approvals(approvals, seats):
    outcome = elected(approvals, seats)
    chosen, tied = set(outcome.elected), set(outcome.tied)
    assert not chosen & tied
    assert len(chosen) <= seats
    assert len(chosen) + outcome.seats_left <= seats
    assert not tied or len(tied) > outcome.seats_left > 0
    for winner in chosen:
        for other in set(approvals) - chosen:
            assert approvals[winner] > approvals[other]
    assert all(approvals[candidate] > 0 for candidate in chosen | tied)


@given(st.sampled_from(list(Majority)), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_one_more_yes_never_turns_an_acceptance_down(majority, yes, no, abstain):
    terms = Terms(quorum_first=0, quorum_second=None, majority=majority)
    if judged(terms, yes, no, abstain, entitled=30) == Verdict.ACCEPTED:
        assert judged(terms, yes + 1, no, abstain, entitled=30) == Verdict.ACCEPTED
