"""What nobody hears in a handler, and why."""

from accounts import events
from events.consumers import unheard

unheard(events.PersonRegistered, because="her own screens hear it through the live feed")
unheard(events.PersonChanged, because="her own screens hear it through the live feed")
unheard(events.PersonClosed, because="every app has forgotten her in the same transaction")
unheard(events.SecondFactorsReset, because="her own screens hear it through the live feed")
