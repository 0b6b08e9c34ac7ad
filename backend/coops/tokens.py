"""Tokens of invitation links: 256 random bits; only their hash is stored."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """This will return a token that nobody can guess, in characters that an address holds as they are."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """This will return what is stored of a token. It needs no salt: a token can't be guessed from a list."""
    return sha256(token.encode()).hexdigest()
