"""The sign-in library's refusals as problem+json with stable codes, in the words of the house.

The library answers with bodies of its own, and with texts that address the reader as *usted*. Here its 4xx become
what every other refusal of the API is. A 401 says what is missing by its `code` and lists the ways on in `flows`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from lib.errors import CONTENT_TYPE, TITLES, Text, TooMany, domain_problem, problem_response

_PENDING: Final[Mapping[str, tuple[str, Text]]] = {
    "verify_email": ("email_code_needed", _("Type the code that we sent to your e-mail address.")),
    "mfa_authenticate": ("second_step_needed", _("Your account asks for a second step.")),
}
_REAUTHENTICATION: Final = ("reauthentication_needed", _("Show once more that it is you: this changes your account."))
_TEXTS: Final[Mapping[str, Text]] = {
    "required": _("This is missing."),
    "invalid": _("This isn't written as it should be."),
    "max_length": _("That is too long."),
    "null_characters_not_allowed": _("This has characters that can't be stored."),
    "invalid_choice": _("That isn't there any more."),
    "invalid_list": _("That isn't there any more."),
    "invalid_pk_value": _("That isn't there any more."),
    "password_too_short": _("The password needs at least 10 characters."),
    "password_too_common": _("Many people use that password. Put three words of your own together."),
    "password_too_similar": _("That password looks a lot like your name or your address."),
    "email_password_mismatch": _("Address and password don't belong together."),
    "too_many_login_attempts": _("Too many tries. Wait some minutes."),
    "rate_limited": _("Too many tries. Wait some minutes."),
    "incorrect_password": _("That isn't your password."),
    "enter_current_password": _("That isn't your present password."),
    "incorrect_code": _("The code isn't right, or its time is over."),
    "invalid_password_reset": _("This link was used already, or is too old."),
    "email_taken": _("That address can't be used."),
    "duplicate_email": _("That is your address already."),
    "unknown_email": _("That isn't an address of yours."),
    "unverified_email": _("Confirm your e-mail address first."),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second step: set one up first."),
}


def as_problem(response: HttpResponse) -> HttpResponse:
    """This will return the library's answer if it is none of 4xx, else the same as a problem."""
    if response.status_code < 400 or response.headers["Content-Type"] == CONTENT_TYPE:
        return response
    told = response.headers["Content-Type"] == "application/json"
    problem = _problem(response.status_code, orjson.loads(response.content) if told else {})
    for name in ("Allow", "Cache-Control"):
        if name in response.headers:
            problem.headers[name] = response.headers[name]
    return problem


def _problem(status: int, answer: dict[str, Any]) -> HttpResponse:
    if errors := [_field(error) for error in answer.get("errors", [])]:
        title: Text = _("Something in what you sent has to be corrected.")
        return problem_response(status, "validation_error", title, errors=errors)
    if status == 401:
        return _unauthorized(answer)
    if status == 409:
        return problem_response(409, "nothing_pending", _("There is nothing to confirm here now."))
    if status == 429:
        return domain_problem(TooMany())
    code, general = TITLES.get(status, TITLES[400])
    return problem_response(status, code, general)


def _unauthorized(answer: dict[str, Any]) -> HttpResponse:
    flows = answer.get("data", {}).get("flows", [])
    if answer.get("meta", {}).get("is_authenticated"):
        return problem_response(403, *_REAUTHENTICATION, flows=flows)
    pending = next((flow["id"] for flow in flows if flow.get("is_pending")), "")
    code, title = _PENDING.get(pending, TITLES[401])
    return problem_response(401, code, title, flows=flows)


def _field(error: dict[str, Any]) -> dict[str, Any]:
    code = error["code"] or "invalid"
    return {"code": code, "detail": str(_TEXTS.get(code, error["message"])), "attr": error.get("param")}
