"""Mass balance: certified output never exceeds certified input, however units were sold and dealt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from origin.balance import Input, certified_input, most_output


def test_what_may_have_been_sold_as_it_is_counts_for_nothing():
    """Of 100 units 60 are certified and 70 were used: the other 30 may all have been certified ones."""
    assert Input(units=100, used=70, certified=60, taken=[("a", 70)]).certified_used == 30
    assert Input(units=100, used=70, certified=30, taken=[("a", 70)]).certified_used == 0
    assert Input(units=100, used=70, certified=100, taken=[("a", 70)]).certified_used == 70


def test_what_is_certified_goes_to_what_was_made_first():
    one = Input(units=100, used=90, certified=80, taken=[("first", 50), ("second", 40)])
    assert (one.certified_for("first"), one.certified_for("second"), one.certified_for("other")) == (50, 20, 0)


def test_a_seal_says_how_many_inputs_an_output_takes():
    """Five kilos of grapes to a bottle: 52 certified kilos are ten bottles."""
    assert most_output(52, inputs=5, outputs=1) == 10
    assert most_output(3, inputs=2, outputs=5) == 7


@st.composite
def _lots(draw: st.DrawFn) -> tuple[Input, int]:
    units = draw(st.integers(1, 200))
    certified = draw(st.integers(0, units))
    takes, left = [], units
    for output in range(draw(st.integers(0, 5))):
        if left == 0:
            break
        took = draw(st.integers(1, left))
        takes.append((output, took))
        left -= took
    sold_as_certified = draw(st.integers(0, min(left, certified)))
    return Input(units, units - left, certified, takes), sold_as_certified


@given(_lots())
def test_what_is_sold_and_what_went_on_never_exceed_what_is_certified(made: tuple[Input, int]):
    one, sold = made
    given_on = {output: certified_input([one], output) for output, _units in one.taken}
    assert sold + sum(given_on.values()) <= one.certified
    assert all(0 <= given_on[output] <= units for output, units in one.taken)


@given(_lots(), st.integers(0, 50))
def test_more_certificates_never_take_anything_away(made: tuple[Input, int], more: int):
    one, _sold = made
    later = Input(one.units, one.used, min(one.units, one.certified + more), one.taken)
    assert all(later.certified_for(output) >= one.certified_for(output) for output, _units in one.taken)
