"""What ends with a membership. The rest is heard by the notices above, and by screens through the live feed."""

from __future__ import annotations

from coops.events import MembershipEnded
from events.consumers import EventMeta, subscribe, unheard
from helpers import events, services


@subscribe(MembershipEnded)
def on_membership_ended(event: MembershipEnded, meta: EventMeta) -> None:
    services.end_of_membership(event.membership_id)


unheard(
    events.ContactChanged, because="the member's, the board's and the helper's screens hear it through the live feed"
)
unheard(
    events.HelperAccepted, because="the member's, the board's and the helper's screens hear it through the live feed"
)
unheard(events.HelperEnded, because="the member's, the board's and the helper's screens hear it through the live feed")
unheard(events.ReceiptsGiven, because="the member's and the board's screens hear it through the live feed")
