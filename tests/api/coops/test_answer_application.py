"""The board reads applications and answers them."""

import json
from uuid import uuid4

import pytest

from accounts.holders import holders
from coops import services
from coops.models import Application, Membership
from tests.support import applicants, people
from tests.support.events import names, recorded
from tests.support.problems import refused, refused_field, same_refusal


@pytest.fixture
def board(cast):
    return applicants.takes_applications(cast)


@pytest.fixture
def waiting(board):
    return applicants.applicant(board)


def path(cast, application=None, act=""):
    listed = f"/api/v1/associations/{cast.association.pk}/applications"
    return f"{listed}/{application.pk}{act and f'/{act}'}" if application else listed


def test_the_board_reads_it(board, waiting, admin_client):
    [row] = admin_client.get(path(board)).json()["results"]
    assert (row["id"], row["state"], row["producer"]["name"]) == (str(waiting.pk), "waiting", waiting.producer.name)
    assert not {"answers", "applicant"} & set(row)
    shown = admin_client.get(path(board, waiting)).json()
    assert shown["answers"][0]["answer"].startswith("Queso")
    assert shown["applicant"]["email"] == waiting.made_by.email
    assert shown["can"] == ["coops_acceptApplication", "coops_refuseApplication"]
    workspace = admin_client.get(f"/api/v1/associations/{board.association.pk}/workspace").json()
    assert workspace["counts"]["open_applications"] == 1


def test_members_strangers_and_those_who_left_do_not(board, waiting, member_client, stranger_client, admin_client):
    leaver = board.members[3]
    services.end_membership(
        actor=people.actor(leaver.person), association_id=board.association.pk, membership_id=leaver.membership.pk
    )
    applicant = people.client_for(waiting.made_by)
    for address in (path(board), path(board, waiting)):
        refused(member_client.get(address), 403, "role_missing")
        for outside in (stranger_client, applicant, people.client_for(leaver.person)):
            refused(outside.get(address), 404, "not_found")
    for act in ("accept", "refuse"):
        refused(member_client.post(path(board, waiting, act), {"reason": "No."}), 403, "role_missing")
        refused(stranger_client.post(path(board, waiting, act), {"reason": "No."}), 404, "not_found")
    workspace = member_client.get(f"/api/v1/associations/{board.association.pk}/workspace").json()
    assert workspace["counts"]["open_applications"] is None


def test_another_associations_application_is_a_missing_one(board, admin_client):
    other = applicants.applicant(applicants.takes_applications(people.constituted_association(members=2)))
    missing = admin_client.get(f"{path(board)}/{uuid4()}")
    refused(missing, 404, "not_found")
    assert same_refusal(admin_client.get(path(board, other)), missing)
    assert same_refusal(admin_client.post(path(board, other, "accept")), missing)


def test_accepted_is_a_member_who_is_asked_to_accept_the_statutes(board, waiting, admin_client):
    answer = admin_client.post(path(board, waiting, "accept"))
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted"), answer.content
    membership = Membership.objects.get(association=board.association, producer=waiting.producer)
    assert (membership.number, answer.json()["membership_id"]) == (6, str(membership.pk))
    assert not membership.acceptances.exists()
    assert names(key=board.association.pk)[-2:] == ["coops.member_joined", "coops.application_accepted"]
    applicant = people.client_for(waiting.made_by)
    tasks = [task["kind"] for task in applicant.get("/api/v1/home").json()["tasks"]]
    assert "accept_statutes" in tasks
    assert "wait_for_admission" not in tasks


def test_refused_with_the_reason(board, waiting, admin_client):
    refused_field(admin_client.post(path(board, waiting, "refuse"), {"reason": " "}), "reason", "blank")
    answer = admin_client.post(path(board, waiting, "refuse"), {"reason": "Solo admitimos queseros de Combarbalá."})
    assert answer.json()["state"] == "refused"
    assert answer.json()["applicant"] is None
    own = people.client_for(waiting.made_by).get(f"/api/v1/my-applications/{waiting.pk}").json()
    assert (own["state"], own["reason"]) == ("refused", "Solo admitimos queseros de Combarbalá.")
    [event] = recorded("coops.application_refused")
    assert "Combarbal" not in event["data"]
    assert not Membership.objects.filter(producer=waiting.producer).exists()
    # She may ask again.
    assert applicants.applicant(board, by=waiting.producer).is_open


@pytest.mark.parametrize("act", ["accept", "refuse"])
def test_answered_once(board, waiting, admin_client, act):
    admin_client.post(path(board, waiting, "accept"))
    refused(admin_client.post(path(board, waiting, act), {"reason": "No."}), 409, "application_answered")


def test_withdrawn_in_the_meantime(board, waiting, admin_client):
    services.withdraw_application(actor=people.actor(waiting.made_by), application_id=waiting.pk)
    refused(admin_client.post(path(board, waiting, "accept")), 409, "application_withdrawn")
    assert admin_client.get(path(board, waiting)).json()["answers"] == []


def test_where_members_vote_the_board_does_not_answer(cast, admin_client):
    waiting = applicants.applicant(applicants.takes_applications(cast, "vote"))
    refused(admin_client.post(path(cast, waiting, "accept")), 409, "admission_by_vote")
    refused(admin_client.post(path(cast, waiting, "refuse"), {"reason": "No."}), 409, "admission_by_vote")
    assert admin_client.get(path(cast, waiting)).json()["can"] == []


def test_an_invitation_that_is_accepted_closes_it(board, waiting, admin_client):
    person, producer = waiting.made_by, waiting.producer
    services.accept_invitation(
        actor=people.actor(person),
        token=people.invited(board),
        producer_id=producer.pk,
        statutes_id=board.statutes.pk,
    )
    refused(admin_client.post(path(board, waiting, "accept")), 409, "application_superseded")
    [event] = recorded("coops.application_closed")
    assert json.loads(event["data"])["because"] == "superseded"


def test_what_waits_and_what_is_over(board, waiting, admin_client):
    over = applicants.applicant(board)
    admin_client.post(path(board, over, "refuse"), {"reason": "Ya somos muchos."})

    def listed(**query):
        return [row["id"] for row in admin_client.get(path(board), query).json()["results"]]

    assert (listed(waiting="true"), listed(waiting="false")) == ([str(waiting.pk)], [str(over.pk)])
    assert listed() == [str(over.pk), str(waiting.pk)]
    first = admin_client.get(path(board), {"limit": 1}).json()
    assert admin_client.get(first["next"]).json()["results"][0]["id"] == str(waiting.pk)


def test_who_closes_her_account_withdraws_and_takes_her_answers_along(board, waiting):
    refused_one = applicants.applicant(
        applicants.takes_applications(people.constituted_association(members=2)),
        by=waiting.producer,
    )
    coops = next(holder for name, holder in holders() if name == "coops")
    [section] = [section for section in coops.export(waiting.made_by.pk) if section.name == "applications"]
    assert len(list(section.rows)) == 2
    coops.erase(waiting.made_by.pk)
    for application in Application.objects.filter(pk__in=[waiting.pk, refused_one.pk]):
        assert (application.state, application.answers) == ("withdrawn", [])
