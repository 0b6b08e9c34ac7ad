"""What other rooms may ask of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Count, QuerySet

from accounts.models import OutgoingMail, Person


def person_with_address(email: str) -> UUID | None:
    """This will return the person who has proved that the address (in lower case) is hers, or None."""
    return EmailAddress.objects.filter(email=email, verified=True).values_list("user_id", flat=True).first()


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """This will return people's names by id, in one query; unknown ids are left out."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def locale_of_address(email: str) -> str | None:
    """This will return the language of the person whose account has the address, or None."""
    return Person.objects.filter(email=email).values_list("locale", flat=True).first()


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """Letters that are not sent yet."""

    count: int
    oldest_seconds: float


def waiting_mail() -> WaitingMail:
    """This will return how many letters wait, and for how long."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float
            FROM accounts_outgoingmail WHERE sent_at IS NULL AND failed_at IS NULL
            """
        )
        return WaitingMail(*cursor.fetchone())


@dataclass(frozen=True, slots=True)
class FailedMail:
    """A letter that was tried as often as it may be. Whom it was for shows as `e…@minga.example`."""

    id: UUID
    recipient: str
    subject: str
    attempts: int
    cause: str
    created_at: datetime
    failed_at: datetime


def failed_mails(limit: int = 100) -> list[FailedMail]:
    """This will return the letters that could not be sent, the newest first."""
    rows = OutgoingMail.objects.filter(failed_at__isnull=False).order_by("-failed_at")[:limit]
    fields = ("id", "subject", "attempts", "cause", "created_at", "failed_at")
    return [FailedMail(recipient=_masked(row.pop("recipient")), **row) for row in rows.values("recipient", *fields)]


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """Why letters that wait for their next try could not be sent so far."""

    cause: str
    letters: int


def mail_troubles() -> list[MailTrouble]:
    """This will return the mail server's words about letters that are tried again by themselves, the commonest first."""
    causes = _troubled().values("cause").annotate(letters=Count("pk")).order_by("-letters", "cause")
    return [MailTrouble(**row) for row in causes]


def troubled_mails(limit: int = 500) -> list[UUID]:
    """This will return letters whose last try failed and that wait for the next one, the oldest first."""
    return list(_troubled().order_by("created_at").values_list("pk", flat=True)[:limit])


def _troubled() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(sent_at__isnull=True, failed_at__isnull=True).exclude(cause="")


def failed_mail_count() -> int:
    """This will count the letters that could not be sent."""
    return OutgoingMail.objects.filter(failed_at__isnull=False).count()


def _masked(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Where letters to a person go, and the language that she reads."""

    email: str
    locale: str


def mail_addresses(person_ids: Iterable[UUID]) -> dict[UUID, MailAddress]:
    """This will return the proved addresses of these people; who proved none, or left, is left out."""
    rows = EmailAddress.objects.filter(
        user_id__in=set(person_ids), verified=True, primary=True, user__is_active=True
    ).values_list("user_id", "email", "user__locale")
    return {person_id: MailAddress(email, locale) for person_id, email, locale in rows}


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """What a person's own screens say of her account."""

    has_second_factor: bool
    consented_version: str | None
    deletion_due_at: datetime | None


def own_standing(person_id: UUID) -> OwnStanding:
    """This will return how the account stands, in one statement; the version is None after a consent was taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (SELECT FROM mfa_authenticator WHERE user_id = %(id)s AND type IN ('totp', 'webauthn')),
                   (SELECT CASE WHEN given THEN version END FROM accounts_consent
                     WHERE person_id = %(id)s AND document = 'privacy_notice' ORDER BY recorded_at DESC, id DESC LIMIT 1),
                   (SELECT due_at FROM accounts_deletionrequest WHERE person_id = %(id)s)
            """,
            {"id": person_id},
        )
        return OwnStanding(*cursor.fetchone())


def exists(person_id: UUID) -> bool:
    """This will say whether the person has an account that is open."""
    return Person.objects.filter(pk=person_id, is_active=True).exists()
