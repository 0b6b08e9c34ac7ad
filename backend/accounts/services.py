"""Commands on people and on their letters."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import events, jobs
from accounts.models import Consent, Locale, OutgoingMail, Person
from events import outbox
from lib import mail
from lib.actor import Actor
from lib.errors import DomainError, NotFound


class EmailTaken(DomainError):
    """Another account uses the address."""

    status = 409
    code = "email_taken"
    title = _("There is an account with this e-mail address already.")


def create_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    password_hash: str | None = None,
    locale: str = Locale.SPANISH,
    is_steward: bool = False,
    address_row: bool = True,
) -> Person:
    """This will make an account whose holder agreed to the current privacy notice.

    Inputs are clean already (lib.text). The password may come hashed; without any, nobody signs in by password.
    `address_row=False` leaves the row of the verified address to the sign-up flow, which verifies it by a letter.

    :raises EmailTaken: if another account has the address.
    """
    person = Person(
        email=email,
        name=name,
        password=password_hash or make_password(password),
        locale=locale if locale in Locale.values else Locale.SPANISH,
        is_steward=is_steward,
    )
    with transaction.atomic():
        _store(person, address_row=address_row)
    return person


def _store(person: Person, *, address_row: bool) -> None:
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise EmailTaken from None
    if address_row:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Consent.objects.create(
        person=person,
        document=Consent.Document.PRIVACY_NOTICE,
        version=settings.PRIVACY_NOTICE_VERSION,
        given=True,
    )
    outbox.record(
        events.PersonRegistered(person_id=person.pk, locale=person.locale),
        key=person.pk,
        streams=[f"user:{person.pk}"],
    )


def acting(actor: Actor) -> UUID:
    """This will return who acts on her own account.

    :raises NotFound: if nobody is signed in.
    """
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


@transaction.atomic
def update_person(*, actor: Actor, name: str | None = None, locale: str | None = None) -> Person:
    """This will change what the acting person calls herself, or her language; None leaves it as it is."""
    if actor.person_id is None:
        raise NotFound
    person = Person.objects.select_for_update(no_key=True).filter(pk=actor.person_id).first()
    if person is None:
        raise NotFound
    wanted = {"name": name, "locale": locale}
    changed = [field for field, value in wanted.items() if value is not None and getattr(person, field) != value]
    if not changed:
        return person
    for field in changed:
        setattr(person, field, wanted[field])
    person.save(update_fields=changed)
    outbox.record(
        events.PersonChanged(person_id=person.pk, locale=person.locale),
        key=person.pk,
        streams=[f"user:{person.pk}"],
    )
    return person


@transaction.atomic
def note_change(*, person_id: UUID) -> None:
    """This will tell her other screens that something of the account is different: address, consent, second factor."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    outbox.record(
        events.PersonChanged(person_id=person.pk, locale=person.locale), key=person.pk, streams=[f"user:{person.pk}"]
    )


@transaction.atomic
def make_steward(*, email: str) -> Person:
    """This will let an existing person run the platform.

    :raises NotFound: if no account has the address.
    """
    person = Person.objects.select_for_update(no_key=True).filter(email=email).first()
    if person is None:
        raise NotFound
    person.is_steward = True
    person.save(update_fields=["is_steward"])
    return person


@transaction.atomic
def end_steward(*, email: str) -> Person:
    """This will take back what `make_steward` gave; the account stays. It holds from the next request on.

    :raises NotFound: if no steward has the address.
    """
    person = Person.objects.select_for_update(no_key=True).filter(email=email, is_steward=True).first()
    if person is None:
        raise NotFound
    person.is_steward = False
    person.save(update_fields=["is_steward"])
    return person


@transaction.atomic
def send_letter(
    *, recipient: str, subject: str, text: str, html: str | None = None, headers: Mapping[str, str] | None = None
) -> OutgoingMail:
    """This will queue a letter; it leaves after the transaction around it has committed, and never if that fails.

    Plain text is put into Minga's frame (`lib.mail`) in the language that is active; who made both forms passes `html`.
    """
    if html is None:
        text, html = mail.framed(mail.blocks_of(text))
    letter = OutgoingMail.objects.create(
        recipient=recipient, subject=" ".join(subject.split())[:300], text=text, html=html, headers=dict(headers or {})
    )
    jobs.send_mail.defer(mail_id=str(letter.pk))
    return letter


@transaction.atomic
def resend_mail(*, mail_id: UUID) -> OutgoingMail:
    """This will give a letter that failed for good another twelve tries, the first at once.

    :raises NotFound: if there is no such letter, or it did not fail.
    """
    letter = OutgoingMail.objects.select_for_update(no_key=True).filter(pk=mail_id, failed_at__isnull=False).first()
    if letter is None:
        raise NotFound
    letter.attempts, letter.failed_at, letter.cause, letter.began_at = 0, None, "", None
    letter.save(update_fields=["attempts", "failed_at", "cause", "began_at"])
    jobs.send_again(letter.pk)
    return letter
