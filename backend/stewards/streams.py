"""While a steward may read an association she follows it live too; the hubs ask again every two seconds."""

from __future__ import annotations

from events import streams
from events.streams import Pair
from stewards.models import Reading


def _readable(pairs: set[Pair]) -> set[Pair]:
    people, associations = {person for person, _ in pairs if person}, {found for _, found in pairs if found}
    readings = Reading.objects.live().filter(steward_id__in=people, association_id__in=associations)
    return pairs.intersection(readings.values_list("steward_id", "association_id"))


def register() -> None:
    """This will widen the policy of associations' streams."""
    streams.widen("association", _readable)
