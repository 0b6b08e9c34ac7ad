"""What happens to proposals by itself, when its time has come by the database's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from coops.models import Association, Membership
from coops.services import locks
from decisions import events, kinds, minutes, outcome
from decisions.models import TITLE_LENGTH, Participation, Proposal, Tally
from decisions.outcome import Outcome, Verdict
from decisions.services.proposals import put_up
from decisions.terms import Terms, terms_of
from events import outbox
from lib.clock import database_now
from lib.errors import DomainError
from lib.jobs import record_lateness


def open_due(limit: int) -> int:
    """This will open proposals whose time has come (a sweep); returns how many."""
    due = Q(status=Proposal.Status.DEBATE, opens_at__lte=database_now())
    return _each("decisions.open", due, "opens_at", limit, _open)


def close_due(limit: int) -> int:
    """This will count the votes of proposals whose call is over (a sweep); returns how many."""
    due = Q(status=Proposal.Status.OPEN, voting_ends_at__lte=database_now())
    return _each("decisions.close", due, "voting_ends_at", limit, _close)


def take_effect_due(limit: int) -> int:
    """This will carry out what was accepted, at the date that it says (a sweep); returns how many.

    What a suspended association accepted waits until the suspension is lifted: nothing can be changed there meanwhile.
    """
    due = Q(status=Proposal.Status.ACCEPTED, effect_due_at__lte=database_now()) & ~Q(
        association__status=Association.Status.SUSPENDED
    )
    # Nobody is late with what had to wait for that.
    since = Greatest("effect_due_at", Max("association__suspensions__lifted_at"))
    return _each("decisions.take_effect", due, since, limit, _take_effect)


def _each(
    name: str, due: Q, since: str | Greatest, limit: int, act: Callable[[Association, Proposal, datetime], None]
) -> int:
    """Each in a transaction of its own, the association's lock first; what another worker took is passed over.

    Two proposals of one association so wait for each other: what one decided is there before the other takes effect.
    """
    found = Proposal.objects.filter(due).annotate(due_since=F(since) if isinstance(since, str) else since)
    waiting = list(found.order_by("due_since").values_list("pk", "association_id", "due_since")[:limit])
    record_lateness(name, (database_now() - waiting[0][2]).total_seconds() if waiting else 0)
    done = 0
    for proposal_id, association_id, _due_since in waiting:
        with transaction.atomic():
            association = locks.association(association_id)
            proposal = Proposal.objects.select_for_update(no_key=True, of=("self",)).filter(due, pk=proposal_id).first()
            if proposal is None:
                continue
            act(association, proposal, database_now())
            done += 1
    return done


def _open(association: Association, proposal: Proposal, now: datetime) -> None:
    """One participation for each membership of this moment: whoever joins later has no vote, whoever leaves keeps none."""
    members = list(Membership.objects.active().filter(association=association).values_list("pk", flat=True))
    options = kinds.kind(proposal.kind).effect.options(proposal.params)
    proposal.status = Proposal.Status.OPEN
    proposal.terms = terms_of(association.pk, proposal.kind).as_json()
    proposal.entitled = len(members)
    proposal.save(update_fields=["status", "terms", "entitled"])
    Participation.objects.bulk_create(
        [Participation(proposal=proposal, membership_id=membership_id) for membership_id in members], batch_size=1_000
    )
    Tally.objects.create(proposal=proposal, options=options, counts=[0] * len(options))
    outbox.record(
        events.ProposalOpened(
            association_id=association.pk,
            proposal_id=proposal.pk,
            entitled=len(members),
            closes_at=proposal.closes_at,
        ),
        key=proposal.pk,
        streams=[f"association:{association.pk}"],
    )


def _close(association: Association, proposal: Proposal, now: datetime) -> None:
    tally = Tally.objects.get(pk=proposal.pk)
    counts = dict(zip(tally.options, tally.counts, strict=True))
    verdict = _judge(proposal, tally, counts)
    if verdict.verdict == Verdict.SECOND_CALL:
        _call_again(proposal)
        return
    proposal.status = Proposal.Status(verdict.verdict.value)
    proposal.decided_at = now
    proposal.result = {
        "outcome": verdict.verdict.value,
        "taken_part": tally.taken_part,
        "counts": counts,
        "elected": list(verdict.elected),
        "tied": list(verdict.tied),
    }
    if proposal.status == Proposal.Status.ACCEPTED:
        proposal.effect_due_at = max(now, proposal.effective_from or now)
    proposal.minutes_sha256 = minutes.sha256(proposal)
    proposal.save()
    outbox.record(
        events.ProposalDecided(
            association_id=association.pk,
            proposal_id=proposal.pk,
            outcome=verdict.verdict.value,
            entitled=proposal.entitled or 0,
            taken_part=tally.taken_part,
            counts=counts,
            minutes_sha256=proposal.minutes_sha256,
        ),
        key=proposal.pk,
        streams=[f"association:{association.pk}"],
    )
    if proposal.status != Proposal.Status.ACCEPTED:
        rejected = proposal.status == Proposal.Status.REJECTED
        kinds.kind(proposal.kind).effect.ended(association.pk, proposal.params, rejected=rejected)
    if verdict.tied:
        _run_again(association, proposal, verdict, now)


def _judge(proposal: Proposal, tally: Tally, counts: dict[str, int]) -> Outcome:
    common: dict[str, Any] = {
        "call": proposal.call,
        "has_second_call": proposal.second_closes_at is not None,
        "entitled": proposal.entitled or 0,
        "taken_part": tally.taken_part,
    }
    terms = Terms.of_json(proposal.terms or {})
    if proposal.kind == "elect":
        return outcome.elect(terms, approvals=counts, seats=proposal.params["seats"], **common)
    return outcome.decide(terms, counts=counts, **common)


def _call_again(proposal: Proposal) -> None:
    assert proposal.second_closes_at is not None
    proposal.call = 2
    proposal.save(update_fields=["call"])
    outbox.record(
        events.SecondCallOpened(
            association_id=proposal.association_id, proposal_id=proposal.pk, closes_at=proposal.second_closes_at
        ),
        key=proposal.pk,
        streams=[f"association:{proposal.association_id}"],
    )


def _run_again(association: Association, proposal: Proposal, verdict: Outcome, now: datetime) -> None:
    """The tied run again at once, for as long as the first vote took."""
    took = proposal.closes_at - proposal.opens_at
    again = proposal.second_closes_at and now + took + (proposal.second_closes_at - proposal.closes_at)
    put_up(
        association,
        kind=proposal.kind,
        title=(_("Run-off: %(title)s") % {"title": proposal.title})[:TITLE_LENGTH],
        text=proposal.text,
        params={
            "role": proposal.params["role"],
            "seats": verdict.seats_left,
            "candidates": list(verdict.tied),
            "elected_before": [*proposal.params.get("elected_before", []), *verdict.elected],
        },
        opens_at=now,
        closes_at=now + took,
        second_closes_at=again or None,
        effective_from=proposal.effective_from if proposal.effective_from and proposal.effective_from > now else None,
        assembly=proposal.assembly,
        run_off_of=proposal,
        proposed_by_id=None,
    )


def _take_effect(association: Association, proposal: Proposal, now: datetime) -> None:
    """All of it or nothing: what can't be done any more is undone to the savepoint and reported."""
    try:
        with transaction.atomic():
            kinds.kind(proposal.kind).effect.apply(association.pk, proposal.params, proposal.result or {})
    except DomainError as refusal:
        kinds.kind(proposal.kind).effect.ended(association.pk, proposal.params, rejected=False)
        proposal.status = Proposal.Status.NOT_EFFECTIVE
        proposal.effect_refusal = {"code": refusal.code}
        event: Any = events.ProposalNotEffective(
            association_id=association.pk, proposal_id=proposal.pk, kind=proposal.kind, code=refusal.code
        )
    else:
        proposal.status = Proposal.Status.IN_EFFECT
        event = events.ProposalTookEffect(association_id=association.pk, proposal_id=proposal.pk, kind=proposal.kind)
    proposal.effect_at = now
    proposal.save(update_fields=["status", "effect_refusal", "effect_at"])
    outbox.record(event, key=proposal.pk, streams=[f"association:{association.pk}"])
