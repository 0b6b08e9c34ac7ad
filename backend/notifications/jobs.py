"""What goes out when it is due, and what is no longer kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

import structlog
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job

from lib import jobs
from notifications import services
from notifications.services import grouping, mailing, pushing

log = structlog.get_logger(__name__)

_MOST_ATTEMPTS: Final = 8
_BETWEEN_CLEANINGS: Final = 600.0

jobs.sweep(mailing.MAIL_SWEEP)(services.send_due_mail)
jobs.sweep(pushing.PUSH_SWEEP)(services.send_due_push)
jobs.sweep("notifications.group_loose_items")(grouping.group_loose_items)


def _now_and_then(run: Callable[[int], int]) -> Callable[[int], int]:
    """What is never urgent need not be looked for every second: not again for ten minutes after nothing was found."""
    quiet_until = 0.0

    def sometimes(limit: int) -> int:
        nonlocal quiet_until
        if time.monotonic() < quiet_until:
            return 0
        if not (done := run(limit)):
            quiet_until = time.monotonic() + _BETWEEN_CLEANINGS
        return done

    return sometimes


jobs.sweep("notifications.forget_read")(_now_and_then(grouping.forget_read))


class _UntilAnswered(BaseRetryStrategy):
    """5 s, 10 s, 20 s … for ten minutes, while the push service doesn't answer."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, pushing.PushUnanswered):
            return None
        return RetryDecision(retry_in={"seconds": 5 * 2 ** max(0, job.attempts - 1)})


@jobs.app.task(name=pushing.PUSH_TASK, retry=_UntilAnswered(), pass_context=True)
def push(context: JobContext, device_id: str, item_ids: list[str]) -> None:
    """This will show items on one device. What couldn't be shown within minutes is in the inbox, and helps nobody later."""
    try:
        pushing.push_to_device(UUID(device_id), [UUID(pk) for pk in item_ids])
    except pushing.PushUnanswered:
        if context.job.attempts < _MOST_ATTEMPTS:
            raise
        log.info("push_given_up", device=device_id)
