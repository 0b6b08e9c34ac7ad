"""Proposals for tests, and time that passes for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from decisions import services
from decisions.models import Assembly, Proposal, Proxy
from lib.clock import database_now
from tests.support.people import Cast, Member, actor


def propose(cast: Cast, *, kind: str = "free_text", params: dict[str, Any] | None = None, **fields: Any) -> Proposal:
    """This will put a proposal up by the administrator; voting begins now, for two hours."""
    now = database_now()
    return services.make_proposal(
        actor=actor(fields.pop("by", cast.administrator).person),
        association_id=cast.association.pk,
        kind=kind,
        title=fields.pop("title", "Comprar un estanque de frío"),
        text=fields.pop("text", ""),
        params=params or {},
        opens_at=fields.pop("opens_at", now),
        closes_at=fields.pop("closes_at", now + timedelta(hours=2)),
        **fields,
    )


def opened(cast: Cast, **fields: Any) -> Proposal:
    """This will put a proposal up and open it."""
    proposal = propose(cast, **fields)
    services.open_due(100)
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.OPEN
    return proposal


def vote(member: Member, proposal: Proposal, *choice: str, membership: Member | None = None) -> int:
    """This will vote for the member itself, or for `membership` by its proxy."""
    return services.cast_vote(
        actor=actor(member.person),
        association_id=proposal.association_id,
        proposal_id=proposal.pk,
        membership_id=(membership or member).membership.pk,
        choice=choice or ("yes",),
    )


def end_call(proposal: Proposal) -> Proposal:
    """This will let the time of the present call pass, and count."""
    now = database_now()
    if proposal.call == 1:
        shift = proposal.closes_at - now + timedelta(milliseconds=1)
        later = proposal.second_closes_at
        Proposal.objects.filter(pk=proposal.pk).update(
            opens_at=proposal.opens_at - shift, closes_at=proposal.closes_at - shift, second_closes_at=later
        )
    else:
        assert proposal.second_closes_at is not None
        shift = proposal.second_closes_at - now + timedelta(milliseconds=1)
        Proposal.objects.filter(pk=proposal.pk).update(
            opens_at=proposal.opens_at - shift,
            closes_at=proposal.closes_at - shift,
            second_closes_at=proposal.second_closes_at - shift,
        )
    services.close_due(100)
    proposal.refresh_from_db()
    return proposal


def result(proposal: Proposal) -> dict[str, Any]:
    """This will return what was counted."""
    assert proposal.result is not None
    return dict(proposal.result)


def decided(proposal: Proposal, votes: Sequence[tuple[Member, str]]) -> Proposal:
    """This will cast the votes, close, and let what is due take effect."""
    for member, choice in votes:
        vote(member, proposal, choice)
    end_call(proposal)
    services.take_effect_due(100)
    proposal.refresh_from_db()
    return proposal


def proxy(giver: Member, holder: Member) -> Proxy:
    """This will let the holder vote for the giver, for a day."""
    return services.give_proxy(
        actor=actor(giver.person),
        association_id=giver.membership.association_id,
        giver_id=giver.membership.pk,
        holder_id=holder.membership.pk,
        ends_at=database_now() + timedelta(days=1),
    )


def assembly(cast: Cast) -> Assembly:
    """This will call the members to an assembly in three hours."""
    return services.call_assembly(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        title="Asamblea ordinaria",
        place="Sede",
        starts_at=database_now() + timedelta(hours=3),
    )
