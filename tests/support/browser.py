"""A browser's session for tests: cookies kept, the CSRF cookie sent back in the header, JSON both ways."""

from __future__ import annotations

import re
from typing import Any

from accounts.models import OutgoingMail
from lib.text import clean_email
from tests.support.people import PASSWORD, Api

AUTH = "/_allauth/browser/v1/auth/"
ACCOUNT = "/_allauth/browser/v1/account/"


def code_for(email: str) -> str:
    """This will return the code of the newest letter to the address that has one."""
    letters = OutgoingMail.objects.filter(recipient=email).order_by("-created_at")
    return next(found.group() for letter in letters if (found := re.search(r"\b\d{6}\b", letter.text)))


class Browser(Api):
    """Checks CSRF like the real thing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **options)
        self.get("/api/v1/me")

    def send(self, path: str, body: Any = None, *, method: str = "post", **options: Any) -> Any:
        """This will send a changing request with the CSRF token."""
        headers = {"X-CSRFToken": self.cookies["minga_csrf"].value} | options.pop("headers", {})
        return getattr(self, method)(path, body, headers=headers, **options)

    def sign_up(self, email: str = "elsa@example.cl", **changes: Any) -> Any:
        """This will sign up and type the code of the letter, unless the form was refused; see `ask_to_sign_up`."""
        answer = self.ask_to_sign_up(email, **changes)
        if answer.status_code != 401 or answer.json()["code"] != "email_code_needed":
            return answer
        return self.type_code(code_for(clean_email(email)))

    def type_code(self, code: str) -> Any:
        """This will answer the question for the code of the letter."""
        return self.send(f"{AUTH}email/verify", {"key": code})

    def ask_to_sign_up(self, email: str = "elsa@example.cl", **changes: Any) -> Any:
        """This will send the form; `changes` replaces what is sent, None leaves it out."""
        body = {"email": email, "password": PASSWORD, "name": "Elsa Rivera", "consent": True} | changes
        return self.send(f"{AUTH}signup", {key: value for key, value in body.items() if value is not None})

    def sign_in(self, email: str = "elsa@example.cl", password: str = PASSWORD) -> Any:
        """This will sign in."""
        return self.send(f"{AUTH}login", {"email": email, "password": password})

    def sign_out(self) -> Any:
        """This will sign out."""
        return self.send(f"{AUTH}session", method="delete")

    @property
    def person(self) -> Any:
        """Who is signed in, as `GET /me` says; None if nobody is."""
        return self.get("/api/v1/me").json()["person"]
