"""What happened to proposals, votes and proxies. No event tells what was chosen, nor who chose, before the close."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from events.registry import Event


class AssemblyCalled(Event):
    """The members are called to an assembly."""

    name = "decisions.assembly_called"

    association_id: UUID
    assembly_id: UUID
    starts_at: datetime


class AssemblyChanged(Event):
    """What was said of an assembly is different now; `moved`: it takes place at another time or place."""

    name = "decisions.assembly_changed"

    association_id: UUID
    assembly_id: UUID
    starts_at: datetime
    moved: bool


class AssemblyCancelled(Event):
    """An assembly will not take place."""

    name = "decisions.assembly_cancelled"

    association_id: UUID
    assembly_id: UUID


class ProposalMade(Event):
    """A proposal can be debated; votes are taken from `opens_at` to `closes_at`. A run-off has no proposer."""

    name = "decisions.proposal_made"

    association_id: UUID
    proposal_id: UUID
    kind: str
    opens_at: datetime
    closes_at: datetime
    person_id: UUID | None


class ProposalWithdrawn(Event):
    """A proposal was taken back before it opened."""

    name = "decisions.proposal_withdrawn"

    association_id: UUID
    proposal_id: UUID
    person_id: UUID


class CommentMade(Event):
    """Somebody spoke in the debate."""

    name = "decisions.comment_made"

    association_id: UUID
    proposal_id: UUID
    comment_id: UUID


class ProposalOpened(Event):
    """Votes are taken now. Who is entitled is fixed: `entitled` memberships."""

    name = "decisions.proposal_opened"

    association_id: UUID
    proposal_id: UUID
    entitled: int
    closes_at: datetime


class TurnoutChanged(Event):
    """One more membership took part. How it voted is told to nobody."""

    name = "decisions.turnout_changed"

    association_id: UUID
    proposal_id: UUID
    taken_part: int
    entitled: int


class SecondCallOpened(Event):
    """Too few took part on first call; what was cast stands, and votes are taken on."""

    name = "decisions.second_call_opened"

    association_id: UUID
    proposal_id: UUID
    closes_at: datetime


class ProposalDecided(Event):
    """The votes were counted: `accepted`, `rejected` or `without_quorum`. `counts` holds votes by option.

    `minutes_sha256` is the hash of the minutes' text (RFC 8785 canonical JSON): whoever holds the minutes can prove them.
    """

    name = "decisions.proposal_decided"

    association_id: UUID
    proposal_id: UUID
    outcome: str
    entitled: int
    taken_part: int
    counts: dict[str, int]
    minutes_sha256: str


class ProposalTookEffect(Event):
    """What was decided holds from now on."""

    name = "decisions.proposal_took_effect"

    association_id: UUID
    proposal_id: UUID
    kind: str


class ProposalNotEffective(Event):
    """What was decided can't take effect any more; nothing was changed. `code` says why."""

    name = "decisions.proposal_not_effective"

    association_id: UUID
    proposal_id: UUID
    kind: str
    code: str


class ProxyGiven(Event):
    """A member gave another its power to vote."""

    name = "decisions.proxy_given"

    association_id: UUID
    proxy_id: UUID
    giver_id: UUID
    holder_id: UUID


class ProxyRevoked(Event):
    """A member took its power to vote back."""

    name = "decisions.proxy_revoked"

    association_id: UUID
    proxy_id: UUID
    giver_id: UUID
    holder_id: UUID
