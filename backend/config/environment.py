"""Reads the environment once, and refuses to start on what is wrong, naming the variable."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Mode = Literal["local", "production", "test"]
LEAST_SECRET = 32


def text(name: str, default: str | None = None) -> str:
    """This will return the variable's value.

    :raises ImproperlyConfigured: if it is missing and has no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is missing: set it in the environment.")
    return default


def integer(name: str, default: int, *, least: int = 0) -> int:
    """This will return the variable as a whole number.

    :raises ImproperlyConfigured: if it is no number, or below `least`.
    """
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}, not {number}.")
    return number


def switch(name: str, default: bool) -> bool:
    """This will return whether the variable says yes (1, yes, true, on) or no (0, no, false, off).

    :raises ImproperlyConfigured: if it says neither.
    """
    value = text(name, "yes" if default else "no").lower()
    if value in ("1", "yes", "true", "on"):
        return True
    if value in ("0", "no", "false", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def listed(name: str, default: str = "") -> list[str]:
    """This will return the comma-separated parts of the variable."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secrets(name: str) -> list[str]:
    """This will return the secrets of the variable, the present one first; none where it is not set.

    :raises ImproperlyConfigured: if one could be guessed.
    """
    found = listed(name)
    if any(len(secret) < LEAST_SECRET for secret in found):
        raise ImproperlyConfigured(f"{name} is too short: give at least {LEAST_SECRET} random characters.")
    return found


def mode() -> Mode:
    """This will return how strictly to start: `local`, `test` or `production` (the default)."""
    value = text("MINGA_MODE", "production")
    if value not in ("local", "production", "test"):
        raise ImproperlyConfigured(f"MINGA_MODE must be local, production or test, not {value!r}.")
    return cast(Mode, value)


def origin(name: str, default: str | None = None) -> str:
    """This will return an origin such as https://minga.example, without a path."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ImproperlyConfigured(f"{name} must be an origin such as https://minga.example, not {value!r}.")
    return f"{parts.scheme}://{parts.netloc}"


def database(name: str = "DATABASE_URL") -> dict[str, object]:
    """This will return Django's connection settings for a URL like postgresql://user:password@host:5432/name.

    A socket folder is given as `?host=/folder`.
    """
    value = text(name)
    parts = urlsplit(value)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must begin with postgresql://: PostgreSQL is the only database.")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(query.get("port", parts.port or "")),
    }


@dataclass(frozen=True, slots=True)
class Mail:
    """Where mail is handed over: `tls` from the first byte, or `starttls` after a greeting."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool


def mail(name: str) -> Mail:
    """This will return the mail server of a URL such as smtps://user:password@host:465.

    smtp://…:587 asks for STARTTLS; smtp+plain://… speaks in the clear, for a relay on the same machine.
    """
    value = text(name)
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtps", "smtp+plain") or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like smtp://user:password@host:587 or smtps://…:465.")
    tls = parts.scheme == "smtps"
    return Mail(
        host=parts.hostname,
        port=parts.port or (465 if tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        starttls=parts.scheme == "smtp",
    )
