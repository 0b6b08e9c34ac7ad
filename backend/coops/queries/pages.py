"""What the screens of an association show, each in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from coops.models import (
    Application,
    Association,
    Invitation,
    Mandate,
    Membership,
    Producer,
    Role,
    Statutes,
    StatutesAcceptance,
)
from coops.permissions import IN_ASSOCIATION
from coops.queries.access import FOUNDER, current_statutes, roles_in_association
from coops.queries.members import offices
from coops.queries.own_goods import ACTING
from coops.queries.statutes import current_file
from coops.queries.suspensions import standstill, suspension_now, suspension_of
from coops.tokens import token_hash
from lib.access import MEMBER, SUSPENDED, can
from lib.clock import database_now
from lib.errors import NotFound


def directory(*, comuna: str = "", kind: str = "", search: str = "") -> QuerySet[Association]:
    """This will return the constituted associations that match, with `member_count`."""
    found = Association.objects.filter(status=Association.Status.CONSTITUTED)
    if comuna:
        found = found.filter(comuna=comuna)
    if kind:
        found = found.filter(kind=kind)
    if search:
        found = found.filter(name__icontains=search)
    return _with_member_count(found)


def visible_association(person_id: UUID | None, **lookup: Any) -> Association:
    """This will return an association that the person (None: a guest) may look at, with `member_count`.

    :raises NotFound: if there is none, or it was never constituted and the person has no part in it.
    """
    association = _with_member_count(Association.objects.filter(**lookup)).first()
    if association is None:
        raise NotFound
    if not association.is_public and not (person_id and roles_in_association(person_id, association.pk)):
        raise NotFound
    return association


def _with_member_count(associations: QuerySet[Association]) -> QuerySet[Association]:
    belonging = Q(memberships__status__in=[Membership.Status.ACTIVE, Membership.Status.SUSPENDED])
    return associations.annotate(member_count=Count("memberships", filter=belonging))


def workspace(person_id: UUID, association_id: UUID) -> dict[str, Any]:
    """This will return what a member sees on entering the association.

    :raises NotFound: if there is no such association.
    """
    association = Association.objects.filter(pk=association_id).annotate(standstill=standstill()).first()
    if association is None:
        raise NotFound
    roles = roles_in_association(person_id, association_id)
    statutes = current_statutes(association_id)
    belonging = Membership.objects.belonging().filter(association_id=association_id)
    counted = belonging.aggregate(members=Count("pk"), accepted=Count("pk", filter=_accepts(statutes)))
    mine = list(
        belonging.of_person(person_id)
        .annotate(accepted_statutes=_accepts(statutes), **suspension_now())
        .order_by("number")
        .values("id", "producer_id", "number", "accepted_statutes", "suspended", "until", "suspension_reason")
    )
    may = can_in(association, roles)
    return {
        "association": association,
        "founders": {"have": counted["accepted"], "need": association.founders_required},
        "statutes": {
            "id": statutes.pk,
            "version": statutes.version,
            "text": statutes.text,
            "document": statutes.document,
            "changes": statutes.changes,
            "created_at": statutes.created_at,
            "adopted_at": statutes.adopted_at,
            "review_on": statutes.review_on,
            "accepted": counted["accepted"],
            "accepted_by_me": bool(mine) and all(row["accepted_statutes"] or row["suspended"] for row in mine),
        },
        "memberships": [{**row, "suspension": suspension_of(row)} for row in mine],
        "roles": sorted(roles),
        "can": may,
        "offices": offices(association_id),
        "suspension": association.standstill,
        "counts": {
            "members": counted["members"],
            "open_invitations": Invitation.objects.waiting().filter(association_id=association_id).count(),
            "open_applications": _open_applications(association_id) if "coops_listApplications" in may else None,
        },
    }


def _open_applications(association_id: UUID) -> int:
    return Application.objects.unanswered().filter(association_id=association_id).count()


def _accepts(statutes: Statutes) -> Exists:
    return Exists(StatutesAcceptance.objects.filter(statutes=statutes, membership=OuterRef("pk")))


def can_in(association: Association, roles: frozenset[str]) -> list[str]:
    """This will return the operations of this room that the roles open in the association as it stands."""
    names = can(roles, *IN_ASSOCIATION)
    closed = set()
    if association.status not in (Association.Status.FORMING, Association.Status.CONSTITUTED):
        closed |= {
            "coops_updateAssociation",
            "coops_makeGoods",
            "coops_publishStatutes",
            "coops_acceptStatutes",
            "coops_sendStatutesDocument",
            "coops_setStatutesReview",
            "coops_invite",
            "coops_giveRole",
            "coops_suspendMember",
            "coops_setAdmission",
            "coops_acceptApplication",
        }
    if association.is_forming:
        closed |= {"coops_makeGoods"}
    return [name for name in names if name not in closed]


def invitations(association_id: UUID) -> QuerySet[Invitation]:
    """This will return an association's invitations, to be paged."""
    return Invitation.objects.filter(association_id=association_id).select_related("invited_by")


def invitation_page(token: str) -> dict[str, Any]:
    """This will return what whoever holds the link may know before answering.

    :raises NotFound: if no invitation has this token.
    """
    return _invitation_page(token_hash=token_hash(token))


def own_invitation(invitation_id: UUID) -> dict[str, Any]:
    """This will return the same for the person to whose address the invitation went.

    :raises NotFound: if there is none.
    """
    return _invitation_page(pk=invitation_id)


def invitation_statutes(token: str) -> tuple[bytes, str]:
    """This will return the statutes that an open invitation's link asks to accept as a file, with its kind.

    :raises NotFound: if no open invitation has this token.
    """
    return _statutes_of(token_hash=token_hash(token))


def own_invitation_statutes(invitation_id: UUID) -> tuple[bytes, str]:
    """This will return the same for the person to whose address the invitation went.

    :raises NotFound: if there is no such open one.
    """
    return _statutes_of(pk=invitation_id)


def _statutes_of(**which: Any) -> tuple[bytes, str]:
    invitation = Invitation.objects.waiting().filter(**which).first()
    if invitation is None:
        raise NotFound
    return current_file(invitation.association_id)


def _invitation_page(**which: Any) -> dict[str, Any]:
    invitation = Invitation.objects.filter(**which).select_related("association", "invited_by").first()
    if invitation is None:
        raise NotFound
    statutes = current_statutes(invitation.association_id)
    founders = Membership.objects.active().filter(
        association_id=invitation.association_id, acceptances__statutes=statutes
    )
    return {
        "state": invitation.state(database_now()),
        "expires_at": invitation.expires_at,
        "invited_by": invitation.invited_by.name,
        "association": invitation.association,
        "founders": {"have": founders.count(), "need": invitation.association.founders_required},
        "statutes": statutes,
    }


def my_producers(person_id: UUID | None) -> list[Producer]:
    """This will return the producers that a person acts for; none for a guest."""
    if person_id is None:
        return []
    acted_for = Mandate.objects.live().filter(person_id=person_id)
    return list(Producer.objects.filter(pk__in=acted_for.values("producer_id")).order_by("pk"))


def my_associations(person_id: UUID | None) -> list[dict[str, Any]]:
    """This will return the associations in which a person has a part, with her roles and what they open."""
    if person_id is None:
        return []
    producers: dict[UUID, UUID] = {}
    roles: dict[UUID, set[str]] = defaultdict(set)
    for association_id, producer_id, suspended in _memberships_of(person_id):
        roles[association_id].add(SUSPENDED if suspended else MEMBER)
        if not suspended:
            producers.setdefault(association_id, producer_id)
    for association_id, role in Role.objects.live().filter(person_id=person_id).values_list("association_id", "role"):
        roles[association_id].add(role)
    answer = []
    found = Association.objects.filter(pk__in=roles).annotate(makes_as=F("own_producer__pk"))
    for association in found.order_by("created_at", "pk"):
        held = roles[association.pk]
        if association.is_forming and MEMBER in held:
            held.add(FOUNDER)
        answer.append(
            {
                "association": association,
                "roles": sorted(held),
                "can": can_in(association, frozenset(held)),
                "producer_id": producers.get(association.pk),
                "own_producer_id": association.makes_as if held & set(ACTING) else None,
            }
        )
    return answer


def _memberships_of(person_id: UUID) -> Iterable[tuple[UUID, UUID, bool]]:
    rows = Membership.objects.belonging().of_person(person_id).annotate(**suspension_now()).order_by("number")
    found: Iterable[tuple[UUID, UUID, bool]] = rows.values_list("association_id", "producer_id", F("suspended"))
    return found
