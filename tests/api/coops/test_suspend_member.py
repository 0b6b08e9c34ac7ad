"""A suspended member reads and takes no part: in no room, by nobody of its people, until that is lifted or over."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from coops import queries, services
from coops.models import Membership, MembershipSuspension
from decisions.models import Participation
from events import streams
from lib.access import permissions
from lib.clock import database_now
from tests.contracts.openapi import operations
from tests.support import people, trade, votes
from tests.support.events import recorded
from tests.support.problems import refused, same_refusal

REASON = "No entregó los quesos que prometió."


def suspend(client, cast, member, **body):
    path = f"/api/v1/associations/{cast.association.pk}/members/{member.membership.pk}/suspend"
    return client.post(path, {"reason": REASON} | body)


def reinstate(client, cast, member):
    return client.post(f"/api/v1/associations/{cast.association.pk}/members/{member.membership.pk}/reinstate")


def over(member):
    """As if the end had come by itself."""
    Membership.objects.filter(pk=member.membership.pk).update(suspended_until=Now())


def test_who_is_suspended_reads_and_takes_no_part(cast, admin_client):
    member = cast.members[2]
    client = people.client_for(member.person)
    assert suspend(admin_client, cast, member).status_code == 200
    here = f"/api/v1/associations/{cast.association.pk}"
    seen = client.get(f"{here}/workspace").json()
    assert seen["roles"] == ["suspended"]
    assert seen["memberships"][0]["suspension"] == {"until": None, "reason": REASON}
    assert not {"coops_acceptStatutes", "coops_invite", "coops_suspendMember"} & set(seen["can"])
    for path in ("members", "statutes", "proposals", "offers", "history", "register"):
        assert client.get(f"{here}/{path}").status_code == 200, path
    assert streams.readable({(member.person.pk, f"association:{cast.association.pk}")})
    for path in ("proposals", "proxies", "invitations", f"offers/{cast.association.pk}/contributions"):
        answer = client.post(f"{here}/{path}", {})
        assert answer.status_code in (403, 404), path
    refused(client.post(f"{here}/proposals", {}), 403, "membership_suspended")
    assert client.get("/api/v1/me").json()["associations"][0]["roles"] == ["suspended"]
    assert client.get("/api/v1/home").status_code == 200


def test_the_reason_is_for_the_board_and_the_member(cast, admin_client, member_client):
    suspend(admin_client, cast, cast.members[3])
    path = f"/api/v1/associations/{cast.association.pk}/members/{cast.members[3].membership.pk}"
    assert admin_client.get(path).json()["suspension"]["reason"] == REASON
    assert people.client_for(cast.members[3].person).get(path).json()["suspension"]["reason"] == REASON
    assert member_client.get(path).json()["suspension"] == {"until": None, "reason": None}
    (told,) = recorded("coops.member_suspended")
    assert REASON not in told["data"]
    assert f"user:{cast.members[3].person.pk}" in told["streams"]


def test_every_room_lets_the_suspended_read_what_members_read_and_do_nothing():
    for operation in operations():
        roles = permissions()[operation.id]
        reads = operation.method == "get"
        if operation.id == "coops_endMembership":
            assert "suspended" in roles  # who is suspended may leave
        else:
            assert ("suspended" in roles) == (reads and "member" in roles), operation.id


def test_it_neither_votes_nor_is_counted(cast, admin_client):
    member = cast.members[2]
    running = votes.opened(cast)
    suspend(admin_client, cast, member)
    client = people.client_for(member.person)
    ballot = f"/api/v1/associations/{cast.association.pk}/proposals/{running.pk}/votes"
    choice = {"membership_id": str(member.membership.pk), "choice": ["yes"]}
    refused(client.post(ballot, choice), 403, "membership_suspended")
    # The running vote keeps its frozen number: suspending somebody is no way to a smaller quorum.
    assert Participation.objects.filter(proposal=running).count() == running.entitled == 5
    later = votes.opened(cast)
    assert later.entitled == 4
    reinstate(admin_client, cast, member)
    assert client.post(ballot, choice).status_code == 201
    assert votes.opened(cast).entitled == 5


def test_its_proxy_does_not_vote_either(cast, admin_client):
    giver, holder = cast.members[2], cast.members[3]
    votes.proxy(giver, holder)
    running = votes.opened(cast)
    ballot = f"/api/v1/associations/{cast.association.pk}/proposals/{running.pk}/votes"
    choice = {"membership_id": str(giver.membership.pk), "choice": ["yes"]}
    suspend(admin_client, cast, giver)
    refused(people.client_for(holder.person).post(ballot, choice), 403, "membership_suspended")
    reinstate(admin_client, cast, giver)
    suspend(admin_client, cast, holder)
    refused(people.client_for(holder.person).post(ballot, choice), 403, "membership_suspended")


@pytest.mark.django_db
def test_what_lies_in_the_pool_goes_on_selling_and_nothing_comes_on_top():
    pool = trade.pool()
    member = pool.members[1]
    admin = people.client_for(pool.cast.administrator.person)
    lot = trade.lot(member, 9)
    assert suspend(admin, pool.cast, member).status_code == 200
    path = f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}/contributions"
    refused(
        people.client_for(member.person).post(path, {"lot_id": str(lot.pk), "units": 1}), 403, "membership_suspended"
    )
    free = pool.offer.free
    pool.offer.refresh_from_db()
    assert pool.offer.free == free
    pool.contributions[1].refresh_from_db()
    assert pool.contributions[1].withdrawn == 0


def test_an_office_ends_with_it_and_comes_not_back(cast, admin_client):
    member = cast.members[2]
    services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=member.person.pk,
        role="president",
    )
    suspend(admin_client, cast, member)
    assert queries.roles_in_association(member.person.pk, cast.association.pk) == {"suspended"}
    assert member.person.pk not in queries.members_people(cast.association.pk)
    roles = f"/api/v1/associations/{cast.association.pk}/roles"
    refused(admin_client.post(roles, {"person_id": str(member.person.pk), "role": "president"}), 404, "not_found")
    reinstate(admin_client, cast, member)
    assert queries.roles_in_association(member.person.pk, cast.association.pk) == {"member"}


def test_an_end_ends_it_by_the_clock(cast, admin_client):
    member = cast.members[2]
    until = database_now() + timedelta(days=30)
    assert suspend(admin_client, cast, member, until=until.isoformat()).status_code == 200
    assert queries.active_member(cast.association.pk, member.producer.pk) is None
    over(member)
    assert queries.active_member(cast.association.pk, member.producer.pk) is not None
    assert queries.roles_in_association(member.person.pk, cast.association.pk) == {"member"}
    assert votes.opened(cast).entitled == 5
    refused(reinstate(admin_client, cast, member), 409, "not_suspended")
    # And again, as if nothing had been.
    assert suspend(admin_client, cast, member).status_code == 200
    assert MembershipSuspension.objects.filter(membership=member.membership).count() == 2


def test_who_is_suspended_may_leave_and_can_be_excluded(cast, admin_client):
    leaving, going = cast.members[2], cast.members[3]
    for member in (leaving, going):
        suspend(admin_client, cast, member)
    end = f"/api/v1/associations/{cast.association.pk}/members/{{}}/end"
    assert people.client_for(leaving.person).post(end.format(leaving.membership.pk)).status_code == 200
    assert admin_client.post(end.format(going.membership.pk)).status_code == 200
    refused(
        people.client_for(leaving.person).get(f"/api/v1/associations/{cast.association.pk}/workspace"),
        404,
        "not_found",
    )


def test_it_can_not_come_in_a_second_time(cast, admin_client):
    member = cast.members[2]
    suspend(admin_client, cast, member)
    answer = people.client_for(member.person).post(
        f"/api/v1/invitations/{people.invited(cast)}/accept",
        {"producer_id": str(member.producer.pk), "statutes_id": str(cast.statutes.pk)},
    )
    refused(answer, 409, "already_member")


def test_the_last_administrator_can_not_be_suspended(cast, admin_client):
    services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=cast.members[1].person.pk,
        role="president",
    )
    president = people.client_for(cast.members[1].person)
    refused(suspend(president, cast, cast.administrator), 409, "last_administrator")
    assert not MembershipSuspension.objects.exists()
    assert not recorded("coops.member_suspended", "coops.role_ended")


def test_bad_input(cast, forming, admin_client):
    member = cast.members[2]
    assert suspend(admin_client, cast, member, reason=" ").status_code == 400
    assert suspend(admin_client, cast, member, reason="x" * 5_000).status_code == 400
    assert suspend(admin_client, cast, member, reason="a\u202eb").status_code == 400
    for until in ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"):
        refused(suspend(admin_client, cast, member, until=until), 400, "suspension_end_invalid")
    refused(
        suspend(people.client_for(forming.administrator.person), forming, forming.administrator),
        409,
        "suspension_while_forming",
    )
    suspend(admin_client, cast, member)
    refused(suspend(admin_client, cast, member), 409, "already_suspended")
    assert reinstate(admin_client, cast, member).status_code == 200
    refused(reinstate(admin_client, cast, member), 409, "not_suspended")
    assert MembershipSuspension.objects.count() == 1


def test_it_is_the_boards(cast, admin_client, member_client, stranger_client, stranger):
    member = cast.members[2]
    refused(suspend(member_client, cast, member), 403, "role_missing")
    refused(suspend(admin_client, cast, stranger), 404, "not_found")
    nobody = people.Member(member.person, member.producer, Membership(pk=member.producer.pk))
    assert same_refusal(suspend(stranger_client, cast, member), suspend(stranger_client, cast, nobody))


@pytest.mark.parametrize("suspended", [True, False])
def test_a_person_with_a_second_member_acts_for_that_alone(cast, admin_client, suspended):
    person = cast.members[2].person
    second = people.join(cast, who=person)
    if suspended:
        suspend(admin_client, cast, cast.members[2])
    assert "member" in queries.roles_in_association(person.pk, cast.association.pk)
    running = votes.opened(cast)
    ballot = f"/api/v1/associations/{cast.association.pk}/proposals/{running.pk}/votes"
    client = people.client_for(person)
    assert client.post(ballot, {"membership_id": str(second.membership.pk), "choice": ["yes"]}).status_code == 201
    own = client.post(ballot, {"membership_id": str(cast.members[2].membership.pk), "choice": ["yes"]})
    assert own.status_code == (403 if suspended else 201)
