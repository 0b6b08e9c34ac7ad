"""One membership, one vote.

What was chosen passes through this module and stays nowhere but in the tally's sums: it is not logged, not
fingerprinted for repeats, not kept for replay, and stands in no event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coops.models import Mandate, Membership
from coops.services import locks
from decisions import events
from decisions.models import Proposal, Proxy
from decisions.outcome import CHOICES
from events import outbox
from lib.access import MembershipSuspended
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound


class AlreadyVoted(DomainError):
    """This membership's vote was cast, by one of its people or by its proxy."""

    code = "already_voted"
    title = _("This vote was cast already. What was chosen can't be changed or seen.")


class VotingClosed(DomainError):
    """Votes are not taken any more."""

    code = "voting_closed"
    title = _("Voting on this is over.")


class VotingNotOpen(DomainError):
    """Votes are not taken yet."""

    code = "voting_not_open"
    title = _("Voting on this has not begun yet.")


class NotEntitled(DomainError):
    """The membership began after the proposal opened, or has ended."""

    status = 403
    code = "not_entitled"
    title = _("Only those vote who were members when voting began.")


class ChoiceInvalid(DomainError):
    """The choice isn't among the options."""

    status = 400
    code = "choice_invalid"
    title = _("Choose one of the answers. In an election you can approve several candidates, each once.")


class ProxyGone(DomainError):
    """The proxy was revoked or has ended."""

    code = "proxy_gone"
    title = _("This member took its proxy back, or its time is over.")


@transaction.atomic
def cast_vote(
    *, actor: Actor, association_id: UUID, proposal_id: UUID, membership_id: UUID, choice: Sequence[str]
) -> int:
    """This will cast a membership's vote and return how many have taken part.

    The actor acts for the membership's producer, or for a member that holds its proxy. `choice` is one of yes, no,
    abstain; in an election any number of candidates (none: a blank vote).

    :raises NotFound: if there is no such proposal or membership for this actor.
    :raises VotingNotOpen, VotingClosed: by the database's clock, under the lock.
    :raises NotEntitled: if the membership has no vote in it. :raises MembershipSuspended: as it says.
    :raises ProxyGone: if the proxy was taken back meanwhile.
    :raises AlreadyVoted: if its vote was cast.
    :raises ChoiceInvalid: if that can't be chosen.
    """
    person_id = locks.person(actor)
    proxy_id = _authority(association_id, person_id, membership_id)
    proposal = _shared(association_id, proposal_id)
    if proposal.voting_ends_at <= database_now():  # its time may have passed while the lock was waited for
        raise VotingClosed
    if proxy_id is not None:
        _hold_proxy(proxy_id, proposal)
    options = _checked(proposal, choice)
    with connection.cursor() as cursor:
        cursor.execute(_PARTICIPATE, [person_id, proxy_id, proposal.pk, membership_id])
        if cursor.rowcount == 0:
            cursor.execute(
                "SELECT 1 FROM decisions_participation WHERE proposal_id = %s AND membership_id = %s",
                [proposal.pk, membership_id],
            )
            raise AlreadyVoted if cursor.fetchone() else NotEntitled
        # The one row that all votes share comes last and is held for the rest of this short transaction only.
        cursor.execute(_COUNT, [options, proposal.pk])
        (taken_part,) = cursor.fetchone()
    outbox.record(
        events.TurnoutChanged(
            association_id=association_id,
            proposal_id=proposal.pk,
            taken_part=taken_part,
            entitled=proposal.entitled or 0,
        ),
        key=proposal.pk,
        streams=[f"association:{association_id}"],
    )
    return int(taken_part)


_PARTICIPATE: Final = """
    UPDATE decisions_participation SET voted = true, cast_by_id = %s, proxy_id = %s
    WHERE proposal_id = %s AND membership_id = %s AND NOT voted
"""
_COUNT: Final = """
    UPDATE decisions_tally AS tally SET
        taken_part = taken_part + 1,
        counts = ARRAY(
            SELECT count + (option = ANY (%s))::int
            FROM unnest(tally.options, tally.counts) WITH ORDINALITY AS each (option, count, place) ORDER BY place
        )
    WHERE proposal_id = %s
    RETURNING taken_part
"""


def _shared(association_id: UUID, proposal_id: UUID) -> Proposal:
    """Votes exclude the close, not each other. Who comes too late takes no lock: a close in waiting is not put off."""
    rows = Proposal.objects.raw(
        """
        SELECT * FROM decisions_proposal
        WHERE id = %s AND association_id = %s AND status = 'open'
          AND voting_ends_at > clock_timestamp()
        FOR SHARE
        """,
        [proposal_id, association_id],
    )
    for proposal in rows:
        return proposal
    late = Proposal.objects.filter(pk=proposal_id, association_id=association_id).first()
    if late is None:
        raise NotFound
    raise VotingNotOpen if late.status == Proposal.Status.DEBATE else VotingClosed


def _authority(association_id: UUID, person_id: UUID, membership_id: UUID) -> UUID | None:
    """None in person, else the proxy's id; the mandate's producer is locked, so that it doesn't end meanwhile."""
    membership = Membership.objects.filter(association_id=association_id, pk=membership_id).first()
    if membership is None:
        raise NotFound
    mine = set(Mandate.objects.live().filter(person_id=person_id).values_list("producer_id", flat=True))
    if membership.producer_id in mine:
        locks.acting_person(Actor(person_id=person_id), membership.producer_id)
        _refuse_unless_active(membership)
        return None
    proxy = (
        Proxy.objects.filter(giver=membership, holder__in=Membership.objects.active().filter(producer_id__in=mine))
        .select_related("holder")
        .order_by("-ends_at")
        .first()
    )
    if proxy is None:
        raise NotFound
    locks.acting_person(Actor(person_id=person_id), proxy.holder.producer_id)
    _refuse_unless_active(membership)
    return proxy.pk


def _refuse_unless_active(membership: Membership) -> None:
    """Neither its people nor its proxy vote for a member that has left or is suspended; the participation stays."""
    if not Membership.objects.active().filter(pk=membership.pk).exists():
        raise NotEntitled if membership.status == Membership.Status.ENDED else MembershipSuspended


def _hold_proxy(proxy_id: UUID, proposal: Proposal) -> None:
    """A proxy that is being revoked is waited for; one that is being used can't be revoked meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT revoked_at IS NULL AND starts_at <= clock_timestamp() AND ends_at > clock_timestamp()
                   AND (assembly_id IS NULL OR assembly_id = %s)
            FROM decisions_proxy WHERE id = %s FOR SHARE
            """,
            [proposal.assembly_id, proxy_id],
        )
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise ProxyGone


def _checked(proposal: Proposal, choice: Sequence[str]) -> list[str]:
    options: Any = proposal.params["candidates"] if proposal.kind == "elect" else CHOICES
    chosen = list(choice)
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(options):
        raise ChoiceInvalid
    if proposal.kind != "elect" and len(chosen) != 1:
        raise ChoiceInvalid
    return chosen
