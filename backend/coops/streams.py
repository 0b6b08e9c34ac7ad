"""Who may read the streams of an association and of a producer; asked for many sockets at once."""

from __future__ import annotations

from coops.models import Mandate, Membership, Role
from coops.queries.own_goods import ACTING
from events import streams
from events.streams import Pair


def _association_readable(pairs: set[Pair]) -> set[Pair]:
    """Members by mandate, suspended ones too, and holders of a live role."""
    people, associations = {person for person, _ in pairs if person}, {found for _, found in pairs if found}
    members = (
        Membership.objects.belonging()
        .filter(
            association_id__in=associations,
            producer__mandates__in=Mandate.objects.live().filter(person_id__in=people),
        )
        .values_list("producer__mandates__person_id", "association_id")
    )
    officers = (
        Role.objects.live()
        .filter(association_id__in=associations, person_id__in=people)
        .values_list("person_id", "association_id")
    )
    return pairs.intersection(members.union(officers))


def _producer_readable(pairs: set[Pair]) -> set[Pair]:
    """Whoever holds a live mandate, or the office that acts for what an association makes itself."""
    people, producers = {person for person, _ in pairs if person}, {found for _, found in pairs if found}
    mandates = Mandate.objects.live().filter(producer_id__in=producers, person_id__in=people)
    offices = Role.objects.live().filter(association__own_producer__in=producers, person_id__in=people, role__in=ACTING)
    found = mandates.values_list("person_id", "producer_id").union(
        offices.values_list("person_id", "association__own_producer")
    )
    return pairs.intersection(found)


def register() -> None:
    """This will register both policies."""
    streams.register("association", _association_readable)
    streams.register("producer", _producer_readable)
