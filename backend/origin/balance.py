"""Mass balance: certified output can't exceed certified input.

The unit rule. An input lot's certified units are those that its covers stand behind. Some of them may be sold as they
are, so only what exceeds the units that did not go into other lots counts as certified input: of a lot of 100 units, 60
of them certified and 70 used, 60 − 30 = 30. They are dealt to the lots that were made of it in the order in which these
were made, to each at most what it took. A seal says how many certified input units one certified output unit takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """A lot that went into others: `taken` lists (output lot, units) in the order in which those were made."""

    units: int
    used: int
    certified: int
    taken: Sequence[tuple[object, int]]

    @property
    def certified_used(self) -> int:
        """Certified units that surely went into other lots, however the rest was sold."""
        return max(0, min(self.certified, self.units) - (self.units - self.used))

    def certified_for(self, lot: object) -> int:
        """This will return how many certified units of it went into this lot."""
        left = self.certified_used
        for output, units in self.taken:
            given = min(units, left)
            if output == lot:
                return given
            left -= given
        return 0


def certified_input(inputs: Iterable[Input], lot: object) -> int:
    """This will return how many certified input units the lot was made of."""
    return sum(one.certified_for(lot) for one in inputs)


def most_output(certified: int, *, inputs: int, outputs: int) -> int:
    """This will return how many certified units of output these certified units of input allow."""
    return certified * outputs // inputs
