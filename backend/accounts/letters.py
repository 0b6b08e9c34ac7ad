"""The words of the letters about an account. Plain text, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _


class Letter(NamedTuple):
    """A subject on one line and a text of short paragraphs."""

    subject: str
    text: str


def _confirm(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("Confirm your e-mail address"),
        _(
            "Hello:\n\nSomebody, surely you, signed up at Minga with this address. Confirm it here:\n\n%(link)s\n\n"
            "If it wasn't you, do nothing: without your confirmation nobody gets a letter here."
        )
        % {"link": details["activate_url"]},
    )


def _reset(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("Choose a new password"),
        _(
            "Hello:\n\nHere you can choose a new password for Minga:\n\n%(link)s\n\n"
            "The link works once. If you didn't ask for it, do nothing: your password stays as it is."
        )
        % {"link": details["password_reset_url"]},
    )


def _password_changed(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("Your password was changed"),
        _(
            "Hello:\n\nYour Minga password was changed just now. If it was you, there is nothing to do. "
            "If it wasn't, choose a new one on the sign-in page right away."
        ),
    )


def _unknown(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("There is no account with this address"),
        _(
            "Hello:\n\nSomebody asked for a new Minga password for this address, but no account uses it. "
            "Perhaps you signed up with another one. You can also sign up here:\n\n%(link)s"
        )
        % {"link": details["signup_url"]},
    )


# By the prefix under which the sign-in library asks for a letter; what is missing here is written by the library.
LETTERS: Mapping[str, Callable[[Mapping[str, Any]], Letter]] = {
    "account/email/email_confirmation": _confirm,
    "account/email/email_confirmation_signup": _confirm,
    "account/email/password_reset_key": _reset,
    "account/email/password_reset": _password_changed,
    "account/email/password_changed": _password_changed,
    "account/email/unknown_account": _unknown,
}
