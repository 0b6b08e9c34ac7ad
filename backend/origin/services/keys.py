"""The issuer's keys: made when first needed, exchanged, withdrawn."""

from __future__ import annotations

from typing import Final

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from catalog.models import ClockTimestamp
from lib.errors import DomainError
from origin import sealing
from origin.models import IssuerKey
from origin.multibase import public_key_text

log = structlog.get_logger(__name__)

_EXCHANGE: Final = 0x6D6F  # the advisory lock under which keys are made and retired


class KeyUnknown(DomainError):
    """No key of the issuer has this name."""

    status = 404
    code = "issuer_key_unknown"
    title = _("There is no such key.")


class SigningKeySealed(DomainError):
    """The secret of the settings doesn't open the key: the log names the variable."""

    status = 503
    code = "signing_key_sealed"
    title = _("Certificates can't be signed now. Whoever runs this site has been told why.")


def private_half(key: IssuerKey) -> Ed25519PrivateKey:
    """This will return what a key signs with.

    :raises SigningKeySealed: if the settings have another secret than the one that it was sealed with.
    """
    try:
        return sealing.opened(key.secret)
    except ImproperlyConfigured as error:
        log.exception("origin_key_sealed", key=key.name)
        raise SigningKeySealed from error


def signing_key() -> IssuerKey:
    """This will return the key that signs now. The first is made by whoever needs it first."""
    return _current() or _made(unless_there_is_one=True)


def rotate() -> IssuerKey:
    """This will make a new key and retire the present one, which goes on verifying what it signed."""
    return _made(unless_there_is_one=False)


@transaction.atomic
def withdraw(*, name: str) -> IssuerKey:
    """This will take a key out of the DID document: whoever has its private half can prove nothing by it any more.

    What it signed and still stands has to be signed anew afterwards (credentials.sign_anew).

    :raises KeyUnknown: if no key has this name.
    """
    _wait_for_our_turn()
    key = IssuerKey.objects.filter(name=name).first()
    if key is None:
        raise KeyUnknown
    IssuerKey.objects.filter(pk=key.pk, retired_at__isnull=True).update(retired_at=ClockTimestamp())
    IssuerKey.objects.filter(pk=key.pk, withdrawn_at__isnull=True).update(withdrawn_at=ClockTimestamp())
    key.refresh_from_db()
    return key


@transaction.atomic
def seal_anew() -> int:
    """This will seal each key with the secret that is set now, and return how many had a former one."""
    _wait_for_our_turn()
    changed = 0
    for key in IssuerKey.objects.order_by("made_at"):
        if not sealing.opens_with_the_present_one(key.secret):
            key.secret = sealing.sealed(sealing.opened(key.secret))
            key.save(update_fields=["secret"])
            changed += 1
    return changed


def _current() -> IssuerKey | None:
    return IssuerKey.objects.filter(retired_at__isnull=True).first()


@transaction.atomic
def _made(*, unless_there_is_one: bool) -> IssuerKey:
    _wait_for_our_turn()
    if unless_there_is_one and (present := _current()):
        return present
    IssuerKey.objects.filter(retired_at__isnull=True).update(retired_at=ClockTimestamp())
    private = Ed25519PrivateKey.generate()
    return IssuerKey.objects.create(
        name=f"key-{IssuerKey.objects.count() + 1}",
        public_multibase=public_key_text(private.public_key().public_bytes_raw()),
        secret=sealing.sealed(private),
    )


def _wait_for_our_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_EXCHANGE])
