from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from events import outbox
from tests.flows.spine_app.events import ThingChanged
from tests.flows.spine_app.models import Thing


def change_thing(*, thing_id: UUID, streams: Sequence[str]) -> int:
    """This will raise the thing's version by one, tell it, and return the version."""
    with transaction.atomic():
        thing = Thing.objects.select_for_update(no_key=True).get(id=thing_id)
        thing.version += 1
        thing.save(update_fields=["version"])
        outbox.record(
            ThingChanged(thing_id=thing_id, thing_version=thing.version),
            key=thing_id,
            streams=streams,
        )
    return thing.version
