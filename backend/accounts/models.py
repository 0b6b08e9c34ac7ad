"""People who sign in, what they consented to, and the mail that waits for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now

from lib.ids import new_id
from lib.text import EMAIL_LENGTH, NAME_LENGTH


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by their e-mail address, in any case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").lower())


class Locale(models.TextChoices):
    """The languages of the interface."""

    SPANISH = "es"
    ENGLISH = "en"


class Person(AbstractBaseUser):
    """Somebody who signs in by e-mail. What she may do follows from mandates and roles, not from this row.

    A steward runs the platform.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=EMAIL_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    locale = models.CharField(max_length=2, choices=Locale, default=Locale.SPANISH)
    is_steward = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["email"], name="person_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower_case"),
            models.CheckConstraint(condition=models.Q(locale__in=Locale.values), name="person_locale_known"),
        ]

    def __str__(self) -> str:
        # Ends up in logs and error pages: never the name or the address.
        return f"person {self.pk}"

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin is open to this person."""
        return self.is_steward

    def has_perm(self, permission: str, instance: object | None = None) -> bool:
        """This will say whether Django's admin may show something to this person; the API asks elsewhere."""
        return self.is_active and self.is_steward

    def has_module_perms(self, app_label: str) -> bool:
        """This will say whether Django's admin may show an app to this person."""
        return self.is_active and self.is_steward


class Consent(models.Model):
    """One line of the log of consents (Ley 21.719): who agreed to which version of a document, and when.

    Lines are only added; taking a consent back is a line with `given=False`.
    """

    class Document(models.TextChoices):
        """What can be consented to."""

        PRIVACY_NOTICE = "privacy_notice"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    document = models.CharField(max_length=40, choices=Document)
    version = models.CharField(max_length=20)
    given = models.BooleanField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "document", "recorded_at"])]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"


class IdempotencyKey(models.Model):
    """The answer to a POST, kept for seven days so that a repeat has no second effect (lib/idempotency.py)."""

    id = models.BigAutoField(primary_key=True)
    principal = models.TextField()
    key = models.CharField(max_length=255)
    operation = models.TextField()
    fingerprint = models.BinaryField()
    status = models.SmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["principal", "operation", "key"], name="idempotency_key_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return self.operation


class RateWindow(models.Model):
    """How often one place tried something in the present window (accounts/limits.py); the key is a hash."""

    key = models.BinaryField(primary_key=True)
    used = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return str(self.used)


class OutgoingMail(models.Model):
    """A letter that waits to be sent. Its text goes when it is sent: it may hold a link that opens something.

    `began_at` marks a try under way: who finds an old one takes over from a worker that died, and nobody knows whether
    the mail server had taken the letter. `cause` says why the last try failed; with `failed_at` there is no other.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.EmailField(max_length=EMAIL_LENGTH)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(default="", db_default="")
    headers = models.JSONField(default=dict, db_default={})
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    began_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=300, default="", db_default="")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(text=""), name="sent_mail_keeps_no_text"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(html="", headers={}),
                name="sent_mail_keeps_no_html",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["created_at"], name="mail_waiting", condition=models.Q(sent_at__isnull=True)),
            models.Index(fields=["-failed_at"], name="mail_failed", condition=models.Q(failed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class MailboxMessage(models.Model):
    """A letter as it arrives on a machine without a mail server; `/dev/mailbox/` shows it on loopback."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.CharField(max_length=EMAIL_LENGTH)
    sender = models.CharField(max_length=EMAIL_LENGTH)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    received_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["recipient", "-received_at"])]

    def __str__(self) -> str:
        return f"message {self.pk}"
