"""Devices that show notices, and what is due to them."""

from __future__ import annotations

import base64
import hashlib
from typing import Final
from uuid import UUID

import orjson
import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Person
from lib import jobs
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from notifications import web_push
from notifications.models import Delivery, InboxItem, NoticeSettings, PushDevice
from notifications.queries.choices import choices_by_kind
from notifications.services.choosing import locked_settings
from notifications.services.mailing import lines_of, one_by_one
from notifications.words import Names

log = structlog.get_logger(__name__)

PUSH_SWEEP: Final = "notifications.send_push"
PUSH_TASK: Final = "notifications.push"
_MOST_DEVICES: Final = 20
_MOST_FAILURES: Final = 5
_MOST_ITEMS: Final = 200


class PushOff(DomainError):
    """This Minga has no keys to push with."""

    status = 409
    code = "push_off"
    title = gettext_lazy("This site sends no notices to devices.")


class DeviceRefused(DomainError):
    """The browser named a push service that we don't speak to, or keys that are none."""

    status = 422
    code = "push_device_refused"
    title = gettext_lazy("This browser's notice service isn't known here. Try another browser, or take e-mail.")


class TooManyDevices(DomainError):
    """Nobody has so many devices."""

    status = 409
    code = "too_many_devices"
    title = gettext_lazy("You have too many devices. Remove one that you don't use any more.")


class PushUnanswered(Exception):
    """The push service said "later", or nothing."""


@transaction.atomic
def add_device(
    *, person_id: UUID, session_key: str, endpoint: str, p256dh: bytes, auth: bytes, called: str
) -> PushDevice:
    """This will have notices shown on a browser, for as long as the session lasts; the first says that it works.

    A browser belongs to whoever said so last: a phone that changes hands shows nothing of its former owner's.

    :raises PushOff: if push isn't set up.
    :raises DeviceRefused: if the push service or the keys are not acceptable.
    :raises TooManyDevices: if the person has twenty.
    """
    if web_push.public_key() is None:
        raise PushOff
    try:
        web_push.check_endpoint(endpoint)
        web_push.check_keys(p256dh, auth)
    except (web_push.EndpointRefused, web_push.KeysRefused):
        raise DeviceRefused from None
    locked_settings(person_id)
    digest = hashlib.sha256(endpoint.encode()).digest()
    others = PushDevice.objects.filter(person_id=person_id).exclude(endpoint_digest=digest)
    if others.count() >= _MOST_DEVICES:
        raise TooManyDevices
    known = PushDevice.objects.select_for_update(no_key=True).filter(endpoint_digest=digest).first()
    if known is not None and known.person_id != person_id:
        known.delete()
        known = None
    if known is None:
        device = PushDevice.objects.create(
            person_id=person_id,
            session_key=session_key,
            endpoint=endpoint,
            endpoint_digest=digest,
            p256dh=p256dh,
            auth=auth,
            called=called,
        )
        _queue(device.pk, [])
        return device
    known.session_key, known.p256dh, known.auth, known.called, known.failures = session_key, p256dh, auth, called, 0
    known.save(update_fields=["session_key", "p256dh", "auth", "called", "failures"])
    return known


def remove_device(*, person_id: UUID, device_id: UUID) -> None:
    """This will show nothing more on a device.

    :raises NotFound: if the person has no such device.
    """
    if not PushDevice.objects.filter(pk=device_id, person_id=person_id).delete()[0]:
        raise NotFound


def send_due_push(limit: int) -> int:
    """This will hand on what is due to the devices of up to `limit` people; it returns of how many."""
    due = Delivery.objects.filter(channel=Delivery.Channel.PUSH, due_at__lte=(now := database_now()))
    oldest = due.order_by("due_at").values_list("due_at", flat=True).first()
    jobs.record_lateness(PUSH_SWEEP, (now - oldest).total_seconds() if oldest else 0)
    people = list(due.order_by("person_id").values_list("person_id", flat=True).distinct()[:limit])
    return one_by_one(PUSH_SWEEP, Delivery.Channel.PUSH, people, _push_to)


def _push_to(person_id: UUID) -> bool:
    with transaction.atomic():
        if locked_settings(person_id, skip_locked=True) is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM notifications_delivery WHERE person_id = %s AND channel = %s AND due_at <= %s"
                " RETURNING item_id",
                [person_id, Delivery.Channel.PUSH, database_now()],
            )
            taken = [row[0] for row in cursor.fetchall()]
        unread = InboxItem.objects.filter(pk__in=taken, read_at__isnull=True).order_by("-pk")
        kinds = set(unread.values_list("kind", flat=True))
        wanted = [kind for kind, choice in choices_by_kind(person_id, kinds).items() if choice.push]
        items = list(unread.filter(kind__in=wanted).values_list("pk", flat=True)[:_MOST_ITEMS])
        if items:
            for device_id in PushDevice.objects.filter(person_id=person_id).values_list("pk", flat=True):
                _queue(device_id, items)
    return True


def _queue(device_id: UUID, item_ids: list[UUID]) -> None:
    jobs.app.configure_task(PUSH_TASK).defer(device_id=str(device_id), item_ids=[str(pk) for pk in item_ids])


def push_to_device(device_id: UUID, item_ids: list[UUID]) -> None:
    """This will send one message to one device; without items, the one that says that it works.

    A device that is gone, or whose session ended, is removed. Sent twice, the second replaces the first on the screen.

    :raises PushUnanswered: if the push service should be asked again.
    """
    device = PushDevice.objects.filter(pk=device_id).first()
    if device is None:
        return
    if not Session.objects.filter(session_key=device.session_key, expire_date__gt=database_now()).exists():
        device.delete()
        return
    message, topic = _message(device, item_ids)
    if message is None:
        return
    try:
        answer = web_push.send(
            device.endpoint, message, p256dh=bytes(device.p256dh), auth=bytes(device.auth), topic=topic
        )
    except web_push.EndpointRefused:
        device.delete()
        return
    _note(device, answer)


def _note(device: PushDevice, answer: web_push.Answer) -> None:
    row = PushDevice.objects.filter(pk=device.pk)
    if 200 <= answer.status < 300:
        row.update(used_at=Now(), failures=0, cause="")
    elif answer.status in (404, 410):
        log.info("push_device_gone", device=str(device.pk), status=answer.status)
        row.delete()
    elif answer.status in (0, 408, 425, 429) or answer.status >= 500:
        row.update(cause=f"status {answer.status}")
        raise PushUnanswered(f"status {answer.status}")
    else:
        # Our keys were exchanged, or the message displeased: not this one again, and in the end not this device.
        log.warning("push_refused", device=str(device.pk), status=answer.status)
        row.update(failures=F("failures") + 1, cause=f"status {answer.status}")
        row.filter(failures__gte=_MOST_FAILURES).delete()


def _message(device: PushDevice, item_ids: list[UUID]) -> tuple[bytes | None, str]:
    """What the lock screen may show: no other person's name, and on wish not even what it is about."""
    locale = Person.objects.filter(pk=device.person_id).values_list("locale", flat=True).first()
    hours = NoticeSettings.objects.filter(pk=device.person_id).first() or NoticeSettings()
    with translation.override(locale):
        if not item_ids:
            said = (_("From now on notices come here"), "/avisos/ajustes", "welcome")
        else:
            lines = lines_of(item_ids, person_id=device.person_id)
            count = sum(line.count for line in lines)
            if not lines:
                return None, ""
            if hours.discreet or len(lines) > 1:
                text = ngettext("You have a new notice", "You have %(count)s new notices", count) % {"count": count}
                said = (text, "/avisos", "several")
            else:
                one = Names(lines).said(lines[0])
                subject = str(max(item_ids))
                said = (one.text, one.link.removeprefix(settings.PUBLIC_ORIGIN), subject)
        text, path, tag = said
        body = {"title": "Minga", "body": text[:300], "url": path, "tag": tag, "lang": locale or "es"}
        return orjson.dumps(body), _topic(tag)


def _topic(tag: str) -> str:
    """At most 32 characters of base64url, the same for the same tag."""
    return base64.urlsafe_b64encode(hashlib.sha256(tag.encode()).digest()[:24]).decode()
