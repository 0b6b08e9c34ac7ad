"""Every address of the sign-in library, asked in every way by a guest and by a person: no fault of ours shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support import people
from tests.support.browser import Browser

BODIES: list[object] = [
    None,
    {},
    {"email": "otra@example.cl", "primary": True},
    {"email": ["x"], "password": {"a": 1}, "key": 7, "code": None, "phone": "+56900000000", "username": []},
    {"credential": {"id": "x", "response": {}}, "name": "x", "authenticators": ["x"], "sessions": ["x"], "code": "1"},
    {"authenticators": [99999999999999999999], "sessions": [99999999999999999999], "generate": True},
]


def addresses() -> Iterator[str]:
    """This will return each of the library's addresses once."""

    def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for entry in resolver.url_patterns:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield path
            else:
                yield from below(entry, path)

    found = {path for path in below(get_resolver(), "/") if path.startswith("/_allauth/")}
    assert len(found) == 20
    yield from sorted(found)


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_answer_is_a_fault(signed_in):
    faults = []
    for path in addresses():
        browser = Browser()
        if signed_in:
            someone = people.person()
            browser.sign_in(someone.email)
        for method in ("get", "post", "put", "patch", "delete"):
            for body in BODIES if method != "get" else [None]:
                answer = browser.send(path, body, method=method)
                if answer.status_code >= 500 or (answer.status_code >= 400 and "code" not in answer.json()):
                    faults.append((method, path, body, answer.content[:200]))
    assert not [(m, p) for m, p, _, _ in faults], sorted({(m, p) for m, p, _, _ in faults})


def test_what_the_web_app_does_not_use_is_not_there(browser):
    someone = people.person()
    browser.sign_in(someone.email)
    for path in ("account/phone", "auth/sessions", "auth/code/request", "auth/webauthn/signup", "auth/2fa/trust"):
        assert browser.send(f"/_allauth/browser/v1/{path}").status_code == 404
    assert browser.send("/_allauth/app/v1/auth/login").status_code == 404
    assert browser.get("/_allauth/openapi.json").status_code == 404
