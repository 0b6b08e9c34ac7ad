"""Who acts for whom, who belongs where, and in which role."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, CharField, F, QuerySet, Value, When

from accounts.queries import person_with_address
from coops.models import (
    SUSPENDED_NOW,
    Association,
    Invitation,
    Mandate,
    MandateOffer,
    Membership,
    Producer,
    Role,
    Statutes,
)
from coops.queries.own_goods import acting_offices, own_producers
from lib.access import MEMBER, SUSPENDED
from lib.actor import Actor
from lib.errors import NotFound

FOUNDER = "founder"
PRODUCER = "producer"
OWNER = "owner"
# Who acts by office for what her association makes itself; while it is closed she only looks after what is there.
MAKER = "maker"
KEEPER = "keeper"
INVITED = "invited"
ASKED = "asked"


def producer(producer_id: UUID) -> Producer:
    """This will return the producer.

    :raises NotFound: if there is none.
    """
    found = Producer.objects.filter(pk=producer_id).first()
    if found is None:
        raise NotFound
    return found


def active_member(association_id: UUID, producer_id: UUID) -> Membership | None:
    """This will return the producer's membership in force, or None."""
    return Membership.objects.active().filter(association_id=association_id, producer_id=producer_id).first()


def belongs(association_id: UUID, producer_id: UUID) -> bool:
    """This will say whether the producer is a member, suspended or not."""
    return Membership.objects.belonging().filter(association_id=association_id, producer_id=producer_id).exists()


def member_producers(association_id: UUID) -> QuerySet[Membership, UUID]:
    """This will return the producers that are members, suspended or not, to ask a statement about."""
    return Membership.objects.belonging().filter(association_id=association_id).values_list("producer_id", flat=True)


def producers_of(person_id: UUID) -> list[UUID]:
    """This will return the producers that the person acts for now, by mandate or by office, oldest first."""
    mandates = Mandate.objects.live().filter(person_id=person_id).values_list("producer_id", flat=True)
    by_office = own_producers(person_id).values_list("pk", flat=True)
    return sorted(mandates.union(by_office))


def acts_for(actor: Actor, producer_id: UUID) -> bool:
    """This will say whether the actor may act for the producer now: by a mandate, by an office of the association that
    the producer is, or as the helper who stands in for it.
    """
    if actor.via == "system":
        return True
    if actor.helped_by is not None:
        return actor.producer_id == producer_id
    return actor.person_id is not None and producer_id in producers_of(actor.person_id)


def owned_producers(person_id: UUID) -> list[UUID]:
    """This will return the producers that the person owns now, alone or with others."""
    own = Mandate.objects.live().filter(person_id=person_id, kind=Mandate.Kind.OWNER)
    return list(own.order_by("producer_id").values_list("producer_id", flat=True))


def owned_alone(person_id: UUID) -> list[UUID]:
    """This will return the producers that nobody but the person owns."""
    owners = Mandate.objects.live().filter(kind=Mandate.Kind.OWNER)
    others = owners.exclude(person_id=person_id).values("producer_id")
    own = owners.filter(person_id=person_id).exclude(producer_id__in=others)
    return list(own.order_by("producer_id").values_list("producer_id", flat=True))


def people_of(producer_id: UUID) -> list[UUID]:
    """This will return the persons who act for the producer now, by mandate or by office."""
    mandates = Mandate.objects.live().filter(producer_id=producer_id).values_list("person_id", flat=True)
    by_office = acting_offices(producer_id).values_list("person_id", flat=True)
    return sorted(mandates.union(by_office))


def members_people(association_id: UUID) -> list[UUID]:
    """This will return the persons to tell when something happens in the association: those who act for members."""
    members = Membership.objects.active().filter(association_id=association_id)
    mandates = Mandate.objects.live().filter(producer_id__in=members.values("producer_id"))
    return list(mandates.order_by("person_id").values_list("person_id", flat=True).distinct())


def invited_person(invitation_id: UUID) -> UUID | None:
    """This will return the person to whose proved address the invitation went, or None."""
    email = Invitation.objects.filter(pk=invitation_id).values_list("email", flat=True).first()
    return None if email is None else person_with_address(email)


def may_sell(association_id: UUID) -> bool:
    """This will say whether the association is constituted: only then may it open offers."""
    return Association.objects.filter(pk=association_id, status=Association.Status.CONSTITUTED).exists()


def is_forming(association_id: UUID) -> bool:
    """This will say whether the association still gathers its founders."""
    return Association.objects.filter(pk=association_id, status=Association.Status.FORMING).exists()


def current_statutes(association_id: UUID) -> Statutes:
    """This will return the version that members accept now.

    :raises NotFound: if there is no such association.
    """
    newest = (
        Statutes.objects.filter(association_id=association_id).select_related("document").order_by("-version").first()
    )
    if newest is None:
        raise NotFound
    return newest


def roles_in_association(person_id: UUID, object_id: UUID) -> frozenset[str]:
    """This will return a person's roles in an association; empty if she has nothing to do with it.

    `member` follows from a producer's active membership and a live mandate, `founder` too while it forms; of a member
    that is suspended only `suspended` is left.
    """
    member = (
        Membership.objects.belonging()
        .of_person(person_id)
        .filter(association_id=object_id)
        .values_list(
            Case(When(SUSPENDED_NOW, then=Value(SUSPENDED)), default=Value(MEMBER), output_field=CharField()),
            F("association__status"),
        )
    )
    offices = (
        Role.objects.live()
        .filter(association_id=object_id, person_id=person_id)
        .values_list("role", F("association__status"))
    )
    found: set[str] = set()
    for role, status in member.union(offices):
        found.add(role)
        if role == MEMBER and status == Association.Status.FORMING:
            found.add(FOUNDER)
    return frozenset(found)


def roles_for_producer(person_id: UUID, object_id: UUID) -> frozenset[str]:
    """This will return `producer` if the person acts for it now, with `owner` if she owns it, and nothing otherwise.

    For what her association makes itself it is `maker`, or `keeper` while the association is closed, and never what a
    producer of people may: whoever opens an operation to them has to say so.
    """
    mandates = Mandate.objects.live().filter(person_id=person_id, producer_id=object_id)
    offices = acting_offices(object_id).filter(person_id=person_id)
    found = mandates.values_list("kind", flat=True).union(offices.values_list("association__status", flat=True))
    held = next(iter(found), None)
    if held is None:
        return frozenset()
    if held in Mandate.Kind.values:
        return frozenset({PRODUCER, OWNER} if held == Mandate.Kind.OWNER else {PRODUCER})
    return frozenset({MAKER if held == Association.Status.CONSTITUTED else KEEPER})


def roles_as_invited(person_id: UUID, object_id: UUID) -> frozenset[str]:
    """This will return `invited` if the invitation went to an address that the person has proved."""
    return frozenset({INVITED}) if invited_person(object_id) == person_id else frozenset()


def roles_as_asked(person_id: UUID, object_id: UUID) -> frozenset[str]:
    """This will return `asked` if an owner asked an address that the person has proved."""
    email = MandateOffer.objects.filter(pk=object_id).values_list("email", flat=True).first()
    asked = None if email is None else person_with_address(email)
    return frozenset({ASKED}) if asked == person_id else frozenset()
