"""Who is who in an association."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from coops.models import Mandate, Membership, Role, StatutesAcceptance
from coops.queries.access import current_statutes, roles_in_association
from coops.queries.suspensions import suspension_now, suspension_of
from lib.access import can
from lib.errors import NotFound

_WITH_MARKS, _WITHOUT = "áéíóúüñ", "aeiouun"


class _Plain(Func):
    """Small letters without the marks of Spanish: who looks for «cortes» finds Cortés."""

    function = "TRANSLATE"
    output_field = CharField()

    def __init__(self, expression: Any) -> None:
        super().__init__(Lower(expression), Value(_WITH_MARKS), Value(_WITHOUT))


def members(association_id: UUID, *, search: str = "", accepted: bool | None = None) -> QuerySet[Membership]:
    """This will return the memberships of an association, to be paged and given to `member_rows`.

    `search` looks into the member's name and place and the names of who acts for it; `accepted` keeps those who have
    accepted the current statutes, or have not.
    """
    found = Membership.objects.belonging().filter(association_id=association_id).select_related("producer")
    found = found.annotate(**suspension_now())
    for word in search.split():
        found = found.filter(_mentions(word))
    if accepted is not None:
        yes = Exists(
            StatutesAcceptance.objects.filter(statutes=current_statutes(association_id), membership=OuterRef("pk"))
        )
        found = found.filter(yes if accepted else ~yes)
    return found


def _mentions(word: str) -> Q:
    plain = word.lower().translate(str.maketrans(_WITH_MARKS, _WITHOUT))
    own = _Plain(Concat(F("producer__name"), Value(" "), F("producer__locality")))
    people = (
        Mandate.objects.live()
        .filter(producer_id=OuterRef("producer_id"))
        .annotate(plain=_Plain(F("person__name")))
        .filter(plain__contains=plain)
    )
    return Q(pk__in=Membership.objects.annotate(plain=own).filter(plain__contains=plain).values("pk")) | Q(
        Exists(people)
    )


def member(association_id: UUID, membership_id: UUID) -> Membership:
    """This will return one membership of an association.

    :raises NotFound: if it has no such one.
    """
    found = members(association_id).filter(pk=membership_id).first()
    if found is None:
        raise NotFound
    return found


def member_rows(memberships: Sequence[Membership], *, person_id: UUID) -> list[dict[str, Any]]:
    """This will return what members see of members; all of one association."""
    if not memberships:
        return []
    association_id = memberships[0].association_id
    people: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    mandates = Mandate.objects.live().filter(producer_id__in={row.producer_id for row in memberships})
    for mandate in mandates.select_related("person").order_by("starts_at", "pk"):
        people[mandate.producer_id].append({"id": mandate.person_id, "name": mandate.person.name, "kind": mandate.kind})
    held: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for office in offices(association_id):
        held[office["person_id"]].append(office)
    reasons = bool(can(roles_in_association(person_id, association_id), "coops_suspendMember"))
    acceptances = current_statutes(association_id).acceptances.filter(membership__in=memberships)
    accepted = dict(acceptances.values_list("membership_id", "accepted_at"))
    return [
        {
            "id": row.pk,
            "producer_id": row.producer_id,
            "name": row.producer.name,
            "initials": row.producer.initials,
            "comuna": row.producer.comuna,
            "locality": row.producer.locality,
            "number": row.number,
            "joined_at": row.joined_at,
            "accepted_statutes": row.pk in accepted,
            "accepted_at": accepted.get(row.pk),
            "people": people[row.producer_id],
            "roles": [office for who in people[row.producer_id] for office in held[who["id"]]],
            "mine": (mine := any(who["id"] == person_id for who in people[row.producer_id])),
            "suspension": suspension_of(row, with_reason=reasons or mine),
        }
        for row in memberships
    ]


def offices(association_id: UUID) -> list[dict[str, Any]]:
    """This will return the offices of an association that are held now, oldest first."""
    live = Role.objects.live().filter(association_id=association_id).order_by("starts_at", "pk")
    rows = live.values("id", "role", "person_id", "starts_at", person_name=F("person__name"))
    return [dict(row) for row in rows]
