"""How an offer's sold units are divided over the lots that were put into it: four rules, of which an association has one.

Every rule is made of two pure functions with the same parameters: `allocate` gives units to the lots one after the other
(forty orders of one divide like one of forty), `give_back` undoes units that were returned or that a lot fell short of.
Everything is an integer; the same input always gives the same split. Nothing here reads a clock or a database.

What is remembered stands in each lot's Share and outlives a withdrawal and a change of the rule: while another rule is
at work, balances of pro rata and turns of rotation stay as they are. `carry` must be called before a lot's weight, or
whether it takes part, is changed from outside (units come, go, are lost, or a certificate covers them no more); it is
the same under all rules, and does nothing where pro rata gave nothing since the last change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from catalog.shares import first_to_expire, least_sold, pro_rata, rotation
from catalog.shares.lines import Figures, figures
from catalog.shares.pro_rata import carry
from catalog.shares.share import MILLION, Share, given, percentages


class GiveBack(Protocol):
    """Undoes units of a lot's allocations; `to_stock` if they can be sold again."""

    def __call__(self, shares: Sequence[Share], share_id: UUID, units: int, *, to_stock: bool) -> list[Share]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to divide."""

    name: str
    allocate: Callable[[Sequence[Share], int], list[Share]]
    give_back: GiveBack


RULES = {
    module.NAME: Rule(module.NAME, module.allocate, module.give_back)
    for module in (pro_rata, rotation, first_to_expire, least_sold)
}
# What holds in an association that never chose.
USUAL = RULES[pro_rata.NAME]

__all__ = [
    "MILLION",
    "RULES",
    "USUAL",
    "Figures",
    "Rule",
    "Share",
    "carry",
    "figures",
    "given",
    "percentages",
]
