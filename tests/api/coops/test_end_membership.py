"""Leaving and being excluded: access ends at once, and an association never stands without an administrator."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from coops import queries, services
from coops.models import Membership
from decisions import services as decisions
from events import streams
from tests.support import people, votes
from tests.support.events import recorded
from tests.support.problems import refused, same_refusal


def end(client, cast, member):
    return client.post(f"/api/v1/associations/{cast.association.pk}/members/{member.membership.pk}/end")


def test_who_leaves_is_out_at_once(cast):
    member = cast.members[2]
    client = people.client_for(member.person)
    stream = f"association:{cast.association.pk}"
    assert streams.readable({(member.person.pk, stream)})
    answer = end(client, cast, member)
    assert (answer.status_code, answer.json()["status"]) == (200, "ended")
    refused(client.get(f"/api/v1/associations/{cast.association.pk}/workspace"), 404, "not_found")
    assert not streams.readable({(member.person.pk, stream)})
    assert client.get("/api/v1/me").json()["associations"] == []
    (told,) = recorded("coops.membership_ended")
    assert f"user:{member.person.pk}" in told["streams"]
    assert '"left"' in told["data"]
    assert queries.active_member(cast.association.pk, member.producer.pk) is None


def test_an_administrator_excludes(cast, admin_client):
    assert end(admin_client, cast, cast.members[3]).status_code == 200
    assert Membership.objects.get(pk=cast.members[3].membership.pk).end_reason == "excluded"


def test_others_may_not(cast, member_client, stranger_client, guest_client):
    refused(end(member_client, cast, cast.members[3]), 403, "role_missing")
    missing = stranger_client.post(f"/api/v1/associations/{uuid4()}/members/{uuid4()}/end")
    assert same_refusal(end(stranger_client, cast, cast.members[3]), missing)
    refused(end(guest_client, cast, cast.members[3]), 401, "sign_in_needed")
    assert Membership.objects.active().filter(association=cast.association).count() == 5


def test_another_associations_member_is_a_missing_one(cast, admin_client, stranger):
    refused(end(admin_client, cast, stranger), 404, "not_found")


def test_twice_is_a_missing_one(cast, admin_client):
    end(admin_client, cast, cast.members[3])
    refused(end(admin_client, cast, cast.members[3]), 404, "not_found")


def test_the_last_administrator_can_not_leave(cast, admin_client):
    refused(end(admin_client, cast, cast.administrator), 409, "last_administrator")
    assert Membership.objects.active().filter(association=cast.association).count() == 5
    assert not recorded("coops.membership_ended", "coops.role_ended")


def test_after_naming_another_she_can(cast, admin_client):
    heir = cast.members[1].person
    services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=heir.pk,
        role="administrator",
    )
    assert end(admin_client, cast, cast.administrator).status_code == 200
    assert queries.roles_in_association(cast.administrator.person.pk, cast.association.pk) == frozenset()
    assert "administrator" in queries.roles_in_association(heir.pk, cast.association.pk)
    assert len(recorded("coops.role_ended")) == 1


def test_with_a_second_producer_offices_stay(cast, admin_client):
    second = people.join(cast, who=cast.administrator.person)
    assert end(admin_client, cast, second).status_code == 200
    assert "administrator" in queries.roles_in_association(cast.administrator.person.pk, cast.association.pk)


def test_coming_back_is_a_new_membership_with_a_new_number(cast):
    member = cast.members[4]
    end(people.client_for(member.person), cast, member)
    again = services.accept_invitation(
        actor=people.actor(member.person),
        token=people.invited(cast),
        producer_id=member.producer.pk,
        statutes_id=cast.statutes.pk,
    )
    assert again.number == 6
    assert Membership.objects.filter(producer=member.producer).count() == 2


def test_the_database_refuses_a_second_active_membership(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(association=cast.association, producer=cast.members[1].producer, number=99)


def test_whoever_is_excluded_while_presiding_presides_no_more(cast, admin_client):
    member = cast.members[2]
    services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=member.person.pk,
        role="president",
    )
    running = votes.opened(cast, kind="exclude_member", params={"membership_id": str(member.membership.pk)})
    for voter in cast.members:
        votes.vote(voter, running)
    votes.end_call(running)
    decisions.take_effect_due(10)
    running.refresh_from_db()
    assert running.status == "in_effect"
    assert queries.roles_in_association(member.person.pk, cast.association.pk) == frozenset()
    assert len(recorded("coops.role_ended")) == 1


def test_a_vote_can_not_exclude_the_last_administrator(cast):
    administrator = cast.administrator
    running = votes.opened(cast, kind="exclude_member", params={"membership_id": str(administrator.membership.pk)})
    for voter in cast.members:
        votes.vote(voter, running)
    votes.end_call(running)
    decisions.take_effect_due(10)
    running.refresh_from_db()
    assert (running.status, running.effect_refusal) == ("not_effective", {"code": "last_administrator"})
    assert "administrator" in queries.roles_in_association(administrator.person.pk, cast.association.pk)
