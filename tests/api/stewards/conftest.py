"""A steward at the web."""

from __future__ import annotations

import pytest

from accounts.models import Person
from tests.support import people
from tests.support.people import Api


@pytest.fixture
def steward(db: None) -> Person:
    return people.person("Marta Steward", email="marta@minga.example", is_steward=True)


@pytest.fixture
def client(steward: Person) -> Api:
    return people.client_for(steward)
