"""Bytes as text that says how it is written: `z` base58 (Bitcoin's alphabet), `u` base64url without padding."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

import base58

_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]*")
# What a multibase Ed25519 key begins with (multicodec, as a varint).
_ED25519_PUBLIC: Final = b"\xed\x01"
_KEY_BYTES: Final = 32


def base58_text(content: bytes) -> str:
    """This will return the bytes as multibase base58."""
    return "z" + base58.b58encode(content).decode("ascii")


def base58_bytes(text: str) -> bytes:
    """This will return what a multibase base58 text stands for.

    :raises ValueError: if it is none.
    """
    if not text.startswith("z"):
        raise ValueError("not multibase base58")
    content = base58.b58decode(text[1:])
    if base58_text(content) != text:
        raise ValueError("not multibase base58")
    return content


def base64url_text(content: bytes) -> str:
    """This will return the bytes as multibase base64url without padding."""
    return "u" + base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def base64url_bytes(text: str) -> bytes:
    """This will return what a multibase base64url text stands for.

    :raises ValueError: if it is none.
    """
    if not text.startswith("u") or not _BASE64URL.fullmatch(text, 1):
        raise ValueError("not multibase base64url")
    try:
        return base64.urlsafe_b64decode(text[1:] + "=" * (-(len(text) - 1) % 4))
    except binascii.Error as error:
        raise ValueError("not multibase base64url") from error


def public_key_text(public_key: bytes) -> str:
    """This will return an Ed25519 public key as a DID document's `publicKeyMultibase` has it."""
    return base58_text(_ED25519_PUBLIC + public_key)


def public_key_bytes(text: str) -> bytes:
    """This will return the 32 bytes of an Ed25519 key from its `publicKeyMultibase`.

    :raises ValueError: if it is no such key.
    """
    content = base58_bytes(text)
    if not content.startswith(_ED25519_PUBLIC) or len(content) != len(_ED25519_PUBLIC) + _KEY_BYTES:
        raise ValueError("not an Ed25519 public key")
    return content[len(_ED25519_PUBLIC) :]
