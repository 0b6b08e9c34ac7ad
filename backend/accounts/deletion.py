"""Deleting an account: asked for, due after some days in which she may change her mind, done over all apps at once.

What other laws make us keep stays under her id, without her name. Events hold ids only, so streams go on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import events, services
from accounts.holders import Hindrance, hindrances, holders
from accounts.models import DeletionRequest, Person
from events import outbox
from lib import jobs
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound


class DeletionHindered(DomainError):
    """Others depend on this account: something has to be settled first."""

    code = "deletion_hindered"
    title = gettext_lazy("Your account can't be deleted yet: something has to be settled first.")


@transaction.atomic
def ask_for_deletion(*, actor: Actor) -> datetime:
    """This will note that the account is to be deleted, and return when; with no days to wait it is done at once.

    :raises DeletionHindered: naming what has to be settled first.
    """
    person = _locked(actor)
    _refuse_hindered(person)
    due_at = database_now() + timedelta(days=settings.ACCOUNT_DELETION_DAYS)
    if settings.ACCOUNT_DELETION_DAYS == 0:
        _close(person)
        return due_at
    request, asked = DeletionRequest.objects.get_or_create(person=person, defaults={"due_at": due_at})
    if asked:
        services.note_change(person_id=person.pk)
        _write_asked(person, request.due_at)
    return request.due_at


@transaction.atomic
def cancel_deletion(*, actor: Actor) -> None:
    """This will keep the account after all. Asked twice, it is kept once."""
    person = _locked(actor)
    deleted, _rows = DeletionRequest.objects.filter(person=person).delete()
    if deleted:
        services.note_change(person_id=person.pk)


@jobs.sweep("accounts.close_due_accounts")
def close_due_accounts(limit: int) -> int:
    """This will delete up to `limit` accounts whose days are over; what became impossible is told instead."""
    now = database_now()
    due = DeletionRequest.objects.filter(due_at__lte=now).order_by("due_at")
    people = list(due.values_list("person_id", flat=True)[:limit])
    for person_id in people:
        with transaction.atomic():
            person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
            if not DeletionRequest.objects.filter(person=person, due_at__lte=now).exists():
                continue
            if hindrances(person.pk):
                DeletionRequest.objects.filter(person=person).delete()
                services.note_change(person_id=person.pk)
                _write_hindered(person)
            else:
                _close(person)
    return len(people)


def _locked(actor: Actor) -> Person:
    person = (
        Person.objects.select_for_update(no_key=True).filter(pk=services.acting(actor), closed_at__isnull=True).first()
    )
    if person is None:
        raise NotFound
    return person


def _refuse_hindered(person: Person) -> None:
    if found := hindrances(person.pk):
        raise DeletionHindered(hindrances=[_plain(one) for one in found])


def _plain(hindrance: Hindrance) -> dict[str, object]:
    return {"code": hindrance.code, "names": list(hindrance.names)}


def _close(person: Person) -> None:
    email, locale = person.email, person.locale
    for _label, holder in holders():
        holder.erase(person.pk)
    outbox.record(events.PersonClosed(person_id=person.pk), key=person.pk, streams=[f"user:{person.pk}"])
    with translation.override(locale):
        services.send_letter(
            recipient=email,
            subject=_("Your account was deleted"),
            text=_(
                "Hello:\n\nYour Minga account is deleted, as you asked. What the law makes us keep, such as sales, "
                "stays without your name. This is the last letter from us."
            ),
        )


def _write_asked(person: Person, due_at: datetime) -> None:
    with translation.override(person.locale):
        services.send_letter(
            recipient=person.email,
            subject=_("Your account will be deleted"),
            text=_(
                "Hello:\n\nYou asked for your Minga account to be deleted. That happens on %(day)s; until then you can "
                "change your mind:\n\n%(link)s\n\nIf it wasn't you, choose a new password right away."
            )
            % {"day": f"{due_at:%Y-%m-%d}", "link": f"{settings.PUBLIC_ORIGIN}/cuenta/borrar"},
        )


def _write_hindered(person: Person) -> None:
    with translation.override(person.locale):
        services.send_letter(
            recipient=person.email,
            subject=_("Your account couldn't be deleted"),
            text=_(
                "Hello:\n\nYour Minga account was to be deleted today, but something has to be settled first. See what, "
                "and ask again then:\n\n%(link)s"
            )
            % {"link": f"{settings.PUBLIC_ORIGIN}/cuenta/borrar"},
        )
