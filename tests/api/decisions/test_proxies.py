"""Powers between members: to another, in no circle, within the limit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.clock import database_now
from tests.support import people
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return people.constituted_association()


def address(cast):
    return f"/api/v1/associations/{cast.association.pk}/proxies"


def give(cast, giver, holder, **fields):
    body = {
        "giver_id": str(giver.membership.pk),
        "holder_id": str(holder.membership.pk),
        "ends_at": (database_now() + timedelta(days=30)).isoformat(),
    } | fields
    return people.client_for(giver.person).post(address(cast), body)


def test_giver_and_holder_see_it_and_nobody_else(cast):
    giver, holder, other = cast.members[1:4]
    given = give(cast, giver, holder)
    assert given.status_code == 201, given.content
    for who, seen in ((giver, 1), (holder, 1), (other, 0)):
        assert len(people.client_for(who.person).get(address(cast)).json()) == seen
    place = f"{address(cast)}/{given.json()['id']}/revoke"
    refused(people.client_for(other.person).post(place), 404, "not_found")
    assert people.client_for(holder.person).post(place).json()["revoked_at"] is not None
    assert people.client_for(giver.person).get(address(cast)).json() == []


def test_not_to_oneself_nor_to_another_producer_of_one_person(cast):
    giver = cast.members[1]
    refused(give(cast, giver, giver), 400, "proxy_to_oneself")
    second = people.join(cast, who=giver.person)
    refused(give(cast, giver, second), 400, "proxy_to_oneself")


def test_not_in_a_circle(cast):
    first, second, third = cast.members[1:4]
    assert give(cast, first, second).status_code == 201
    refused(give(cast, second, first), 409, "proxy_in_a_circle")
    assert give(cast, second, third).status_code == 201
    refused(give(cast, third, first), 409, "proxy_in_a_circle")


def test_one_at_a_time_and_within_the_limit(cast):
    first, second, third, fourth = cast.members[1:5]
    assert give(cast, first, third).status_code == 201
    refused(give(cast, first, fourth), 409, "proxy_given_already")
    assert refused(give(cast, second, third), 409, "too_many_proxies")["detail"].endswith("1.")


def test_its_end_lies_ahead_within_a_year(cast):
    first, second = cast.members[1:3]
    for ends_at in (
        None,
        (database_now() - timedelta(days=1)).isoformat(),
        (database_now() + timedelta(days=400)).isoformat(),
    ):
        refused(give(cast, first, second, ends_at=ends_at), 400, "proxy_period_invalid")


def test_nobody_gives_anothers_vote_away(cast):
    first, second, third = cast.members[1:4]
    body = {
        "giver_id": str(second.membership.pk),
        "holder_id": str(third.membership.pk),
        "ends_at": (database_now() + timedelta(days=30)).isoformat(),
    }
    refused(people.client_for(first.person).post(address(cast), body), 404, "not_found")
