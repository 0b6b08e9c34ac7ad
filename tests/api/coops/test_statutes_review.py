"""The day of the next review: set by the board, remembered once, on the board's Home until it is dealt with."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from coops.events import StatutesReviewDue
from coops.models import Statutes
from coops.queries import current_statutes
from coops.services.reviews import remind_of_reviews
from notifications import services as notifications
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


def path(cast):
    return f"/api/v1/associations/{cast.association.pk}/statutes/{current_statutes(cast.association.pk).pk}/review"


def day(days):
    return str(timezone.localdate() + timedelta(days=days))


def pass_by(cast, days=2):
    """Lets the day of review lie some days back."""
    Statutes.objects.filter(association=cast.association).update(review_on=timezone.localdate() - timedelta(days=days))


def review_tasks(person):
    home = people.client_for(person).get("/api/v1/home").json()
    return [task for task in home["tasks"] if task["kind"] == "review_statutes"]


def test_the_board_sets_and_takes_back_a_day(cast, admin_client, member_client):
    answer = admin_client.post(path(cast), {"review_on": day(300)})
    assert answer.status_code == 200, answer.content
    assert answer.json()["statutes"]["review_on"] == day(300)
    assert admin_client.post(path(cast), {"review_on": None}).json()["statutes"]["review_on"] is None
    assert len(recorded("coops.statutes_review_set")) == 2
    refused(member_client.post(path(cast), {"review_on": day(300)}), 403, "role_missing")


def test_of_the_version_that_rules_and_on_a_day_to_come(cast, admin_client):
    older = path(cast)
    refused(admin_client.post(path(cast), {"review_on": day(0)}), 400, "review_date_invalid")
    admin_client.post(
        f"/api/v1/associations/{cast.association.pk}/statutes",
        {"text": "Otros.", "changes": "Todo.", "adopted_on": day(0), "review_on": day(365)},
    )
    assert current_statutes(cast.association.pk).review_on == timezone.localdate() + timedelta(days=365)
    refused(admin_client.post(older, {"review_on": day(300)}), 409, "statutes_changed")


def test_the_board_is_reminded_once_and_finds_it_at_home(cast, admin_client):
    admin_client.post(path(cast), {"review_on": day(1)})
    assert remind_of_reviews(10) == 0
    assert review_tasks(cast.administrator.person) == []
    pass_by(cast)
    assert remind_of_reviews(10) == 1
    assert remind_of_reviews(10) == 0, "once for each day"
    assert len(recorded("coops.statutes_review_due")) == 1
    due = StatutesReviewDue(
        association_id=cast.association.pk, statutes_id=cast.statutes.pk, review_on=timezone.localdate()
    )
    assert notifications.tell_of_review(due, event_id=uuid4()) == 1
    (task,) = review_tasks(cast.administrator.person)
    assert task["until"] == day(-2)
    assert review_tasks(cast.members[1].person) == []
    admin_client.post(path(cast), {"review_on": day(365)})
    assert review_tasks(cast.administrator.person) == []
    pass_by(cast, days=1)
    assert remind_of_reviews(10) == 1, "a new day is a new reminder"


def test_an_older_version_reminds_nobody(cast, admin_client):
    pass_by(cast)
    admin_client.post(
        f"/api/v1/associations/{cast.association.pk}/statutes",
        {"text": "Otros.", "changes": "Todo.", "adopted_on": day(0)},
    )
    assert remind_of_reviews(10) == 0
