"""Puts what is due into one mail for each person, and hands it on in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.queries import MailAddress, mail_addresses
from accounts.services import send_letter
from lib import mail
from lib.clock import database_now
from lib.jobs import record_failure, record_lateness
from notifications import links
from notifications.kinds import Email, Topic, rule_of
from notifications.models import Delivery, NoticeSettings
from notifications.queries.choices import choices_by_kind, due_at
from notifications.services.choosing import locked_settings
from notifications.words import Line, Names

log = structlog.get_logger(__name__)

_LINES_IN_A_MAIL: Final = 40
_TRIED_AGAIN: Final = timedelta(minutes=10)
MAIL_SWEEP: Final = "notifications.send_mail"


def send_due_mail(limit: int) -> int:
    """This will write to up to `limit` people to whom something is due, one mail each; it returns to how many."""
    due = Delivery.objects.filter(channel=Delivery.Channel.EMAIL, due_at__lte=(now := database_now()))
    oldest = due.order_by("due_at").values_list("due_at", flat=True).first()
    record_lateness(MAIL_SWEEP, (now - oldest).total_seconds() if oldest else 0)
    people = list(due.order_by("person_id").values_list("person_id", flat=True).distinct()[:limit])
    return one_by_one(MAIL_SWEEP, Delivery.Channel.EMAIL, people, _write_to)


def one_by_one(sweep: str, channel: Delivery.Channel, people: Sequence[UUID], hand_on: Callable[[UUID], bool]) -> int:
    """This will hand on what is due to each of the people and return to how many it did.

    What can't be put into words for one must not keep the others waiting: hers is tried again in ten minutes.
    """
    done = 0
    for person_id in people:
        try:
            done += hand_on(person_id)
        except DatabaseError:
            raise
        except Exception as error:
            log.error("notice_not_handed_on", sweep=sweep, exc_info=error)  # noqa: TRY400  exc_info is given
            record_failure(sweep, error)
            now = database_now()
            due = Delivery.objects.filter(person_id=person_id, channel=channel, due_at__lte=now)
            due.update(due_at=now + _TRIED_AGAIN)
    return done


def _write_to(person_id: UUID) -> bool:
    """False if another worker is at it."""
    with transaction.atomic():
        hours = locked_settings(person_id, skip_locked=True)
        if hours is None:
            return False
        now = database_now()
        digests, item_ids = _taken(hours, now)
        lines = _wanted(person_id, lines_of(item_ids, person_id=person_id))
        address = mail_addresses([person_id]).get(person_id)
        if lines and address is not None:
            _send(person_id, address, lines)
        if digests:
            hours.last_digest_due = max(digests)
            hours.save(update_fields=["last_digest_due"])
    return True


def _taken(hours: NoticeSettings, now: datetime) -> tuple[list[datetime], list[UUID]]:
    """The mornings and items of what is due now; what comes too late for a morning whose digest left waits for the next."""
    if hours.last_digest_due is not None:
        late = Delivery.objects.filter(
            person_id=hours.pk, channel=Delivery.Channel.EMAIL, due_at__lte=hours.last_digest_due
        )
        for mode in (Email.DAILY, Email.WEEKLY):
            late.filter(mode=mode).update(due_at=due_at(mode, hours, now))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM notifications_delivery WHERE person_id = %s AND channel = %s AND due_at <= %s"
            " RETURNING mode, due_at, item_id",
            [hours.pk, Delivery.Channel.EMAIL, now],
        )
        rows = cursor.fetchall()
    return [due for mode, due, _item in rows if mode != Email.NOW], [item for _mode, _due, item in rows]


def lines_of(item_ids: Sequence[UUID], *, person_id: UUID) -> list[Line]:
    """This will return a person's items as lines, those of one kind and subject together, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, count(*), sum(coalesce((params ->> 'units')::bigint, 0))::bigint,"
            "  (array_agg(params ORDER BY id DESC))[1]"
            " FROM notifications_inboxitem WHERE id = ANY(%s) AND person_id = %s GROUP BY kind, coalesce(subject, id)"
            " ORDER BY (array_agg(id ORDER BY id DESC))[1] DESC",
            [list(item_ids), person_id],
        )
        return [
            Line(kind, count, units, orjson.loads(params) if isinstance(params, str) else params)
            for kind, count, units, params in cursor.fetchall()
        ]


def _wanted(person_id: UUID, lines: list[Line]) -> list[Line]:
    """Without what she switched off while it waited."""
    choices = choices_by_kind(person_id, {line.kind for line in lines})
    return [line for line in lines if choices[line.kind].email != Email.OFF]


def _send(person_id: UUID, address: MailAddress, lines: list[Line]) -> None:
    with translation.override(address.locale):
        free = {line.kind for line in lines if not rule_of(line.kind).fixed}
        token = links.token_for(person_id, free) if free else None
        names = Names(lines)
        said = [(line, names.said(line)) for line in lines]
        subject = (
            said[0][1].text
            if len(said) == 1
            else ngettext("%(count)s thing happened at Minga", "%(count)s things happened at Minga", len(said))
            % {"count": len(said)}
        )
        framed = mail.framed(_blocks(said), why=_why(token))
        send_letter(
            recipient=address.email,
            subject=subject,
            text=framed.text,
            html=framed.html,
            headers=links.headers(token) if token else None,
        )


def _blocks(said: list[tuple[Line, Any]]) -> list[mail.Block]:
    if len(said) == 1:
        _line, one = said[0]
        return [mail.Paragraph(f"{one.text}."), mail.Action(_("See it at Minga"), one.link)]
    blocks: list[mail.Block] = [mail.Paragraph(_("This is what happened:"))]
    shown = said[:_LINES_IN_A_MAIL]
    for topic in Topic:
        of_topic = [one for line, one in shown if rule_of(line.kind).topic == topic]
        if of_topic:
            blocks.append(mail.Heading(topic_name(topic)))
            blocks += [mail.Item(one.text, one.link) for one in of_topic]
    if more := len(said) - len(shown):
        blocks.append(mail.Paragraph(_("And %(count)s more.") % {"count": more}))
    return [*blocks, mail.Action(_("See all notices"), f"{settings.PUBLIC_ORIGIN}/avisos")]


def _why(token: str | None) -> list[mail.Block]:
    if token is None:
        return [mail.Paragraph(_("This mail is about your rights or your money, so it always comes."))]
    settings_page = f"{settings.PUBLIC_ORIGIN}/avisos/ajustes"
    return [
        mail.Aside(_("Choose what comes by e-mail, and when"), settings_page),
        mail.Aside(_("No more mails like this one, without signing in"), links.page(token)),
    ]


def topic_name(topic: Topic) -> str:
    """This will return what a group of kinds is called, in the language that is active."""
    return {
        Topic.DUTIES: _("About you"),
        Topic.SALES: _("Your sales"),
        Topic.POOL: _("The pool"),
        Topic.ASSOCIATION: _("The association"),
        Topic.ORDERS: _("What you bought"),
    }[topic]
