"""A command that waited on a device goes out in its owner's session or not at all."""

from __future__ import annotations

import pytest

from catalog.models import Lot
from tests.support import people, trade
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


def test_another_persons_command_is_refused_and_does_nothing():
    pool = trade.pool((50, 30))
    owner, other = pool.cast.members[0], pool.cast.members[1]
    path = f"/api/v1/producers/{owner.producer.pk}/lots"
    body = {"product_name": "Queso", "category": "cheese", "units": 5, "made_on": "2026-11-01"}
    meant = {"Minga-Person": str(owner.person.pk)}
    refused(people.client_for(other.person).post(path, body, headers=meant), 401, "other_person")
    refused(people.client_for().post(path, body, headers=meant), 401, "other_person")
    assert people.client_for(owner.person).get("/api/v1/me", headers=meant).status_code == 200
    assert Lot.objects.filter(units=5).count() == 0


def test_a_malformed_name_is_nobody():
    client = people.client_for(people.person())
    for meant in ("", "x", "\u00f1", "0" * 5000):
        refused(
            client.get("/api/v1/me", headers={"Minga-Person": meant.encode().decode("latin-1")}), 401, "other_person"
        )
