"""A steward who leaves, at the command line."""

import pytest
from django.core.management import CommandError, call_command

from tests.support import people


def test_a_steward_becomes_an_ordinary_person_at_once(db):
    leaving = people.person(is_steward=True)
    browser = people.client_for(leaving)
    assert browser.get("/admin/accounts/person/").status_code == 200
    call_command("end_steward", leaving.email.upper())
    assert browser.get("/admin/accounts/person/").status_code == 302
    assert browser.get("/api/v1/me").json()["person"]["is_steward"] is False


@pytest.mark.parametrize("email", ["nobody@example.cl", "ana", "member"])
def test_who_is_none_is_said(db, email):
    if email == "member":
        email = people.person().email
    with pytest.raises(CommandError):
        call_command("end_steward", email)
