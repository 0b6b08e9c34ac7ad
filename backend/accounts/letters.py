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
        _("%(code)s is your code for Minga") % {"code": details["code"]},
        _(
            "Hello:\n\nType this code on the page where you asked for it:\n\n%(code)s\n\n"
            "It works for half an hour, on that page only. If you didn't ask for it, do nothing: without the code "
            "nobody gets in with your address."
        )
        % {"code": details["code"]},
    )


def _exists(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("Somebody wanted to sign up with your address"),
        _(
            "Hello:\n\nSomebody, perhaps you, wanted to sign up at Minga with this address. You have an account "
            "already, so nothing was changed. Sign in here:\n\n%(origin)s/entrar\n\n"
            "If you don't remember your password, choose a new one:\n\n%(link)s\n\n"
            "If it wasn't you, there is nothing to do."
        )
        % {"origin": details["origin"], "link": details["password_reset_url"]},
    )


def _email_changed(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("Your account has another address now"),
        _(
            "Hello:\n\nYour Minga account uses %(email)s from now on; letters no longer come here. If it was you, "
            "there is nothing to do. If it wasn't, write to us right away by answering this letter."
        )
        % {"email": details["to_email"]},
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


def _second_factor(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("Your account has a second step now"),
        _(
            "Hello:\n\nFrom now on signing in to your Minga account asks for a second step as well: a code of your "
            "application, or a passkey. Keep your recovery codes on paper. If it wasn't you, choose a new password "
            "right away:\n\n%(origin)s/cuenta/clave"
        )
        % {"origin": details["origin"]},
    )


def _second_factor_less(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("A second step was taken from your account"),
        _(
            "Hello:\n\nA second step for signing in was just removed from your Minga account. If it was you, there is "
            "nothing to do. If it wasn't, choose a new password right away:\n\n%(origin)s/cuenta/clave"
        )
        % {"origin": details["origin"]},
    )


def _recovery_codes(details: Mapping[str, Any]) -> Letter:
    return Letter(
        _("You have new recovery codes"),
        _(
            "Hello:\n\nNew recovery codes were made for your Minga account; the former ones no longer work. If it "
            "wasn't you, choose a new password right away:\n\n%(origin)s/cuenta/clave"
        )
        % {"origin": details["origin"]},
    )


# By the prefix under which the sign-in library asks for a letter; what is missing here is written by the library.
LETTERS: Mapping[str, Callable[[Mapping[str, Any]], Letter]] = {
    "account/email/email_confirmation": _confirm,
    "account/email/email_confirmation_signup": _confirm,
    "account/email/password_reset_key": _reset,
    "account/email/password_reset": _password_changed,
    "account/email/password_changed": _password_changed,
    "account/email/unknown_account": _unknown,
    "account/email/account_already_exists": _exists,
    "account/email/email_changed": _email_changed,
    "mfa/email/totp_activated": _second_factor,
    "mfa/email/webauthn_added": _second_factor,
    "mfa/email/totp_deactivated": _second_factor_less,
    "mfa/email/webauthn_removed": _second_factor_less,
    "mfa/email/recovery_codes_generated": _recovery_codes,
}
