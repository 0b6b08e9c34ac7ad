"""An association makes goods itself: it gets one producer of its own, the first time that it is asked for."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Association, Producer
from coops.services import locks
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError
from lib.text import initials


class NotConstitutedYet(DomainError):
    """While it forms, there is nothing yet that could own goods."""

    code = "goods_before_constitution"
    title = _("The association has to be constituted before it makes goods of its own.")


@transaction.atomic
def make_goods(*, actor: Actor, association_id: UUID) -> Producer:
    """This will return the producer that the association itself is, made now if there was none. Who may is asked by the
    address.

    :raises NotFound: if there is no such association. :raises AssociationClosed: if it is suspended or dissolved.
    :raises NotConstitutedYet: while it forms.
    """
    person_id = locks.person(actor)
    association = locks.open_association(association_id)
    if association.is_forming:
        raise NotConstitutedYet
    known = Producer.objects.filter(association=association).first()
    if known is not None:
        return known
    producer = Producer.objects.create(
        association=association, name=association.name, initials=initials(association.name), comuna=association.comuna
    )
    outbox.record(
        events.AssociationMakesGoods(association_id=association.pk, producer_id=producer.pk, person_id=person_id),
        key=association.pk,
        streams=[f"association:{association.pk}", f"producer:{producer.pk}", f"user:{person_id}"],
    )
    return producer


def follow(association: Association) -> None:
    """This will have the association's own producer stand where the association does; the association must be locked."""
    Producer.objects.filter(association=association).update(comuna=association.comuna)
