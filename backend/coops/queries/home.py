"""What a person belongs to and what it asks of her: three statements, however many associations there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import Person
from coops.models import (
    SUSPENDED_NOW,
    Application,
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
from coops.queries.access import FOUNDER
from coops.queries.own_goods import own_producers
from coops.queries.pages import can_in
from events.feed import PositionOf
from lib.access import MEMBER, SUSPENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMembership:
    """A membership of a producer that the person acts for."""

    producer_id: UUID
    accepted: bool
    suspended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An association that the person has a part in, and what she may do there."""

    association: Association
    memberships: Sequence[OwnMembership]
    roles: frozenset[str]
    can: frozenset[str]
    statutes_id: UUID
    statutes_version: int
    review_on: date | None
    # Members who have accepted the current statutes; all members; invitations and applications that wait.
    accepted: int
    members: int
    invited: int
    applied: int


def standings(person_id: UUID, association_ids: Sequence[UUID]) -> list[Standing]:
    """This will return those of these associations that the person has a part in, oldest first, in one statement."""
    mine = Membership.objects.belonging().of_person(person_id)
    offices = Role.objects.live().filter(person_id=person_id)
    here = Membership.objects.belonging().filter(association=OuterRef("pk"))
    newest = Statutes.objects.filter(association=OuterRef("pk")).order_by("-version")
    yes = StatutesAcceptance.objects.filter(
        membership=OuterRef("pk"),
        statutes=Subquery(
            Statutes.objects.filter(association=OuterRef("association")).order_by("-version").values("pk")[:1]
        ),
    )
    of_association = {"association": OuterRef("pk")}
    # Which version is the newest is asked once for each association, and not for each of its members.
    ruling = Statutes.objects.filter(association=OuterRef(OuterRef("pk"))).order_by("-version").values("pk")[:1]
    accepted = StatutesAcceptance.objects.filter(statutes=Subquery(ruling), **of_association)
    found = Association.objects.filter(pk__in=association_ids).annotate(
        own_offices=ArraySubquery(offices.filter(**of_association).order_by("role").values("role")),
        own_memberships=ArraySubquery(
            mine.filter(**of_association)
            .order_by("number")
            .annotate(now_suspended=_NOW_SUSPENDED)
            .values(json=JSONObject(producer_id="producer_id", accepted=Exists(yes), suspended="now_suspended"))
        ),
        statutes_id=Subquery(newest.values("pk")[:1]),
        statutes_version=Subquery(newest.values("version")[:1]),
        review_on=Subquery(newest.values("review_on")[:1]),
        accepted=_count(accepted.exclude(membership__status=Membership.Status.ENDED)),
        members=_count(here),
        invited=_count(Invitation.objects.waiting().filter(**of_association)),
        applied=_count(Application.objects.filter(state=Application.State.WAITING, **of_association)),
    )
    standings = [_standing(association) for association in found.order_by("created_at", "pk")]
    return [standing for standing in standings if standing.roles]


_NOW_SUSPENDED = ExpressionWrapper(SUSPENDED_NOW, output_field=BooleanField())


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("association").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _standing(association: Any) -> Standing:
    roles = set(association.own_offices)
    if all(row["suspended"] for row in association.own_memberships):
        roles |= {SUSPENDED} if association.own_memberships else set()
    else:
        roles.add(MEMBER)
        if association.is_forming:
            roles.add(FOUNDER)
    held = frozenset(roles)
    return Standing(
        association=association,
        memberships=[
            OwnMembership(producer_id=UUID(row["producer_id"]), accepted=row["accepted"], suspended=row["suspended"])
            for row in association.own_memberships
        ],
        roles=held,
        can=frozenset(can_in(association, held)),
        statutes_id=association.statutes_id,
        statutes_version=association.statutes_version,
        review_on=association.review_on,
        accepted=association.accepted,
        members=association.members,
        invited=association.invited,
        applied=association.applied,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that went to an address of the person, to join an association or to act for a producer; or one of her
    own that waits for an association's answer.
    """

    kind: str
    id: UUID
    by: str | None
    until: datetime | None
    name: str
    slug: str | None


def questions_to(person_id: UUID) -> list[Asked]:
    """This will return what waits for the person's answer, and the applications with which she waits for another's, in
    one statement.
    """
    nothing = Value("", output_field=CharField())
    never = Value(None, output_field=DateTimeField())
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True).values("email")
    invitations = (
        Invitation.objects.waiting()
        .filter(email__in=proved)
        .values_list(
            _said("answer_invitation"), "id", "invited_by__name", "expires_at", "association__name", "association__slug"
        )
    )
    mandates = (
        MandateOffer.objects.waiting()
        .filter(email__in=proved)
        .values_list(_said("answer_mandate"), "id", "offered_by__name", "expires_at", "producer__name", nothing)
    )
    own = Mandate.objects.live().filter(person_id=person_id).values("producer_id")
    applications = (
        Application.objects.unanswered()
        .filter(producer_id__in=own)
        .values_list(_said("wait_for_admission"), "id", "state", never, "association__name", "association__slug")
    )
    return [
        Asked(
            kind="wait_for_vote" if by == Application.State.VOTING else kind,
            id=pk,
            by=None if kind == "wait_for_admission" else by,
            until=until,
            name=name,
            slug=slug or None,
        )
        for kind, pk, by, until, name, slug in invitations.union(mandates, applications, all=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """What a person's Home is about: the producers that she acts for, by mandate or by office (these with their
    `association_id`), the associations that she has a part in, and the numbers of all their streams and her own as they
    stood before anything else was read.
    """

    producers: Sequence[Producer]
    association_ids: Sequence[UUID]
    positions: Mapping[str, int]


def belongings(person_id: UUID) -> Belongings:
    """This will return them in one statement, producers oldest first."""
    live = Mandate.objects.live().filter(person_id=person_id)
    member_of = Membership.objects.belonging().of_person(person_id)
    offices = Role.objects.live().filter(person_id=person_id)
    nothing = Value("", output_field=CharField())
    nobody = Value(None, output_field=UUIDField())
    own = Person.objects.filter(pk=person_id).values_list(
        _said("user"), "pk", nothing, nothing, PositionOf("user", F("pk")), nobody
    )
    producers = (
        rows.values_list(_said("producer"), "pk", "name", "initials", PositionOf("producer", F("pk")), "association_id")
        for rows in (Producer.objects.filter(pk__in=live.values("producer_id")), own_producers(person_id))
    )
    associations = (
        rows.values_list(
            _said("association"),
            "association_id",
            nothing,
            nothing,
            PositionOf("association", F("association_id")),
            nobody,
        )
        for rows in (member_of, offices)
    )
    rows = sorted(own.order_by().union(*(rows.order_by() for rows in (*producers, *associations))))
    return Belongings(
        producers=[
            Producer(id=pk, name=name, initials=short, association_id=itself)
            for what, pk, name, short, _, itself in rows
            if what == "producer"
        ],
        association_ids=[pk for what, pk, *_ in rows if what == "association"],
        positions={f"{what}:{pk}": seq for what, pk, _, _, seq, _ in rows},
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())


def to_invite(standing: Standing) -> int:
    """This will return how many founders are neither members nor asked yet. Who has only to accept anew is not asked."""
    return max(0, standing.association.founders_required - standing.members - standing.invited)


def association_tasks(standings: Iterable[Standing], *, today: date) -> list[dict[str, Any]]:
    """This will return what the associations themselves ask of the person. `today` is the region's."""
    tasks: list[dict[str, Any]] = []
    for standing in standings:
        waiting = [row.producer_id for row in standing.memberships if not (row.accepted or row.suspended)]
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
        if standing.applied and "coops_refuseApplication" in standing.can:
            tasks.append({"kind": "answer_applications", **said, "units": standing.applied})
        if standing.review_on and standing.review_on <= today and "coops_setStatutesReview" in standing.can:
            tasks.append(
                {
                    "kind": "review_statutes",
                    **said,
                    "statutes": {"id": standing.statutes_id, "version": standing.statutes_version},
                    "until": standing.review_on.isoformat(),
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
