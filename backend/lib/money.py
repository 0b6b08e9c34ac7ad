"""Whole pesos: splits that add up, and the taxes inside a price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

TaxClass = Literal["iva", "iva_ila_spirits", "iva_ila_wine"]

# Rates in thousandths of the net price: Ley sobre Impuesto a las Ventas y Servicios (DL 825), articles 14 and 42.
IVA_PER_MILLE = 190
ILA_PER_MILLE: dict[TaxClass, int] = {"iva": 0, "iva_ila_spirits": 315, "iva_ila_wine": 205}


@dataclass(frozen=True, slots=True)
class Taxes:
    """What a price that includes tax is made of, in whole pesos: `net + iva + ila` is the price."""

    net_clp: int
    iva_clp: int
    ila_clp: int


def split(total: int, weights: Sequence[int]) -> list[int]:
    """This will divide `total` in proportion to `weights` by largest remainder; the parts add up to `total`.

    A tie goes to the earlier weight. With all weights at zero the first takes everything.

    :raises ValueError: if there are no weights, or one is negative.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be a non-empty sequence of numbers that are not negative")
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    parts = [total * weight // whole for weight in weights]
    rests = [total * weight % whole for weight in weights]
    left = total - sum(parts)
    for index in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[:left]:
        parts[index] += 1
    return parts


def taxes_in(gross_clp: int, tax_class: TaxClass) -> Taxes:
    """This will take the taxes out of a price that includes them: both have the same net base and do not compound.

    Each tax is rounded half up; the net is what remains, so that the three always add up to `gross_clp`.
    """
    rate_ila = ILA_PER_MILLE[tax_class]
    net = Fraction(gross_clp * 1000, 1000 + IVA_PER_MILLE + rate_ila)
    iva = _half_up(net * IVA_PER_MILLE / 1000)
    ila = _half_up(net * rate_ila / 1000)
    return Taxes(net_clp=gross_clp - iva - ila, iva_clp=iva, ila_clp=ila)


def _half_up(amount: Fraction) -> int:
    return int((amount * 2 + 1) // 2)
