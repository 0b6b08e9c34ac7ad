"""From an idea to a proposal that can be voted on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coops.models import Association, Membership, Role
from coops.services import locks
from decisions import events, kinds
from decisions.models import Assembly, Comment, Proposal
from decisions.services.assemblies import AssemblyOver, DateInThePast
from events import outbox
from lib.access import RoleMissing
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

BOARD: Final = (Role.Name.ADMINISTRATOR, Role.Name.PRESIDENT, Role.Name.SECRETARY, Role.Name.OVERSIGHT)
LONGEST: Final = timedelta(days=366)
MOST_UNDECIDED: Final = 100


class VotingTimes(DomainError):
    """The times are out of order, too short or too long."""

    status = 400
    code = "voting_times_invalid"
    title = _("Voting has to end after it begins, and a second call after the first; within a year.")


class VotingTooShort(DomainError):
    """Members need time to vote."""

    status = 400
    code = "voting_too_short"
    title = _("Give the members more time to vote.")
    detail = _("At least %(minutes)s minutes.")


class TooManyUndecided(DomainError):
    """A hundred proposals of the association wait for their decision."""

    status = 429
    code = "too_many_proposals"
    title = _("Too many proposals are waiting for a decision: decide or withdraw some first.")


class NotConstituted(DomainError):
    """Founders agree by accepting the statutes; votes begin when the association stands."""

    code = "association_not_constituted"
    title = _("The association decides by vote once it is constituted.")


class ProposalStarted(DomainError):
    """Votes are being taken, or were."""

    code = "proposal_started"
    title = _("Voting on this proposal has begun: it can't be taken back.")


class DebateOver(DomainError):
    """The proposal was decided or withdrawn."""

    code = "debate_over"
    title = _("This proposal is decided: the debate is over.")


@transaction.atomic
def make_proposal(
    *,
    actor: Actor,
    association_id: UUID,
    kind: str,
    title: str,
    text: str,
    params: Mapping[str, Any],
    opens_at: datetime,
    closes_at: datetime,
    second_closes_at: datetime | None = None,
    effective_from: datetime | None = None,
    assembly_id: UUID | None = None,
) -> Proposal:
    """This will put a proposal up for debate; it opens and closes by itself.

    :raises AssociationClosed: if the association isn't active.
    :raises NotConstituted: while it forms.
    :raises RoleMissing: if only the board may propose this kind.
    :raises NotFound: if there is no such assembly.
    :raises AssemblyOver: if the assembly was cancelled.
    :raises VotingTimes: if the times are out of order; VotingTooShort, DateInThePast: as they say.
    :raises kinds.Refused: if the parameters don't fit the kind.
    :raises TooManyUndecided: if a hundred are waiting.
    """
    association = locks.open_association(association_id)
    person_id = locks.person(actor)
    if association.status != Association.Status.CONSTITUTED:
        raise NotConstituted
    known = kinds.kind(kind)
    if known.by_board and not is_board(association_id, person_id):
        raise RoleMissing
    _check_times(opens_at, closes_at, second_closes_at, effective_from)
    assembly = _assembly(association, assembly_id)
    undecided = Proposal.objects.filter(
        association=association, status__in=[Proposal.Status.DEBATE, Proposal.Status.OPEN]
    )
    if undecided.count() >= MOST_UNDECIDED:
        raise TooManyUndecided
    return put_up(
        association,
        kind=kind,
        title=title,
        text=text,
        params=known.effect.check(association_id, params),
        opens_at=opens_at,
        closes_at=closes_at,
        second_closes_at=second_closes_at,
        effective_from=effective_from,
        assembly=assembly,
        proposed_by_id=person_id,
    )


def put_up(association: Association, **fields: Any) -> Proposal:
    """This will create a proposal with the association's next number; the association must be locked."""
    last = Proposal.objects.filter(association=association).aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(association=association, number=last + 1, **fields)
    kinds.kind(proposal.kind).effect.put_up(association.pk, proposal.params, proposal.pk)
    outbox.record(
        events.ProposalMade(
            association_id=association.pk,
            proposal_id=proposal.pk,
            kind=proposal.kind,
            opens_at=proposal.opens_at,
            closes_at=proposal.closes_at,
            person_id=proposal.proposed_by_id,
        ),
        key=proposal.pk,
        streams=[f"association:{association.pk}"],
    )
    return proposal


@transaction.atomic
def withdraw_proposal(*, actor: Actor, association_id: UUID, proposal_id: UUID) -> Proposal:
    """This will take a proposal back before it opens: its proposer or the board may.

    :raises NotFound: if the association has no such proposal.
    :raises RoleMissing: if it is somebody else's and the actor isn't of the board.
    :raises ProposalStarted: if it has opened.
    """
    locks.association(association_id)
    proposal = locked(association_id, proposal_id)
    person_id = locks.person(actor)
    if proposal.proposed_by_id != person_id and not is_board(association_id, person_id):
        raise RoleMissing
    if proposal.status == Proposal.Status.WITHDRAWN:
        return proposal
    if proposal.status != Proposal.Status.DEBATE or proposal.opens_at <= database_now():
        raise ProposalStarted
    proposal.status = Proposal.Status.WITHDRAWN
    proposal.save(update_fields=["status"])
    kinds.kind(proposal.kind).effect.ended(association_id, proposal.params, rejected=False)
    outbox.record(
        events.ProposalWithdrawn(association_id=association_id, proposal_id=proposal.pk, person_id=person_id),
        key=proposal.pk,
        streams=[f"association:{association_id}"],
    )
    return proposal


@transaction.atomic
def comment(*, actor: Actor, association_id: UUID, proposal_id: UUID, text: str) -> Comment:
    """This will add to the debate, until the proposal is decided.

    :raises NotFound: if the association has no such proposal, or the actor acts for no member.
    :raises DebateOver: if it is decided or withdrawn.
    """
    proposal = locked(association_id, proposal_id)
    person_id = locks.person(actor)
    membership = (
        Membership.objects.active()
        .of_person(person_id)
        .filter(association_id=association_id)
        .order_by("number")
        .first()
    )
    if membership is None:
        raise NotFound
    if proposal.status not in (Proposal.Status.DEBATE, Proposal.Status.OPEN):
        raise DebateOver
    made = Comment.objects.create(proposal=proposal, membership=membership, person_id=person_id, text=text)
    outbox.record(
        events.CommentMade(association_id=association_id, proposal_id=proposal.pk, comment_id=made.pk),
        key=proposal.pk,
        streams=[f"association:{association_id}"],
    )
    return made


def locked(association_id: UUID, proposal_id: UUID) -> Proposal:
    """This will lock a proposal against everything but reading.

    :raises NotFound: if the association has no such proposal.
    """
    found = (
        Proposal.objects.select_for_update(no_key=True).filter(pk=proposal_id, association_id=association_id).first()
    )
    if found is None:
        raise NotFound
    return found


def is_board(association_id: UUID, person_id: UUID) -> bool:
    """This will say whether the person holds an office that may put things to a vote."""
    return Role.objects.live().filter(association_id=association_id, person_id=person_id, role__in=BOARD).exists()


def _check_times(
    opens_at: datetime, closes_at: datetime, second_closes_at: datetime | None, effective_from: datetime | None
) -> None:
    now = database_now()
    # A form that says "now" is a little late when it arrives.
    if opens_at < now - timedelta(minutes=10):
        raise DateInThePast
    last = second_closes_at or closes_at
    if closes_at <= opens_at or last < closes_at or last > now + LONGEST:
        raise VotingTimes
    if second_closes_at is not None and second_closes_at <= closes_at:
        raise VotingTimes
    if effective_from is not None and not last <= effective_from <= now + 2 * LONGEST:
        raise VotingTimes
    least = timedelta(minutes=settings.VOTING_MINUTES_AT_LEAST)
    if closes_at - max(opens_at, now) < least:
        raise VotingTooShort(minutes=settings.VOTING_MINUTES_AT_LEAST)


def _assembly(association: Association, assembly_id: UUID | None) -> Assembly | None:
    if assembly_id is None:
        return None
    assembly = Assembly.objects.filter(pk=assembly_id, association=association).first()
    if assembly is None:
        raise NotFound
    if assembly.cancelled_at:
        raise AssemblyOver
    return assembly
