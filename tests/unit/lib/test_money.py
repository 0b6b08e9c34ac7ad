import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.money import TaxClass, split, taxes_in

TAX_CLASSES: list[TaxClass] = ["iva", "iva_ila_spirits", "iva_ila_wine"]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=60))
def test_a_split_adds_up_and_stays_within_one_of_the_exact_part(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


def test_the_largest_remainder_takes_the_odd_peso_and_a_tie_goes_to_the_earlier() -> None:
    assert split(10, [1, 1, 1]) == [4, 3, 3]
    assert split(100, [50, 30, 20]) == [50, 30, 20]
    assert split(5, [0, 0]) == [5, 0]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_weights_that_mean_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(1, weights)


def test_both_taxes_stand_on_the_same_net_base() -> None:
    taxes = taxes_in(15_050, "iva_ila_spirits")
    assert (taxes.net_clp, taxes.iva_clp, taxes.ila_clp) == (10_000, 1_900, 3_150)


def test_the_taxes_of_the_drawn_checkout_come_out_as_drawn() -> None:
    cheese, delivery, pisco = taxes_in(15_980, "iva"), taxes_in(3_990, "iva"), taxes_in(18_990, "iva_ila_spirits")
    assert cheese.iva_clp + delivery.iva_clp + pisco.iva_clp == 5_585
    assert pisco.ila_clp == 3_975


@given(st.integers(0, 10**10), st.sampled_from(TAX_CLASSES))
def test_net_and_taxes_are_the_price(gross: int, tax_class: TaxClass) -> None:
    taxes = taxes_in(gross, tax_class)
    assert taxes.net_clp + taxes.iva_clp + taxes.ila_clp == gross
    assert min(taxes.net_clp, taxes.iva_clp, taxes.ila_clp) >= 0
