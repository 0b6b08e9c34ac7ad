"""What an association says of itself to everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from coops import events
from coops.models import Association
from coops.services import locks, own_goods
from coops.territory import comuna as known_comuna
from events import outbox
from lib.actor import Actor


@transaction.atomic
def update_association(*, actor: Actor, association_id: UUID, **changes: Any) -> Association:
    """This will change purpose, story or comuna; what isn't given stays. Its name stands in the statutes.

    :raises ComunaUnknown: if the new CUT code is none of the region.
    :raises AssociationClosed: if the association is suspended or dissolved.
    """
    association = locks.open_association(association_id)
    if "comuna" in changes:
        known_comuna(changes["comuna"])
    changed = [field for field, value in changes.items() if getattr(association, field) != value]
    if not changed:
        return association
    for field in changed:
        setattr(association, field, changes[field])
    association.save(update_fields=changed)
    own_goods.follow(association)
    streams = [f"association:{association.pk}"]
    if not association.is_forming:
        streams.append("catalog")
    outbox.record(
        events.AssociationChanged(association_id=association.pk, person_id=locks.person(actor)),
        key=association.pk,
        streams=streams,
    )
    return association
