"""The issuer's identity, `did:web`: this site's host, and the keys that its document shows."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from origin.models import IssuerKey
from origin.multibase import public_key_bytes


def issuer() -> str:
    """This will return the DID of this site. A port's colon is written as %3A."""
    return f"did:web:{quote(urlsplit(settings.PUBLIC_ORIGIN).netloc, safe='.-')}"


def method(name: str) -> str:
    """This will return the id of a key for Data Integrity proofs."""
    return f"{issuer()}#{name}"


def jwt_method(name: str) -> str:
    """This will return the id of the same key as a JSON Web Key, which verifiers of JWTs look for."""
    return f"{issuer()}#{name}-jwk"


def document(keys: Iterable[IssuerKey]) -> dict[str, Any]:
    """This will return the DID document that shows these keys."""
    methods = [shown for key in keys for shown in _methods(key)]
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": issuer(),
        "verificationMethod": methods,
        "assertionMethod": [shown["id"] for shown in methods],
    }


def _methods(key: IssuerKey) -> list[dict[str, Any]]:
    x = base64.urlsafe_b64encode(public_key_bytes(key.public_multibase)).decode("ascii").rstrip("=")
    return [
        {
            "id": method(key.name),
            "type": "Multikey",
            "controller": issuer(),
            "publicKeyMultibase": key.public_multibase,
        },
        {
            "id": jwt_method(key.name),
            "type": "JsonWebKey",
            "controller": issuer(),
            "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": x, "alg": "EdDSA", "use": "sig"},
        },
    ]
