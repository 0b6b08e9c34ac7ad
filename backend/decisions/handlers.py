"""What nobody hears in a handler of this app, and why."""

from decisions import events
from events.consumers import unheard
from events.registry import Event

_ASSOCIATION: tuple[type[Event], ...] = (
    events.ProposalMade,
    events.ProposalNotEffective,
    events.ProposalTookEffect,
    events.ProposalWithdrawn,
    events.CommentMade,
    events.TurnoutChanged,
)
_MEMBERS: tuple[type[Event], ...] = (events.ProxyGiven, events.ProxyRevoked)

for event in _ASSOCIATION:
    unheard(event, because="the association's screens hear it through the live feed")
for event in _MEMBERS:
    unheard(event, because="both members' screens hear it through the live feed")
