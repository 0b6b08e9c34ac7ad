"""The catalog hears nobody. What it tells and no other room acts on is for the live feed alone."""

from catalog import events
from events.consumers import unheard

_FIGURES = "members and visitors follow the figures live; nothing else depends on them"

unheard(events.OfferCreated, because="a draft concerns only those who look at it")
unheard(events.LotCreated, because="a lot concerns others only when it enters an offer")
unheard(events.OfferOpened, because=_FIGURES)
unheard(events.OfferClosed, because=_FIGURES)
unheard(events.ContributionWithdrawn, because=_FIGURES)
unheard(events.UnitsHeld, because=_FIGURES)
unheard(events.HoldReleased, because=_FIGURES)
