"""People who sign in, what they consented to, and the mail that waits for them."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.functional import cached_property

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
    # Deleted on her own wish: the row stays as an id without a name, for what others must keep.
    closed_at = models.DateTimeField(null=True, editable=False)

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
        # What sweeps look for every second is little among much.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["joined_at"],
                name="person_never_in",
                condition=models.Q(last_login__isnull=True, closed_at__isnull=True),
            ),
            models.Index(fields=["closed_at"], name="person_closed", condition=models.Q(closed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        # Ends up in logs and error pages: never the name or the address.
        return f"person {self.pk}"

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether a second step is asked for when this person signs in."""
        return Authenticator.objects.filter(user=self, type__in=("totp", "webauthn")).exists()

    @property
    def may_run_platform(self) -> bool:
        """Whether this is a steward who signs in with what a steward must have."""
        if not (self.is_active and self.is_steward):
            return False
        return self.has_second_factor or not settings.STEWARDS_NEED_SECOND_FACTOR

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin is open to this person."""
        return self.may_run_platform

    def has_perm(self, permission: str, instance: object | None = None) -> bool:
        """This will say whether Django's admin may show something to this person; the API asks elsewhere."""
        return self.may_run_platform

    def has_module_perms(self, app_label: str) -> bool:
        """This will say whether Django's admin may show an app to this person."""
        return self.may_run_platform


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


class DataExport(models.Model):
    """A copy of all that is kept of a person, made by a job and gone two days later. Only she fetches it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    ready_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["person"],
                name="data_export_one_at_a_time",
                condition=models.Q(ready_at__isnull=True, failed_at__isnull=True),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["asked_at"], name="data_export_age")]

    def __str__(self) -> str:
        return f"export {self.pk}"


class DataExportPiece(models.Model):
    """A part of the file, small enough to be read and sent without holding the whole."""

    export = models.ForeignKey(DataExport, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["export", "number"], name="data_export_piece_once"),
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of {self.export_id}"


class DeletionRequest(models.Model):
    """A person's wish that her account be deleted; until `due_at` she may change her mind."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="deletion_request")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_at"])]

    def __str__(self) -> str:
        return f"deletion of {self.person_id}"


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
            models.Index(fields=["sent_at"], name="mail_sent", condition=models.Q(sent_at__isnull=False)),
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
