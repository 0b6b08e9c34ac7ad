"""Django's admin is to read: whatever an app or a library registers there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests.support import people

PAGES = list(admin.site._registry.values())
_SECRET = ("password", "secret", "token", "token_hash", "body", "request_body", "data", "session_key", "url", "rut")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.model._meta.label_lower)
def test_a_steward_may_look_and_change_nothing(page: Any, db: None):
    request = RequestFactory().get("/")
    request.user = people.person(is_steward=True)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
    assert not [name for name in page.get_actions(request) if name == "delete_selected"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.model._meta.label_lower)
def test_nothing_is_shown_that_opens_something(page: Any, db: None):
    request = RequestFactory().get("/")
    request.user = people.person(is_steward=True)
    shown = {*page.get_fields(request), *page.get_list_display(request)}
    assert not shown & set(_SECRET)
    assert page.model._meta.label_lower != "accounts.outgoingmail" or "text" not in shown
