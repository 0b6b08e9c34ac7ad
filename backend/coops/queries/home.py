"""What a person belongs to and what it asks of her: three statements, however many associations there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import Person
from coops.models import (
    Association,
    Invitation,
    Mandate,
    MandateOffer,
    Membership,
    Producer,
    Role,
    Statutes,
    StatutesAcceptance,
)
from coops.queries.access import FOUNDER, MEMBER
from coops.queries.pages import can_in
from events.feed import PositionOf


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMembership:
    """A membership of a producer that the person acts for."""

    producer_id: UUID
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An association that the person has a part in, and what she may do there."""

    association: Association
    memberships: Sequence[OwnMembership]
    roles: frozenset[str]
    can: frozenset[str]
    statutes_id: UUID
    statutes_version: int
    # Members who have accepted the current statutes; all members; invitations that wait.
    accepted: int
    members: int
    invited: int


def standings(person_id: UUID, association_ids: Sequence[UUID]) -> list[Standing]:
    """This will return those of these associations that the person has a part in, oldest first, in one statement."""
    mine = Membership.objects.active().of_person(person_id)
    offices = Role.objects.live().filter(person_id=person_id)
    here = Membership.objects.active().filter(association=OuterRef("pk"))
    newest = Statutes.objects.filter(association=OuterRef("pk")).order_by("-version")
    yes = StatutesAcceptance.objects.filter(
        membership=OuterRef("pk"),
        statutes=Subquery(
            Statutes.objects.filter(association=OuterRef("association")).order_by("-version").values("pk")[:1]
        ),
    )
    of_association = {"association": OuterRef("pk")}
    found = Association.objects.filter(pk__in=association_ids).annotate(
        own_offices=ArraySubquery(offices.filter(**of_association).order_by("role").values("role")),
        own_memberships=ArraySubquery(
            mine.filter(**of_association)
            .order_by("number")
            .values(json=JSONObject(producer_id="producer_id", accepted=Exists(yes)))
        ),
        statutes_id=Subquery(newest.values("pk")[:1]),
        statutes_version=Subquery(newest.values("version")[:1]),
        accepted=_count(here.filter(Exists(yes))),
        members=_count(here),
        invited=_count(Invitation.objects.waiting().filter(**of_association)),
    )
    standings = [_standing(association) for association in found.order_by("created_at", "pk")]
    return [standing for standing in standings if standing.roles]


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("association").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _standing(association: Any) -> Standing:
    roles = set(association.own_offices)
    if association.own_memberships:
        roles.add(MEMBER)
        if association.is_forming:
            roles.add(FOUNDER)
    held = frozenset(roles)
    return Standing(
        association=association,
        memberships=[
            OwnMembership(producer_id=UUID(row["producer_id"]), accepted=row["accepted"])
            for row in association.own_memberships
        ],
        roles=held,
        can=frozenset(can_in(association, held)),
        statutes_id=association.statutes_id,
        statutes_version=association.statutes_version,
        accepted=association.accepted,
        members=association.members,
        invited=association.invited,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that went to an address of the person: to join an association, or to act for a producer."""

    kind: str
    id: UUID
    by: str
    until: datetime
    name: str
    slug: str | None


def questions_to(person_id: UUID) -> list[Asked]:
    """This will return the invitations and mandates that wait for the person's answer, in one statement."""
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True).values("email")
    invitations = (
        Invitation.objects.waiting()
        .filter(email__in=proved)
        .values_list("id", "invited_by__name", "expires_at", "association__name", "association__slug")
    )
    mandates = (
        MandateOffer.objects.waiting()
        .filter(email__in=proved)
        .values_list("id", "offered_by__name", "expires_at", "producer__name", F("email"))
    )
    return [
        # The fifth column tells the two apart: only an address holds an @.
        Asked(
            kind="answer_mandate" if "@" in fifth else "answer_invitation",
            id=pk,
            by=by,
            until=until,
            name=name,
            slug=None if "@" in fifth else fifth,
        )
        for pk, by, until, name, fifth in invitations.union(mandates, all=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """What a person's Home is about: the producers that she acts for, the associations that she has a part in, and the
    numbers of all their streams and her own as they stood before anything else was read.
    """

    producers: Sequence[Producer]
    association_ids: Sequence[UUID]
    positions: Mapping[str, int]


def belongings(person_id: UUID) -> Belongings:
    """This will return them in one statement, producers oldest first."""
    live = Mandate.objects.live().filter(person_id=person_id)
    member_of = Membership.objects.active().of_person(person_id)
    offices = Role.objects.live().filter(person_id=person_id)
    nothing = Value("", output_field=CharField())
    own = Person.objects.filter(pk=person_id).values_list(
        _said("user"), "pk", nothing, nothing, PositionOf("user", F("pk"))
    )
    producers = Producer.objects.filter(pk__in=live.values("producer_id")).values_list(
        _said("producer"), "pk", "name", "initials", PositionOf("producer", F("pk"))
    )
    associations = (
        rows.values_list(
            _said("association"), "association_id", nothing, nothing, PositionOf("association", F("association_id"))
        )
        for rows in (member_of, offices)
    )
    rows = sorted(own.order_by().union(producers.order_by(), *(rows.order_by() for rows in associations)))
    return Belongings(
        producers=[
            Producer(id=pk, name=name, initials=short) for what, pk, name, short, _ in rows if what == "producer"
        ],
        association_ids=[pk for what, pk, *_ in rows if what == "association"],
        positions={f"{what}:{pk}": seq for what, pk, _, _, seq in rows},
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())


def to_invite(standing: Standing) -> int:
    """This will return how many founders are neither members nor asked yet. Who has only to accept anew is not asked."""
    return max(0, standing.association.founders_required - standing.members - standing.invited)


def association_tasks(standings: Iterable[Standing]) -> list[dict[str, Any]]:
    """This will return what the associations themselves ask of the person."""
    tasks: list[dict[str, Any]] = []
    for standing in standings:
        waiting = [row.producer_id for row in standing.memberships if not row.accepted]
        said = {"association_id": standing.association.pk}
        if waiting and "coops_acceptStatutes" in standing.can:
            tasks.append(
                {
                    "kind": "accept_statutes",
                    **said,
                    "producer_ids": waiting,
                    "statutes": {"id": standing.statutes_id, "version": standing.statutes_version},
                }
            )
        if not standing.association.is_forming:
            continue
        founders = {"have": standing.accepted, "need": standing.association.founders_required}
        if "coops_invite" in standing.can and to_invite(standing):
            tasks.append({"kind": "invite_founders", **said, **founders, "units": to_invite(standing)})
        elif founders["have"] < founders["need"] and not waiting:
            tasks.append({"kind": "wait_for_founders", **said, **founders, "units": standing.invited})
    return tasks
