from __future__ import annotations

from events.consumers import EventMeta, subscribe
from tests.flows.spine_app.events import ThingChanged
from tests.flows.spine_app.models import Effect, Poison


@subscribe(ThingChanged)
def on_thing_changed(event: ThingChanged, meta: EventMeta) -> None:
    if Poison.objects.filter(thing_id=event.thing_id).exists():
        raise ValueError("poisoned")
    Effect.objects.create(event_id=meta.id, thing_id=event.thing_id, version=event.thing_version)
