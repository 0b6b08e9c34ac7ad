"""What accounts keep of a person, and what becomes of it when she goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models.functions import Now

from accounts import sessions
from accounts.holders import Holder, Kept, Section, register
from accounts.models import (
    Consent,
    DataExport,
    DeletionRequest,
    IdempotencyKey,
    MailboxMessage,
    OutgoingMail,
    Person,
)

# Shown where a name stood; no language.
NOBODY: Final = "—"
_NO_PASSWORD: Final = "!"  # noqa: S105  what Django keeps where no password opens anything


def _export(person_id: UUID) -> Iterable[Section]:
    person = Person.objects.filter(pk=person_id)
    yield Section("account", person.values("id", "email", "name", "locale", "is_steward", "joined_at", "last_login"))
    yield Section("addresses", EmailAddress.objects.filter(user_id=person_id).values("email", "verified", "primary"))
    yield Section(
        "consents", Consent.objects.filter(person_id=person_id).values("document", "version", "given", "recorded_at")
    )
    yield Section(
        "sessions", UserSession.objects.filter(user_id=person_id).values("user_agent", "created_at", "last_seen_at")
    )
    yield Section(
        "second_steps", Authenticator.objects.filter(user_id=person_id).values("type", "created_at", "last_used_at")
    )
    letters = OutgoingMail.objects.filter(recipient__in=_addresses(person_id))
    yield Section("letters", letters.order_by("created_at").values("subject", "created_at", "sent_at"))


def _addresses(person_id: UUID) -> list[str]:
    stored = EmailAddress.objects.filter(user_id=person_id).values_list("email", flat=True)
    return [*stored, *Person.objects.filter(pk=person_id).values_list("email", flat=True)]


def _erase(person_id: UUID) -> None:
    addresses = _addresses(person_id)
    sessions.end_sessions(person_id=person_id)
    OutgoingMail.objects.filter(recipient__in=addresses).delete()
    MailboxMessage.objects.filter(recipient__in=addresses).delete()
    IdempotencyKey.objects.filter(principal=f"person:{person_id}").delete()
    EmailAddress.objects.filter(user_id=person_id).delete()
    Authenticator.objects.filter(user_id=person_id).delete()
    DataExport.objects.filter(person_id=person_id).delete()
    DeletionRequest.objects.filter(person_id=person_id).delete()
    Person.objects.filter(pk=person_id).update(
        email=f"{person_id}@closed.invalid", name=NOBODY, password=_NO_PASSWORD, is_active=False, is_steward=False,
        last_login=None, closed_at=Now(),
    )  # fmt: skip


def _kept(person_id: UUID) -> Iterable[Kept]:
    yield Kept("consents", Consent.objects.filter(person_id=person_id).count(), months=72)


register(
    "accounts",
    Holder(
        references={
            "accounts.Consent.person": "kept: proof that the processing was lawful",
            "accounts.DataExport.person": "deleted",
            "accounts.DeletionRequest.person": "deleted",
            "account.EmailAddress.user": "deleted",
            "mfa.Authenticator.user": "deleted",
            "usersessions.UserSession.user": "deleted, with its session",
            "admin.LogEntry.user": "kept: an id without a name",
        },
        export=_export,
        erase=_erase,
        kept=_kept,
    ),
)
