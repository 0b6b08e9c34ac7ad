"""What is signed: the keys of the issuer, credentials as text, and the lists that say which hold no more."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, Value

from catalog.models import ClockTimestamp
from lib.ids import new_id
from origin.models.certificates import Certificate

# 16 KiB of bits, the least that the specification allows: who asks for one entry doesn't tell which.
LIST_ENTRIES = 131_072


class IssuerKey(models.Model):
    """An Ed25519 key of the issuer. The private half is encrypted; a retired key signs no more, but still verifies.

    A withdrawn one verifies nothing any more: it got into wrong hands, and what it signed was signed anew.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The fragment of its verification method in the DID document: "key-1".
    name = models.CharField(max_length=20, unique=True)
    public_multibase = models.CharField(max_length=80)
    secret = models.BinaryField()
    made_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    retired_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["public_multibase"], name="issuer_key_once"),
            models.UniqueConstraint(Value(1), condition=Q(retired_at__isnull=True), name="issuer_key_one_signs"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(retired_at__isnull=False),
                name="issuer_key_withdrawn_signs_not",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StatusList(models.Model):
    """A Bitstring Status List: bit 0 is the left-most of byte 0. It is signed anew each day, as it is asked for."""

    class Purpose(models.TextChoices):
        """A suspension can be lifted, a revocation can't."""

        REVOCATION = "revocation"
        SUSPENSION = "suspension"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    bits = models.BinaryField()
    used = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(db_default=ClockTimestamp())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["purpose", "number"], name="status_list_numbered_once"),
            models.CheckConstraint(condition=Q(used__lte=LIST_ENTRIES), name="status_list_within_its_size"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"


class Credential(models.Model):
    """A certificate, or that a lot was packed under it, as a W3C Verifiable Credential. Texts, byte for byte as signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="credentials")
    # Empty: about the certificate itself.
    lot = models.ForeignKey("catalog.Lot", on_delete=models.PROTECT, null=True, related_name="+")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="credentials")
    # With its Data Integrity proof, and as application/vc+jwt.
    document = models.TextField()
    jwt = models.TextField()
    # Its place in the current list of each purpose.
    status_number = models.PositiveIntegerField()
    status_index = models.PositiveIntegerField()
    issued_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    # A newer one says the same of the same thing (another word, another cap).
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["status_number", "status_index"], name="credential_has_its_own_bit"),
            models.UniqueConstraint(
                fields=["certificate", "lot"],
                condition=Q(replaced_at__isnull=True, lot__isnull=False),
                name="credential_of_lot_once",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(replaced_at__isnull=True, lot__isnull=True),
                name="credential_of_certificate_once",
            ),
        ]

    def __str__(self) -> str:
        return f"credential {self.pk}"
