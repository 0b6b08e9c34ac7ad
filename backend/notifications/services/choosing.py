"""People say how they want to be told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lib.clock import database_now
from lib.errors import DomainError
from notifications.kinds import Email, InApp, rule_of
from notifications.models import Delivery, NoticeSettings, Preference
from notifications.queries.choices import choices_by_kind, due_at


class KindFixed(DomainError):
    """A notice about somebody's money or rights always comes."""

    status = 409
    code = "notice_fixed"
    title = _("What is about your money or your rights always comes by e-mail and in the app.")


def locked_settings(person_id: UUID, *, skip_locked: bool = False) -> NoticeSettings | None:
    """This will return the person's hours, locked: choices and deliveries of one person wait for each other.

    None if `skip_locked` and somebody else has them.
    """
    NoticeSettings.objects.bulk_create([NoticeSettings(person_id=person_id)], ignore_conflicts=True)
    rows = NoticeSettings.objects.filter(pk=person_id)
    return rows.select_for_update(no_key=True, skip_locked=skip_locked).first()


@transaction.atomic
def choose_hours(*, person_id: UUID, changes: dict[str, time | int | bool]) -> NoticeSettings:
    """This will change when the person is disturbed and when her digest comes; what waits for it moves along."""
    settings = locked_settings(person_id)
    assert settings is not None
    for name, value in changes.items():
        setattr(settings, name, value)
    settings.save(update_fields=list(changes))
    _plan_anew(settings, list(Delivery.objects.filter(person_id=person_id).values_list("mode", flat=True).distinct()))
    return settings


@transaction.atomic
def choose_channels(
    *,
    person_id: UUID,
    kinds: Collection[str],
    in_app: InApp | None = None,
    email: Email | None = None,
    push: bool | None = None,
) -> None:
    """This will change how the person is told of these kinds; None leaves a channel as it is.

    What waits to go out follows: it goes with the next digest, at once, or not at all.

    :raises KindFixed: if a kind can't be switched like that.
    """
    if (in_app or email) and any(rule_of(kind).fixed for kind in kinds):
        raise KindFixed
    settings = locked_settings(person_id)
    assert settings is not None
    changes: dict[str, Any] = {"in_app": in_app, "email": email, "push": push}
    changes = {name: value for name, value in changes.items() if value is not None}
    if email is not None:
        changes["email_before"] = None
    for kind in sorted(kinds):
        Preference.objects.update_or_create(person_id=person_id, kind=kind, defaults=changes)
    waiting = Delivery.objects.filter(person_id=person_id, item__kind__in=kinds)
    if push is False:
        waiting.filter(channel=Delivery.Channel.PUSH).delete()
    if email is not None:
        _follow(waiting.filter(channel=Delivery.Channel.EMAIL), email, settings)


def _follow(mails: QuerySet[Delivery], email: Email, settings: NoticeSettings) -> None:
    if email == Email.OFF:
        mails.delete()
    else:
        mails.update(mode=email, due_at=due_at(email, settings, database_now()))


@transaction.atomic
def unsubscribe(*, person_id: UUID, kinds: Collection[str]) -> None:
    """This will switch the e-mail of these kinds off, as a link in a mail says; `undo_by_link` gives it back."""
    settings = locked_settings(person_id)
    if settings is None:
        return
    for kind, choice in choices_by_kind(person_id, kinds).items():
        if choice.email != Email.OFF and not choice.fixed:
            Preference.objects.update_or_create(
                person_id=person_id, kind=kind, defaults={"email": Email.OFF, "email_before": choice.email}
            )
    free = [kind for kind in kinds if not rule_of(kind).fixed]
    waiting = Delivery.objects.filter(person_id=person_id, item__kind__in=free, channel=Delivery.Channel.EMAIL)
    _follow(waiting, Email.OFF, settings)


@transaction.atomic
def undo_by_link(*, person_id: UUID, kinds: Collection[str]) -> None:
    """This will give these kinds back the e-mail that a link switched off; what was meant to go out meanwhile is not."""
    locked_settings(person_id)
    for row in Preference.objects.filter(person_id=person_id, kind__in=kinds, email_before__isnull=False):
        row.email, row.email_before = row.email_before, None
        row.save(update_fields=["email", "email_before"])


def _plan_anew(settings: NoticeSettings, modes: Collection[str]) -> None:
    now = database_now()
    for mode in modes:
        waiting = Delivery.objects.filter(person_id=settings.pk, mode=mode, due_at__gt=now)
        waiting.update(due_at=due_at(Email(mode), settings, now))
