"""Which of the certificates behind a label decides how the whole stands: days and names on its page are of this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from origin.queries.origin_page import Backing

# From good to bad, as the telephone has them.
_WORSE: Final = ("valid", "not_yet", "expired", "suspended", "revoked")


def deciding(backings: Sequence[Backing]) -> Backing:
    """This will return each seal's best certificate, and of those the worst: a renewal stands before what it renewed.

    Where several stand alike, the one that holds longest speaks for its seal, and the seal that ends first for the whole.
    """
    best: dict[UUID, Backing] = {}
    for one in backings:
        known = best.setdefault(one.certificate.seal_id, one)
        if (_rank(one), -_ends(one)) < (_rank(known), -_ends(known)):
            best[one.certificate.seal_id] = one
    return max(best.values(), key=lambda one: (_rank(one), -_ends(one)))


def _rank(backing: Backing) -> int:
    return _WORSE.index(backing.state)


def _ends(backing: Backing) -> float:
    until = backing.certificate.valid_until
    return until.timestamp() if until is not None else 0.0
