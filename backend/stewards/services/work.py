"""What stopped and is sent on its way again: parked events, tasks, letters, webhooks, refunds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import queries as accounts_queries
from accounts import services as accounts
from accounts.jobs import SEND_MAIL
from events import parking, tasks, upkeep
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from payments import services as payments
from stewards.models import Act
from stewards.services.record import record

# Each key is a transaction of its own; what is left is told, and the same button goes on.
MOST_KEYS = 50


class NotParked(DomainError):
    """Somebody was quicker, or another event of the same thing comes first."""

    code = "not_parked"
    title = _("This event isn't the first in line any more. Look at the list again: somebody may have mended it.")


def redrive(*, actor: Actor, group: str, key: UUID, only_first: bool = False) -> tuple[int, int]:
    """This will handle the parked events of one key again, in order, up to the first that fails.

    Returns how many worked and how many are left.
    """
    worked, left = upkeep.redrive(group=group, key=key, most=1 if only_first else None)
    if worked:
        record(Act.Kind.EVENTS_REDRIVEN, actor=actor, group=group, key=key, worked=worked, left=left)
    return worked, left


def redrive_cause(*, actor: Actor, group: str, name: str, error_kind: str) -> tuple[int, int]:
    """This will do the same for each key whose first event has this name and failed in this way, fifty keys at once.

    Returns how many events worked and how many are left, also of keys that were not reached.
    """
    lines = parking.lines(group=group, name=name, error_kind=error_kind)
    worked = left = 0
    for line in lines[:MOST_KEYS]:
        done, still = upkeep.redrive(group=line.group, key=line.key)
        worked, left = worked + done, left + still
    left += sum(1 + line.behind for line in lines[MOST_KEYS:])
    if worked:
        record(
            Act.Kind.EVENTS_REDRIVEN,
            actor=actor,
            group=group,
            name=name,
            error_kind=error_kind,
            worked=worked,
            left=left,
        )
    return worked, left


@transaction.atomic
def set_aside(*, actor: Actor, group: str, event_id: UUID, reason: str) -> Act:
    """This will have a group do without the first parked event of a key, for good, with the reason on record.

    :raises NotParked: if it isn't the first (any more).
    """
    try:
        given_up = upkeep.set_aside(group=group, event_id=event_id)
    except LookupError:
        raise NotParked from None
    return record(
        Act.Kind.EVENT_SET_ASIDE,
        actor=actor,
        reason=reason,
        group=group,
        event_id=event_id,
        key=given_up.key,
        name=given_up.name,
        error=given_up.error[:200],
    )


def retry_tasks(*, actor: Actor, ids: Sequence[int]) -> int:
    """This will give failed tasks one more try; it returns how many were failed still."""
    retried = [task_id for task_id in ids if tasks.retry(task_id)]
    if retried:
        record(Act.Kind.TASKS_RETRIED, actor=actor, tasks=retried[:50], count=len(retried))
    return len(retried)


@transaction.atomic
def resend_mail(*, actor: Actor, mail_id: UUID) -> None:
    """This will try once more to send a letter that failed for good.

    :raises NotFound: if there is none, or somebody else was quicker.
    """
    accounts.resend_mail(mail_id=mail_id)
    record(Act.Kind.MAIL_RESENT, actor=actor, mail=mail_id)


def hurry_mails(*, actor: Actor) -> int:
    """This will try at once, instead of at their next turn, the letters whose last try failed; it returns how many."""
    ids = [str(mail_id) for mail_id in accounts_queries.troubled_mails()]
    known = tasks.standing(SEND_MAIL, "mail_id", ids)
    hurried = sum(tasks.hurry(standing.id) for standing in known.values())
    if hurried:
        record(Act.Kind.MAIL_RESENT, actor=actor, count=hurried)
    return hurried


@transaction.atomic
def retry_webhook(*, actor: Actor, webhook_id: UUID) -> None:
    """This will have what a webhook is about fetched once more, now.

    :raises NotFound: if there is none, or it was handled.
    """
    if not payments.retry_webhook(webhook_id=webhook_id):
        raise NotFound
    record(Act.Kind.WEBHOOK_RETRIED, actor=actor, webhook=webhook_id)


@transaction.atomic
def retry_refund(*, actor: Actor, refund_id: UUID) -> None:
    """This will ask the provider anew to give the money back, where it had refused for good.

    :raises payments.services.RefundNotFailed: if it is under way or done: somebody may have been quicker.
    """
    payments.retry_refund(refund_id=refund_id)
    record(Act.Kind.REFUND_RETRIED, actor=actor, refund=refund_id)
