from __future__ import annotations

from django.db.models import Q

from events.streams import Pair
from tests.flows.spine_app.models import Membership


def own_stream(pairs: set[Pair]) -> set[Pair]:
    return {(person_id, stream_id) for person_id, stream_id in pairs if person_id and person_id == stream_id}


def members_only(pairs: set[Pair]) -> set[Pair]:
    asked = Q(person_id__in={person for person, _id in pairs}, association_id__in={key for _person, key in pairs})
    found = Membership.objects.filter(asked).values_list("person_id", "association_id")
    return pairs & {(person_id, association_id) for person_id, association_id in found}
