"""Showing once more that one is the person: before a copy of everything, and before everything goes."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from lib.errors import DomainError


class ReauthenticationNeeded(DomainError):
    """The session is good, but this is too delicate for a telephone that was left on a table."""

    status = 403
    code = "reauthentication_needed"
    title = _("Show once more that it is you: this changes your account.")


def require(request: Request) -> None:
    """This will pass for some minutes after the person gave her password or second factor once more.

    :raises ReauthenticationNeeded: else.
    """
    if not did_recently_reauthenticate(request._request):
        raise ReauthenticationNeeded
