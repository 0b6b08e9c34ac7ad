"""The lock that every command of governance takes first, and the checks that several commands share."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coops.models import Association, Mandate, Producer
from coops.queries.own_goods import acting_offices
from lib.actor import Actor
from lib.errors import DomainError, NotFound


class AssociationClosed(DomainError):
    """The association is suspended or dissolved."""

    code = "association_closed"
    title = _("This association is suspended or dissolved: nothing can be changed there now.")


class AssociationItself(DomainError):
    """Its own goods are all that this producer is for."""

    code = "association_itself"
    title = _("This is the association itself: it makes goods, and takes no part as a member does.")


def person(actor: Actor) -> UUID:
    """This will return the person who acts.

    :raises NotFound: if it is a guest or the system: these commands are a person's.
    """
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


def association(association_id: UUID) -> Association:
    """This will lock the association until the transaction ends: who joins, leaves or takes office waits in line.

    :raises NotFound: if there is none.
    """
    locked = Association.objects.select_for_update(no_key=True).filter(pk=association_id).first()
    if locked is None:
        raise NotFound
    return locked


def open_association(association_id: UUID) -> Association:
    """This will lock an association that is forming or constituted.

    :raises NotFound: if there is none.
    :raises AssociationClosed: if it is suspended or dissolved.
    """
    locked = association(association_id)
    if locked.status not in (Association.Status.FORMING, Association.Status.CONSTITUTED):
        raise AssociationClosed
    return locked


def producer(producer_id: UUID) -> Producer:
    """This will lock the producer until the transaction ends.

    :raises NotFound: if there is none.
    """
    locked = Producer.objects.select_for_update(no_key=True).filter(pk=producer_id).first()
    if locked is None:
        raise NotFound
    return locked


def acting_person(actor: Actor, producer_id: UUID) -> UUID:
    """This will return the person who acts for the producer, whose row is locked: no mandate ends meanwhile.

    An association's row is locked before a producer's. Who stands in for a member holds that member's consent already.

    :raises NotFound: if the actor holds no live mandate; somebody else's producer looks like a missing one.
    :raises AssociationItself: if she acts for it by office: it is no producer of people.
    """
    person_id = person(actor)
    locked = producer(producer_id)
    if actor.helped_by is not None:
        if actor.producer_id != producer_id:
            raise NotFound
        return person_id
    if not Mandate.objects.live().filter(person_id=person_id, producer_id=producer_id).exists():
        if locked.association_id is not None and acting_offices(producer_id).filter(person_id=person_id).exists():
            raise AssociationItself
        raise NotFound
    return person_id
