"""A steward suspends an association: it sells nothing, its members read why, and the record says who did it."""

from datetime import timedelta

import pytest

from catalog.handlers import on_association_dissolved
from catalog.models import Offer
from coops.events import AssociationDissolved
from coops.models import Association, Role
from decisions import services as decisions
from decisions.models import Proposal
from events.consumers import EventMeta
from events.models import OutboxEvent
from lib.clock import database_now
from lib.ids import new_id
from lib.jobs import states
from stewards.models import Act
from tests.support import people, trade, votes
from tests.support.problems import refused

REASON = "Denuncia de compradores: vende con marcas ajenas."
PATH = "/api/v1/stewards/associations/{}"


@pytest.fixture
def pool(db):
    return trade.pool()


@pytest.fixture
def steward(db):
    return people.client_for(people.person(is_steward=True))


def suspend(client, pool, **body):
    return client.post(PATH.format("suspend"), {"association": pool.cast.association.slug, "reason": REASON} | body)


def reinstate(client, pool):
    body = {"association": str(pool.cast.association.pk), "reason": "Se aclaró."}
    return client.post(PATH.format("reinstate"), body)


def test_it_sells_no_more_until_that_is_lifted(pool, steward):
    admin = people.client_for(pool.cast.administrator.person)
    offer = f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}"
    guest = people.client_for()
    assert suspend(steward, pool).json()["status"] == "suspended"
    pool.offer.refresh_from_db()
    assert pool.offer.status == Offer.Status.CLOSED
    assert guest.get("/api/v1/catalog/offers").json()["results"] == []
    refused(guest.put(f"/api/v1/basket/lines/{pool.offer.pk}", {"units": 1}), 409, "offer_not_open")
    refused(admin.post(f"{offer}/open"), 409, "association_closed")
    seen = admin.get(f"/api/v1/associations/{pool.cast.association.pk}/workspace").json()
    assert seen["association"]["status"] == "suspended"
    assert seen["suspension"]["reason"] == REASON
    assert admin.get(f"/api/v1/associations/{pool.cast.association.pk}/history").json()["results"][0]["why"] == REASON

    assert reinstate(steward, pool).json()["status"] == "constituted"
    assert Association.objects.get(pk=pool.cast.association.pk).status == "constituted"
    assert admin.post(f"{offer}/open").status_code == 200
    assert guest.put(f"/api/v1/basket/lines/{pool.offer.pk}", {"units": 1}).status_code == 200


def test_it_is_on_record_with_its_reason(pool, steward):
    suspend(steward, pool)
    reinstate(steward, pool)
    lifted, suspended = Act.objects.filter(kind__startswith="association_").order_by("-number")
    assert (suspended.kind, suspended.reason, suspended.details) == ("association_suspended", REASON, {"closed": 1})
    assert (lifted.kind, lifted.reason) == ("association_reinstated", "Se aclaró.")
    assert suspended.association_id == pool.cast.association.pk
    assert REASON in str(steward.get("/api/v1/stewards/acts").json())


def test_bad_input(pool, steward):
    refused(suspend(people.client_for(pool.cast.administrator.person), pool), 404, "not_found")
    refused(suspend(people.client_for(), pool), 401, "sign_in_needed")
    assert suspend(steward, pool, reason="").status_code == 400
    refused(suspend(steward, pool, association="no-hay-tal"), 404, "not_found")
    refused(reinstate(steward, pool), 409, "not_suspended")
    suspend(steward, pool)
    refused(suspend(steward, pool), 409, "already_suspended")
    assert Act.objects.filter(kind="association_suspended").count() == 1


def test_one_that_is_dissolved_sells_nothing_and_is_not_suspended(pool, steward):
    proposal = votes.opened(pool.cast, kind="dissolve")
    for member in pool.members:
        votes.vote(member, proposal)
    votes.end_call(proposal)
    decisions.take_effect_due(10)
    refused(suspend(steward, pool), 409, "association_closed")
    dissolved = AssociationDissolved(association_id=pool.cast.association.pk)
    meta = EventMeta(id=new_id(), time=database_now(), key=new_id(), request_id="", epoch=new_id())
    on_association_dissolved(dissolved, meta)
    pool.offer.refresh_from_db()
    assert pool.offer.status == Offer.Status.CLOSED


def test_one_that_never_stood_stays_unknown(db, steward):
    cast = people.forming_association()
    page = f"/api/v1/associations/by-slug/{cast.association.slug}"
    body = {"association": cast.association.slug, "reason": REASON}
    assert steward.post(PATH.format("suspend"), body).status_code == 200
    refused(people.client_for().get(page), 404, "not_found")
    refused(people.client_for(people.person()).get(page), 404, "not_found")
    assert people.client_for(cast.administrator.person).get(page).json()["status"] == "suspended"
    asking = people.person()
    application = {"producer_id": str(people.producer(asking).pk), "answers": [], "accepts_rules": True}
    path = f"/api/v1/associations/{cast.association.pk}/applications"
    refused(people.client_for(asking).post(path, application), 404, "not_found")
    assert steward.post(PATH.format("reinstate"), body).json()["status"] == "forming"
    for name in ("coops.association_suspended", "coops.association_reinstated"):
        assert OutboxEvent.objects.get(name=name).streams == [f"association:{cast.association.pk}"]


def test_what_was_accepted_waits_until_that_is_lifted(pool, steward):
    """Nothing is lost, and nobody is late."""
    member = pool.members[1]
    proposal = votes.opened(pool.cast, kind="elect", params={
        "role": "president", "seats": 1, "candidates": [str(member.person.pk)],
    })  # fmt: skip
    suspend(steward, pool)
    for voter in pool.members:
        votes.vote(voter, proposal, str(member.person.pk))
    assert votes.end_call(proposal).status == "accepted"
    Proposal.objects.filter(pk=proposal.pk).update(effect_due_at=database_now() - timedelta(days=3))
    assert decisions.take_effect_due(10) == 0
    assert states()["decisions.take_effect"].late_seconds == 0
    reinstate(steward, pool)
    assert decisions.take_effect_due(10) == 1
    assert states()["decisions.take_effect"].late_seconds < timedelta(days=1).total_seconds()
    proposal.refresh_from_db()
    assert proposal.status == "in_effect"
    assert Role.objects.live().filter(person=member.person, role="president").exists()
