"""How people want to be told: what they chose, and the kind's defaults for the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notifications import hours
from notifications.kinds import Email, InApp, rule_of
from notifications.models import NoticeSettings, Preference


@dataclass(frozen=True, slots=True)
class Choice:
    """How one person wants to be told of one kind."""

    kind: str
    in_app: InApp
    email: Email
    push: bool
    fixed: bool


def _choice(kind: str, row: Preference | None) -> Choice:
    rule = rule_of(kind)
    if rule.fixed:
        # The letter of another room goes out anyway; a second one from here would only double it.
        email = Email.OFF if rule.by_letter else Email.NOW
        return Choice(kind, InApp.SHOW, email, rule.push if row is None or row.push is None else row.push, True)
    if row is None:
        return Choice(kind, rule.in_app, rule.email, rule.push, False)
    return Choice(
        kind,
        InApp(row.in_app) if row.in_app else rule.in_app,
        Email(row.email) if row.email else rule.email,
        rule.push if row.push is None else row.push,
        False,
    )


def choices_of(person_ids: Collection[UUID], kind: str) -> dict[UUID, Choice]:
    """This will return how each of these people wants to be told of the kind, in one query."""
    rows = {row.person_id: row for row in Preference.objects.filter(person_id__in=person_ids, kind=kind)}
    return {person_id: _choice(kind, rows.get(person_id)) for person_id in person_ids}


def choices_by_kind(person_id: UUID, kinds: Collection[str]) -> dict[str, Choice]:
    """This will return how one person wants to be told of each of these kinds, in one query."""
    rows = {row.kind: row for row in Preference.objects.filter(person_id=person_id, kind__in=kinds)}
    return {kind: _choice(kind, rows.get(kind)) for kind in kinds}


def settings_of(person_ids: Collection[UUID]) -> dict[UUID, NoticeSettings]:
    """This will return people's hours, with the usual ones for who chose none; in one query."""
    rows = NoticeSettings.objects.in_bulk(list(person_ids))
    return {person_id: rows.get(person_id) or NoticeSettings(person_id=person_id) for person_id in person_ids}


def due_at(mode: Email, settings: NoticeSettings, now: datetime) -> datetime:
    """This will return when something of that mode goes out to somebody with these hours."""
    if mode in (Email.DAILY, Email.WEEKLY):
        weekday = settings.digest_weekday if mode == Email.WEEKLY else None
        return hours.next_morning(now, at=settings.digest_at, weekday=weekday)
    if not settings.quiet:
        return now
    return hours.quiet_ends(now, since=settings.quiet_from, until=settings.quiet_until) or now
