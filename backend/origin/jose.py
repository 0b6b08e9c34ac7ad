"""Credentials as `application/vc+jwt` (W3C Securing Verifiable Credentials using JOSE and COSE, 15 May 2025)."""

from __future__ import annotations

from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.types import Options

from origin.multibase import base64url_bytes, base64url_text

_ALGORITHM: Final = "EdDSA"
_TYPE: Final = "vc+jwt"
# Claims of JWTs; a credential has its own words for its time and its issuer.
_UNASKED: Final[Options] = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_sub": False,
    "verify_jti": False,
    "verify_iss": False,
}


class TokenWrong(ValueError):
    """The token isn't one of a credential, or was signed with another key."""


def signed(credential: dict[str, Any], *, key: Ed25519PrivateKey, key_id: str) -> str:
    """This will return the credential, as it is without a proof in it, as a signed token."""
    headers = {"typ": _TYPE, "cty": "vc", "kid": key_id}
    return jwt.encode(credential, key, algorithm=_ALGORITHM, headers=headers)


def _written_once(part: str) -> bool:
    """Whether the bits that base64url leaves over are none, so that one signature is one text."""
    try:
        return base64url_text(base64url_bytes("u" + part)) == "u" + part
    except ValueError:
        return False


def key_id(token: str) -> str:
    """This will return which key the token says it was signed with.

    :raises TokenWrong: if it says none.
    """
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as error:
        raise TokenWrong("the token can't be read") from error
    if header.get("typ") != _TYPE or header.get("alg") != _ALGORITHM or not isinstance(header.get("kid"), str):
        raise TokenWrong("the token is no credential's")
    return str(header["kid"])


def opened(token: str, key: Ed25519PublicKey) -> dict[str, Any]:
    """This will return the credential of a token that was signed with this key.

    Whether it holds is said by the credential itself, and is not asked here.

    :raises TokenWrong: if it was not.
    """
    key_id(token)
    if not all(_written_once(part) for part in token.split(".")):
        raise TokenWrong("the token is not written as it was")
    try:
        return jwt.decode(token, key, algorithms=[_ALGORITHM], options=_UNASKED)
    except jwt.InvalidTokenError as error:
        raise TokenWrong("the token was signed with another key, or is no longer what was signed") from error
