"""Everybody knows the demo's password: it is refused wherever it could open a door, and touches nothing that is there."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Person
from catalog.models import Offer
from tests.support.people import forming_association

pytestmark = pytest.mark.django_db


def load() -> str:
    """This will run the command and return what it prints."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


@pytest.mark.parametrize(
    ("origin", "mode", "said"),
    [
        ("https://minga.example", "local", "PUBLIC_ORIGIN"),
        ("http://192.168.1.20:8000", "local", "PUBLIC_ORIGIN"),
        ("http://127.0.0.1:8000", "production", "MINGA_MODE"),
    ],
)
def test_it_is_refused_where_others_could_sign_in(settings: Any, origin: str, mode: str, said: str):
    settings.PUBLIC_ORIGIN, settings.MODE = origin, mode
    with pytest.raises(CommandError, match=said):
        load()
    assert not Person.objects.exists()


def test_a_database_that_is_in_use_is_left_alone():
    forming_association()
    counts = (Person.objects.count(), Offer.objects.count())
    assert load() == '{"signins":[]}\n'
    assert (Person.objects.count(), Offer.objects.count()) == counts
