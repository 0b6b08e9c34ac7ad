"""From the first producer's idea to a constituted association."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Application, Association, Membership, Role, Statutes, StatutesAcceptance
from coops.queries import people_of
from coops.services import locks, offices
from coops.services.application_states import supersede
from coops.territory import comuna as known_comuna
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError
from lib.ids import new_id

MOST_FORMING_OF_A_PERSON: Final = 5


class TooManyForming(DomainError):
    """The person administers five associations that are still forming."""

    code = "too_many_forming_associations"
    title = _("Finish or leave the associations that you have started before starting another.")


class AlreadyMember(DomainError):
    """The producer belongs to the association."""

    code = "already_member"
    title = _("This producer is a member already.")


@transaction.atomic
def found_association(
    *, actor: Actor, producer_id: UUID, name: str, kind: str, purpose: str, comuna: str, statutes_text: str
) -> Association:
    """This will start an association: the producer is its first founder, the acting person its administrator.

    Founding is accepting: the founder's yes to the first version of the statutes is recorded with it.

    :raises NotFound: if the actor doesn't act for the producer.
    :raises ComunaUnknown: if the CUT code is none of the region.
    :raises TooManyForming: if the person has five unfinished ones.
    """
    person_id = locks.acting_person(actor, producer_id)
    known_comuna(comuna)
    unfinished = Role.objects.live().filter(
        person_id=person_id, role=Role.Name.ADMINISTRATOR, association__status=Association.Status.FORMING
    )
    if unfinished.count() >= MOST_FORMING_OF_A_PERSON:
        raise TooManyForming
    association = _create_with_free_slug(
        name=name,
        kind=kind,
        purpose=purpose,
        comuna=comuna,
        founders_required=settings.FOUNDERS_REQUIRED[kind],
    )
    statutes = Statutes.objects.create(
        association=association, version=1, text=statutes_text, published_by_id=person_id
    )
    outbox.record(
        events.AssociationFounded(
            association_id=association.pk,
            producer_id=producer_id,
            person_id=person_id,
            kind=kind,
            founders_required=association.founders_required,
        ),
        key=association.pk,
        streams=[f"association:{association.pk}", f"user:{person_id}"],
    )
    offices.give(association, person_id=person_id, role=Role.Name.ADMINISTRATOR, given_by=person_id)
    admit(association, producer_id=producer_id, acceptance=(person_id, statutes))
    return association


def admit(
    association: Association,
    *,
    producer_id: UUID,
    acceptance: tuple[UUID, Statutes] | None = None,
    application: Application | None = None,
) -> Membership:
    """This will make the producer a member: by founding, an invitation or an application. The association must be
    locked, or be new.

    `acceptance` is the person who accepts the statutes for it by joining; without, the member is asked to accept them.

    :raises AlreadyMember: if it is one.
    """
    if Membership.objects.belonging().filter(association=association, producer_id=producer_id).exists():
        raise AlreadyMember
    association.last_member_number += 1
    association.save(update_fields=["last_member_number"])
    membership = Membership.objects.create(
        association=association, producer_id=producer_id, number=association.last_member_number
    )
    people = people_of(producer_id)
    outbox.record(
        events.MemberJoined(
            association_id=association.pk,
            membership_id=membership.pk,
            producer_id=producer_id,
            number=membership.number,
            people=people,
        ),
        key=association.pk,
        streams=[
            f"association:{association.pk}",
            f"producer:{producer_id}",
            *(f"user:{person}" for person in people),
        ],
    )
    supersede(membership, by=application)
    if acceptance is not None:
        person_id, statutes = acceptance
        accept(association, statutes, membership, person_id)
        constitute_if_complete(association, statutes)
    return membership


def accept(association: Association, statutes: Statutes, membership: Membership, person_id: UUID) -> None:
    """This will record a member's yes; the association must be locked, and the member not have said it."""
    StatutesAcceptance.objects.create(
        association=association, statutes=statutes, membership=membership, person_id=person_id
    )
    outbox.record(
        events.StatutesAccepted(
            association_id=association.pk,
            statutes_id=statutes.pk,
            membership_id=membership.pk,
            producer_id=membership.producer_id,
        ),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )


def constitute_if_complete(association: Association, statutes: Statutes) -> None:
    """This will constitute a forming association once as many members as its kind requires accepted these statutes.

    The association must be locked: of two acceptances at once, the second counts the first.
    """
    if not association.is_forming:
        return
    founders = list(
        Membership.objects.active()
        .filter(association=association, acceptances__statutes=statutes)
        .order_by("number")
        .values_list("producer_id", flat=True)
    )
    if len(founders) < association.founders_required:
        return
    now = database_now()
    association.status = Association.Status.CONSTITUTED
    association.constituted_at = now
    association.save(update_fields=["status", "constituted_at"])
    statutes.adopted_at = now
    statutes.save(update_fields=["adopted_at"])
    outbox.record(
        events.AssociationConstituted(association_id=association.pk, statutes_id=statutes.pk, founders=founders),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )


def _create_with_free_slug(*, name: str, **fields: object) -> Association:
    base = slugify(name)[:60].strip("-") or "asociacion"
    for number in range(1, 6):
        slug = base if number == 1 else f"{base}-{number}"
        if not Association.objects.filter(slug=slug).exists():
            try:
                with transaction.atomic():
                    return Association.objects.create(name=name, slug=slug, **fields)
            except IntegrityError:
                continue  # Somebody took it between the look and the insert.
    return Association.objects.create(name=name, slug=f"{base}-{new_id().hex[-8:]}", **fields)
