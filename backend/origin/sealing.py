"""Private keys as they lie in the database: sealed by ORIGIN_KEY_SECRET, or by SECRET_KEY where none is set."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_PURPOSE: Final = b"origin.sealing:"


def sealed(key: Ed25519PrivateKey) -> bytes:
    """This will return the private key as it may be stored."""
    return _seals().encrypt(key.private_bytes_raw())


def opened(secret: bytes | memoryview) -> Ed25519PrivateKey:
    """This will return the private key that was sealed.

    :raises ImproperlyConfigured: if none of the secrets of the settings opens it.
    """
    try:
        return Ed25519PrivateKey.from_private_bytes(_seals().decrypt(bytes(secret)))
    except InvalidToken:
        raise ImproperlyConfigured(
            "ORIGIN_KEY_SECRET (or SECRET_KEY, where that is not set) doesn't open the key that certificates are signed"
            " with: give back the former one, after the new one and a comma (SECRET_KEY_FALLBACKS for SECRET_KEY)."
        ) from None


def opens_with_the_present_one(secret: bytes | memoryview) -> bool:
    """This will say whether the secret that seals now opens it, or only a former one."""
    try:
        _fernet(_secrets()[0]).decrypt(bytes(secret))
    except InvalidToken:
        return False
    return True


def _seals() -> MultiFernet:
    return MultiFernet([_fernet(secret) for secret in _secrets()])


def _secrets() -> list[str]:
    # What was sealed before ORIGIN_KEY_SECRET was set still opens.
    return [*settings.ORIGIN_KEY_SECRETS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


@cache
def _fernet(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(_PURPOSE + secret.encode()).digest()))
