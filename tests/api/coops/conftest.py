"""The cast of these tests: an administrator, members, and a stranger who belongs to another association."""

import pytest

from tests.support import people


@pytest.fixture
def cast(db):
    return people.constituted_association()


@pytest.fixture
def forming(db):
    return people.forming_association()


@pytest.fixture
def stranger(db):
    return people.constituted_association(members=2).administrator


@pytest.fixture
def admin_client(cast):
    return people.client_for(cast.administrator.person)


@pytest.fixture
def member_client(cast):
    return people.client_for(cast.members[2].person)


@pytest.fixture
def stranger_client(stranger):
    return people.client_for(stranger.person)


@pytest.fixture
def guest_client():
    return people.client_for()
