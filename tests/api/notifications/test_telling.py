"""Who is told what: once, on her own stream, and nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.events import ContributionAdded, UnitsAllocated
from coops import services as coops
from coops.events import AssociationConstituted, MemberInvited, MemberJoined, MembershipEnded, RoleGiven
from events.models import OutboxEvent
from notifications import services
from notifications.models import InboxItem
from orders.events import OrderPaid
from tests.support import people, trade

pytestmark = pytest.mark.django_db


def inboxes(kind: str) -> dict[UUID, dict[str, Any]]:
    """This will return what people were told of a kind."""
    return {item.person_id: item.params for item in InboxItem.objects.filter(kind=kind)}


def announced() -> list[list[str]]:
    """This will return the streams of the announcements, one list for each event."""
    rows = OutboxEvent.objects.filter(name="notifications.item_added").order_by("number")
    return list(rows.values_list("streams", flat=True))


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool()


def test_a_sale_is_told_to_each_producers_people_with_their_own_units(pool: trade.Pool):
    rosa, nelson, berta = pool.members
    event = UnitsAllocated(
        offer_id=pool.offer.pk, association_id=pool.cast.association.pk, document="line", units=12,
        parts={rosa.producer.pk: 8, nelson.producer.pk: 4}, rule_version=1, offer_version=9,
    )  # fmt: skip
    assert services.tell_of_sale(event, event_id=uuid4()) == 2
    told = inboxes("units_sold")
    assert {person: params["units"] for person, params in told.items()} == {rosa.person.pk: 8, nelson.person.pk: 4}
    assert berta.person.pk not in told
    assert announced() == [sorted(f"user:{member.person.pk}" for member in (rosa, nelson))]


def test_who_acts_for_two_producers_is_told_the_sum(pool: trade.Pool):
    rosa, nelson, _ = pool.members
    coops.give_mandate(actor=people.actor(nelson.person), producer_id=nelson.producer.pk, person_id=rosa.person.pk)
    event = UnitsAllocated(
        offer_id=pool.offer.pk, association_id=pool.cast.association.pk, document="line", units=12,
        parts={rosa.producer.pk: 8, nelson.producer.pk: 4}, rule_version=1, offer_version=9,
    )  # fmt: skip
    services.tell_of_sale(event, event_id=uuid4())
    assert inboxes("units_sold")[rosa.person.pk]["units"] == 12


def test_the_same_event_twice_tells_once(pool: trade.Pool):
    rosa = pool.members[0]
    event = ContributionAdded(
        offer_id=pool.offer.pk, association_id=pool.cast.association.pk, contribution_id=uuid4(), lot_id=uuid4(),
        producer_id=rosa.producer.pk, units=10, offer_version=4,
    )  # fmt: skip
    event_id = uuid4()
    assert services.tell_of_contribution(event, event_id=event_id) == 2
    assert services.tell_of_contribution(event, event_id=event_id) == 0
    assert rosa.person.pk not in inboxes("contribution_added"), "who did it need not be told"
    assert len(announced()) == 1


def test_a_new_member_is_told_to_the_others(pool: trade.Pool):
    newcomer = people.join(pool.cast)
    event = MemberJoined(
        association_id=pool.cast.association.pk, membership_id=newcomer.membership.pk,
        producer_id=newcomer.producer.pk, number=4, people=[newcomer.person.pk],
    )  # fmt: skip
    assert services.tell_of_new_member(event, event_id=uuid4()) == 3
    assert newcomer.person.pk not in inboxes("member_joined")


def test_all_hear_that_the_association_exists_and_who_left_hears_it_alone(pool: trade.Pool):
    association_id, berta = pool.cast.association.pk, pool.members[2]
    constituted = AssociationConstituted(association_id=association_id, statutes_id=uuid4(), founders=[])
    assert services.tell_of_constitution(constituted, event_id=uuid4()) == 3
    ended = MembershipEnded(
        association_id=association_id, membership_id=berta.membership.pk, producer_id=berta.producer.pk,
        reason="excluded", people=[berta.person.pk],
    )  # fmt: skip
    assert services.tell_of_ended_membership(ended, event_id=uuid4()) == 1
    assert set(inboxes("membership_ended")) == {berta.person.pk}


def test_a_new_office_is_told_to_who_holds_it(pool: trade.Pool):
    berta = pool.members[2].person
    event = RoleGiven(association_id=pool.cast.association.pk, role_id=uuid4(), person_id=berta.pk, role="treasurer")
    services.tell_of_role(event, event_id=uuid4())
    assert inboxes("role_given")[berta.pk]["role"] == "treasurer"


@pytest.mark.parametrize("proved", [True, False])
def test_an_invitation_is_told_to_a_proved_address_only(pool: trade.Pool, proved: bool):
    invited = people.person(email="vecina@example.cl")
    if not proved:
        invited.emailaddress_set.update(verified=False)
    people.invited(pool.cast, email="vecina@example.cl")
    row = OutboxEvent.objects.filter(name="coops.member_invited").latest("number")
    event = MemberInvited(
        association_id=pool.cast.association.pk, invitation_id=UUID(row.data["invitation_id"]),
        person_id=pool.cast.administrator.person.pk,
    )  # fmt: skip
    assert services.tell_of_invitation(event, event_id=uuid4()) == int(proved)
    assert (invited.pk in inboxes("invitation_received")) is proved


def test_a_buyer_who_was_signed_in_is_told_and_a_guest_is_not():
    buyer = people.person()
    order = OrderPaid(order_group_id=uuid4(), association_ids=[], buyer_id=buyer.pk, total_clp=15980, units={})
    told: dict[str, Any] = {
        "kind": InboxItem.Kind.ORDER_PAID,
        "order_group_id": order.order_group_id,
        "amount_clp": 15980,
    }
    assert services.tell_buyer(event_id=uuid4(), buyer_id=buyer.pk, **told) == 1
    assert services.tell_buyer(event_id=uuid4(), buyer_id=None, **told) == 0
    assert set(inboxes("order_paid")) == {buyer.pk}


def test_however_many_are_told_in_one_insert_for_each_table():
    members = [people.person(email=f"socia{number}@example.cl").pk for number in range(20)]
    many = [services.Notice(person_id=person) for person in members]
    with CaptureQueriesContext(connection) as queries:
        services.tell(kind=InboxItem.Kind.ASSOCIATION_CONSTITUTED, event_id=uuid4(), notices=many)
    statements = [query["sql"] for query in queries if "INSERT INTO notifications" in query["sql"]]
    # Items, lines, and what goes out by e-mail.
    assert len(statements) == 3
    assert len(queries) < 15
    assert InboxItem.objects.count() == 20


def test_nothing_of_a_person_is_on_a_stream_that_is_not_hers(pool: trade.Pool):
    event = AssociationConstituted(association_id=pool.cast.association.pk, statutes_id=uuid4(), founders=[])
    services.tell_of_constitution(event, event_id=uuid4())
    for row in OutboxEvent.objects.filter(name__startswith="notifications."):
        assert all(stream.startswith("user:") for stream in row.streams)
        assert not any(str(member.person.pk) in str(row.data) for member in pool.members)
