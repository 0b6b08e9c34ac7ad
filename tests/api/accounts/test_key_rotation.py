"""A new SECRET_KEY: with the former one beside it nobody notices; without it, everything that it signed is void."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings as present

from orders import links
from tests.support import people


def signed_in(browser: Any) -> bool:
    return browser.get("/api/v1/me").json()["person"] is not None


def test_sessions_and_links_outlive_a_rotation(db, settings):
    former = present.SECRET_KEY
    browser, order = people.client_for(people.person()), uuid4()
    link = links.token_for(order)
    assert signed_in(browser)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new-" + "y" * 50, [former]
    assert signed_in(browser)
    assert links.opens(link, order)
    settings.SECRET_KEY_FALLBACKS = []
    assert signed_in(browser), "the session was taken over by the new key"
    assert not links.opens(link, order)


def test_after_a_leak_nothing_of_the_former_key_holds(db, settings):
    browser, order = people.client_for(people.person()), uuid4()
    link = links.token_for(order)
    settings.SECRET_KEY = "new-" + "z" * 50
    assert not signed_in(browser)
    assert not links.opens(link, order)
