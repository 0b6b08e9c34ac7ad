"""The signed link in a mail that switches just that off, without signing in (RFC 8058)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.queries import exists
from lib.errors import DomainError
from notifications.kinds import Kind

_SALT: Final = "notifications.unsubscribe"
_OPENS_FOR: Final = timedelta(days=180)


class LinkExpired(DomainError):
    """The mail is too old."""

    status = 410
    code = "unsubscribe_expired"
    title = _("This link is too old. Sign in and choose under Notices, or take the link of a newer mail.")


class LinkUnknown(DomainError):
    """We did not sign it, or it was cut short on its way."""

    status = 404
    code = "unsubscribe_unknown"
    title = _("This link is not complete. Open it from the mail once more, or sign in and choose under Notices.")


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """Whose e-mail of which kinds a link is about."""

    person_id: UUID
    kinds: tuple[Kind, ...]


def token_for(person_id: UUID, kinds: Collection[str]) -> str:
    """This will return what a mail about these kinds carries."""
    return signing.dumps({"p": person_id.hex, "k": sorted(kinds)}, salt=_SALT)


def opened(token: str) -> Unsubscription:
    """This will return what a token is about. Kinds that this release doesn't know are left out.

    :raises LinkExpired: if it is older than half a year.
    :raises LinkUnknown: if we did not sign it, or the person has left since.
    """
    try:
        said = signing.loads(token, salt=_SALT, max_age=_OPENS_FOR)
    except signing.SignatureExpired:
        raise LinkExpired from None
    except signing.BadSignature:
        raise LinkUnknown from None
    person_id = UUID(said["p"])
    if not exists(person_id):
        raise LinkUnknown
    return Unsubscription(person_id, tuple(Kind(kind) for kind in said["k"] if kind in Kind.values))


def headers(token: str) -> dict[str, str]:
    """This will return the headers by which a mail program offers to unsubscribe with one click."""
    return {
        "List-Unsubscribe": f"<{settings.PUBLIC_ORIGIN}/api/v1/unsubscribe/{token}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def page(token: str) -> str:
    """This will return the page of the link: opening it changes nothing, for mail scanners open links too."""
    return f"{settings.PUBLIC_ORIGIN}/baja/{token}"
