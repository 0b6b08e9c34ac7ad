"""Is all well? What the rooms below know of themselves, on one page, and what of it needs a hand.

Nothing is counted here: the figures are those of /metrics and of the commands, the limits those of the alarms
(infra/observability/alerts.yml; a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.conf import settings

from accounts import queries as accounts
from events import reports, status, tasks
from events.models import ProcessReport
from lib.clock import database_now
from payments import queries as payments
from stewards.models import Act, Reading

Level = Literal["page", "ticket"]

OUTBOX_SECONDS: Final = 60
GROUP_EVENTS: Final = 100
SILENT_SECONDS: Final = 60
SWEEP_SECONDS: Final = 60
TASK_SECONDS: Final = 120
MAIL_SECONDS: Final = 900
WEBHOOK_SECONDS: Final = 600
OVERDUE_SECONDS: Final = 900
REFUND_SECONDS: Final = 3600
BACKUP_SECONDS: Final = 172_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that needs a hand: the alarm of docs/operations.md, and what it is about."""

    alarm: str
    level: Level
    about: str = ""
    count: int | None = None
    seconds: float | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepLine:
    """How a sweep does in the worker where it does worst."""

    name: str
    late_seconds: float
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sockets:
    """How many people look at live pages, by the process that holds their sockets."""

    process: str
    sockets: int
    seen_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """The last backup that was noted."""

    at: datetime
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on the page."""

    at: datetime
    carrier: Literal["kafka", "postgresql"]
    pokes: Literal["redis", "postgresql"]
    needs: list[Need]
    outbox: status.Outbox
    minutes: list[status.Minute]
    relays: list[status.Relay]
    groups: list[dict[str, Any]]
    workers: list[str]
    sweeps: list[SweepLine]
    tasks: list[tasks.Queue]
    sockets: list[Sockets]
    mail: accounts.WaitingMail
    mail_troubles: list[accounts.MailTrouble]
    mails_failed: int
    payments: payments.Backlog
    backup: Backup | None
    readings: int


def platform_overview() -> Overview:
    """This will return how the whole platform is doing."""
    workers = reports.heard(ProcessReport.Kind.WORKER)
    members = status.members()
    now = database_now()
    seen: dict[str, Any] = {
        "outbox": status.outbox(),
        "relays": status.relays(),
        "groups": [
            {
                "name": group.name,
                "lag": group.lag,
                "parked": group.parked,
                "silent_seconds": group.silent_seconds,
                "members": [member for member in members if member.group == group.name],
            }
            for group in status.groups()
        ],
        "workers": [report.process for report in workers],
        "sweeps": sweep_lines(workers),
        "tasks": tasks.queues(),
        "mail": accounts.waiting_mail(),
        "mail_troubles": accounts.mail_troubles(),
        "mails_failed": accounts.failed_mail_count(),
        "payments": payments.backlog(),
        "backup": last_backup(now),
    }
    return Overview(
        at=now,
        carrier="kafka" if settings.KAFKA_BOOTSTRAP_SERVERS else "postgresql",
        pokes="redis" if settings.REDIS_URL else "postgresql",
        needs=sorted(_needs(seen), key=lambda need: need.level),
        minutes=status.recent(),
        sockets=[
            Sockets(process=report.process, sockets=report.figures["sockets"], seen_seconds=report.seen_seconds)
            for report in reports.heard(ProcessReport.Kind.LIVE)
        ],
        readings=Reading.objects.live().count(),
        **seen,
    )


def last_backup(now: datetime) -> Backup | None:
    """This will return the backup that was noted last; None if none ever was."""
    act = Act.objects.filter(kind=Act.Kind.BACKUP_MADE).order_by("-number").first()
    if act is None:
        return None
    return Backup(at=act.at, seconds=(now - act.at).total_seconds(), megabytes=act.details["megabytes"])


def sweep_lines(workers: list[reports.Report]) -> list[SweepLine]:
    """This will return each sweep as the worker has it in which it does worst."""
    found: dict[str, SweepLine] = {}
    for report in workers:
        for name, state in report.figures.items():
            known = found.get(name, SweepLine(name=name, late_seconds=0.0, error=""))
            found[name] = SweepLine(
                name=name,
                late_seconds=max(known.late_seconds, state["late_seconds"]),
                error=known.error or state["error"],
            )
    return sorted(found.values(), key=lambda line: line.name)


def _needs(seen: dict[str, Any]) -> Iterator[Need]:
    yield from _events(seen)
    yield from _later(seen)
    yield from _payments(seen["payments"])


def _events(seen: dict[str, Any]) -> Iterator[Need]:
    outbox: status.Outbox = seen["outbox"]
    if not any(relay.leads for relay in seen["relays"]):
        yield Need(alarm="MingaProcessMissing", level="page", about="relay")
    if outbox.oldest_seconds > OUTBOX_SECONDS:
        yield Need(alarm="MingaOutboxLag", level="page", count=outbox.waiting, seconds=outbox.oldest_seconds)
    for group in seen["groups"]:
        name, silent = group["name"], group["silent_seconds"]
        if silent is None or silent > SILENT_SECONDS:
            yield Need(alarm="MingaConsumerSilent", level="page", about=name, count=group["lag"], seconds=silent)
        elif group["lag"] > GROUP_EVENTS:
            yield Need(alarm="MingaConsumerLag", level="ticket", about=name, count=group["lag"])
        if group["parked"]:
            yield Need(alarm="MingaEventsParked", level="ticket", about=name, count=group["parked"])


def _later(seen: dict[str, Any]) -> Iterator[Need]:
    silent = tasks.worker_silent_seconds()
    if silent is None or silent > SILENT_SECONDS:
        yield Need(alarm="MingaWorkerSilent", level="page", seconds=silent)
    for sweep in seen["sweeps"]:
        if sweep.error:
            yield Need(alarm="MingaSweepFails", level="page", about=sweep.name, error=sweep.error)
        if sweep.late_seconds > SWEEP_SECONDS:
            yield Need(alarm="MingaSweepLate", level="page", about=sweep.name, seconds=sweep.late_seconds)
    for queue in seen["tasks"]:
        if queue.late_seconds > TASK_SECONDS:
            yield Need(alarm="MingaTasksLate", level="ticket", about=queue.name, seconds=queue.late_seconds)
        # A letter that failed stands in its own list, with the mail server's words.
        if queue.failed and queue.name != "accounts.send_mail":
            yield Need(alarm="MingaTasksFailed", level="ticket", about=queue.name, count=queue.failed)
    mail: accounts.WaitingMail = seen["mail"]
    for trouble in seen["mail_troubles"][:3]:
        yield Need(alarm="MingaMailRefused", level="ticket", count=trouble.letters, error=trouble.cause)
    if mail.oldest_seconds > MAIL_SECONDS:
        yield Need(alarm="MingaMailLate", level="ticket", count=mail.count, seconds=mail.oldest_seconds)
    if seen["mails_failed"]:
        yield Need(alarm="MingaMailFailed", level="ticket", count=seen["mails_failed"])
    backup: Backup | None = seen["backup"]
    if backup is not None and backup.seconds > BACKUP_SECONDS:
        yield Need(alarm="MingaBackupOld", level="ticket", seconds=backup.seconds)


def _payments(backlog: payments.Backlog) -> Iterator[Need]:
    if backlog.webhook_seconds > WEBHOOK_SECONDS:
        yield Need(alarm="MingaWebhooksLate", level="ticket", count=backlog.webhooks, seconds=backlog.webhook_seconds)
    if backlog.unknown:
        yield Need(alarm="MingaPaymentsUnknown", level="page", count=backlog.unknown)
    if backlog.overdue_seconds > OVERDUE_SECONDS:
        yield Need(alarm="MingaPaymentsOverdue", level="ticket", seconds=backlog.overdue_seconds)
    if backlog.refund_seconds > REFUND_SECONDS:
        yield Need(
            alarm="MingaRefundsLate", level="ticket", count=backlog.refunds_pending, seconds=backlog.refund_seconds
        )
    if backlog.refunds_failed:
        yield Need(alarm="MingaRefundsFailed", level="page", count=backlog.refunds_failed)
