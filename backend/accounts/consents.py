"""The log of consents (Ley 21.719): lines are only added, and the last one counts."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Person
from accounts.services import acting, note_change
from lib.actor import Actor
from lib.errors import DomainError


class NoticeChanged(DomainError):
    """The privacy notice has another version by now."""

    code = "privacy_notice_changed"
    title = _("The privacy notice has changed meanwhile: read it again.")


def log_of(person_id: UUID) -> QuerySet[Consent]:
    """This will return the person's lines, the newest first."""
    return Consent.objects.filter(person_id=person_id).order_by("-recorded_at", "-id")


@transaction.atomic
def record_consent(*, actor: Actor, version: str, given: bool) -> None:
    """This will log a yes to the present privacy notice, or that a consent is taken back. Saying the same again adds
    nothing.

    :raises NoticeChanged: if a yes is to another version than the present one.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=acting(actor))
    if given and version != settings.PRIVACY_NOTICE_VERSION:
        raise NoticeChanged
    last = log_of(person.pk).filter(document=Consent.Document.PRIVACY_NOTICE).first()
    if last is not None and (last.given, last.version) == (given, version):
        return
    Consent.objects.create(person=person, document=Consent.Document.PRIVACY_NOTICE, version=version, given=given)
    note_change(person_id=person.pk)
