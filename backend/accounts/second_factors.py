"""A second step at signing in: a code of an application (TOTP), a passkey, or a recovery code from paper."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_SEALED: Final = "fernet:"


def has_second_factor(person_id: UUID) -> bool:
    """This will say whether a second step is asked for when the person signs in."""
    return Authenticator.objects.filter(user_id=person_id, type__in=FACTORS).exists()


class Adapter(DefaultMFAAdapter):
    """Keeps the secrets sealed in the database, and names this house to telephones and browsers."""

    def encrypt(self, text: str) -> str:
        return _SEALED + _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.removeprefix(_SEALED).encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": _relying_party(), "name": "Minga"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}


def sealed_anew() -> int:
    """This will seal every secret with the present SECRET_KEY, and return how many had another.

    To be done before a former key is dropped: what only that key opens is lost with it.
    """
    count = 0
    for factor in Authenticator.objects.filter(type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]):
        name = "secret" if factor.type == Authenticator.Type.TOTP else "seed"
        token = factor.data[name].removeprefix(_SEALED).encode()
        if _opens(token):
            continue
        factor.data[name] = _SEALED + _keys().rotate(token).decode()
        factor.save(update_fields=["data"])
        count += 1
    return count


def _opens(token: bytes) -> bool:
    try:
        _fernet(settings.SECRET_KEY).decrypt(token)
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@cache
def _fernet(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"accounts.second_factors:" + key.encode()).digest()))


def _relying_party() -> str:
    # A passkey belongs to a name, never to a number: on one's own machine that is localhost.
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host
    return str(context.request.get_host()).partition(":")[0]
