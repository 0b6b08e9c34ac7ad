"""Commands on proposals, ballots, proxies and assemblies.

Locks: association → producer → proposal → proxy → participation → tally. Votes take the proposal FOR SHARE and the
tally last; what opens and closes a proposal takes it FOR NO KEY UPDATE and so waits for the votes under way.
"""

from decisions.services.assemblies import call_assembly, cancel_assembly, change_assembly
from decisions.services.ballots import cast_vote
from decisions.services.calendars import renew_feed
from decisions.services.closing import close_due, open_due, take_effect_due
from decisions.services.proposals import comment, make_proposal, withdraw_proposal
from decisions.services.proxies import give_proxy, revoke_proxy

__all__ = [
    "call_assembly",
    "cancel_assembly",
    "cast_vote",
    "change_assembly",
    "close_due",
    "comment",
    "give_proxy",
    "make_proposal",
    "open_due",
    "renew_feed",
    "revoke_proxy",
    "take_effect_due",
    "withdraw_proposal",
]
