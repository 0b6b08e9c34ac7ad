"""Who hears of a helper: the member's people, the helper, and the board. Nobody else's screens."""

from __future__ import annotations

from coops.queries.offices import people_in_office
from helpers.models import Helper
from lib.access import BOARD


def of(helper: Helper) -> list[str]:
    """This will return the streams of those whom it concerns."""
    people = set(people_in_office(helper.association_id, BOARD))
    if helper.person_id is not None:
        people.add(helper.person_id)
    return [f"producer:{helper.producer_id}", *(f"user:{person}" for person in sorted(people))]
