"""A producer asks to be let in, follows its application and withdraws it."""

import json
from uuid import uuid4

import pytest

from coops import services
from coops.models import Application
from tests.support import applicants, people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field, same_refusal

ANSWER = "Queso de cabra, desde 1998."


@pytest.fixture
def board(cast):
    return applicants.takes_applications(cast)


@pytest.fixture
def newcomer(db):
    return people.producer(people.person())


@pytest.fixture
def client(newcomer):
    return people.client_for(newcomer.mandates.get().person)


def path(cast):
    return f"/api/v1/associations/{cast.association.pk}/applications"


def body(producer, *answers, accepts_rules=True):
    said = [{"question": applicants.QUESTION, "answer": answer} for answer in answers or (ANSWER,)]
    return {"producer_id": str(producer.pk), "answers": said, "accepts_rules": accepts_rules}


def test_it_waits_for_the_board(board, newcomer, client):
    answer = client.post(path(board), body(newcomer))
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["state"], made["admission"], made["producer_name"]) == ("waiting", "board", newcomer.name)
    assert "answers" not in made
    own = client.get(f"/api/v1/my-applications/{made['id']}").json()
    assert own["answers"] == [{"question": applicants.QUESTION, "answer": ANSWER}]
    assert [row["id"] for row in client.get("/api/v1/my-applications").json()["results"]] == [made["id"]]


def test_the_event_tells_the_board_and_the_producer_alone(board, newcomer, client):
    client.post(path(board), body(newcomer))
    [event] = recorded("coops.application_made")
    owner = newcomer.mandates.get().person
    assert sorted(event["streams"]) == sorted(
        [f"producer:{newcomer.pk}", f"user:{owner.pk}", f"user:{board.administrator.person.pk}"]
    )
    assert "cabra" not in event["data"]
    assert owner.email not in event["data"]


def test_once_at_a_time(board, newcomer, client):
    client.post(path(board), body(newcomer))
    refused(client.post(path(board), body(newcomer)), 409, "already_applied")


def test_a_repeat_of_the_same_request_is_the_same_application(board, newcomer, client):
    key = {"Idempotency-Key": uuid4().hex}
    first, second = (client.post(path(board), body(newcomer), headers=key) for _ in range(2))
    assert first.json() == second.json()
    assert Application.objects.count() == 1


def test_not_at_one_that_invites(cast, newcomer, client):
    refused(client.post(path(cast), body(newcomer)), 409, "applications_closed")


def test_one_that_forms_is_not_there(forming, newcomer, client):
    refused(client.post(path(forming), body(newcomer)), 404, "not_found")
    founder = forming.administrator
    answer = people.client_for(founder.person).post(path(forming), body(founder.producer))
    refused(answer, 409, "applications_closed")


def test_not_at_one_that_is_dissolved(board, newcomer, client):
    type(board.association).objects.filter(pk=board.association.pk).update(status="dissolved")
    refused(client.post(path(board), body(newcomer)), 409, "association_closed")


def test_not_a_member(board):
    member = board.members[2]
    refused(people.client_for(member.person).post(path(board), body(member.producer)), 409, "already_member")


def test_not_for_somebody_elses_producer(board, client, stranger):
    theirs = client.post(path(board), body(stranger.producer))
    refused(theirs, 404, "not_found")
    nothing = client.post(path(board), body(stranger.producer) | {"producer_id": str(uuid4())})
    assert same_refusal(theirs, nothing)


def test_a_guest_signs_in_first(board, newcomer, guest_client):
    refused(guest_client.post(path(board), body(newcomer)), 401, "sign_in_needed")


def test_the_rules_are_to_hold(board, newcomer, client):
    answer = client.post(path(board), body(newcomer, accepts_rules=False))
    refused_field(answer, "accepts_rules", "rules_not_accepted")


def test_a_required_question_wants_an_answer(board, newcomer, client):
    problem = refused(client.post(path(board), body(newcomer, "")), 400, "answer_missing")
    assert [error["attr"] for error in problem["errors"]] == ["answers.0.answer"]
    refused(client.post(path(board), body(newcomer) | {"answers": []}), 409, "questions_changed")


def test_what_is_not_required_may_be_left_out(board, newcomer, client):
    services.set_admission(
        actor=people.actor(board.administrator.person),
        association_id=board.association.pk,
        admission="board",
        questions=[{"text": applicants.QUESTION, "required": False}],
    )
    assert client.post(path(board), body(newcomer, "")).status_code == 201


def test_other_questions_in_the_meantime(board, newcomer, client):
    applicants.takes_applications(board, questions=("¿Otra cosa?",))
    refused(client.post(path(board), body(newcomer)), 409, "questions_changed")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("a" * 5_000, "max_length"),
        ("Soy \u202eotra", "hidden_characters"),
        ("a" + "\u0301" * 40, "too_many_marks"),
    ],
)
def test_hostile_answers(board, newcomer, client, answer, code):
    answered = client.post(path(board), body(newcomer, answer))
    problem = refused(answered, 400, "validation_error")
    assert [(error["attr"], error["code"]) for error in problem["errors"]] == [("answers.0.answer", code)]
    assert not Application.objects.exists()


def test_three_times_a_month(board, newcomer, client):
    for _ in range(3):
        made = client.post(path(board), body(newcomer)).json()
        assert client.post(f"/api/v1/my-applications/{made['id']}/withdraw").json()["state"] == "withdrawn"
    refused(client.post(path(board), body(newcomer)), 429, "too_many_applications")


def test_withdrawn_forgets_the_answers(board, newcomer, client):
    made = client.post(path(board), body(newcomer)).json()
    for _ in range(2):
        assert client.post(f"/api/v1/my-applications/{made['id']}/withdraw").status_code == 200
    assert client.get(f"/api/v1/my-applications/{made['id']}").json()["answers"] == []
    [event] = recorded("coops.application_closed")
    assert json.loads(event["data"])["because"] == "withdrawn"


def test_nobody_elses(board, newcomer, client, stranger_client, admin_client):
    made = client.post(path(board), body(newcomer)).json()
    for other in (stranger_client, admin_client):
        refused(other.get(f"/api/v1/my-applications/{made['id']}"), 404, "not_found")
        refused(other.post(f"/api/v1/my-applications/{made['id']}/withdraw"), 404, "not_found")


def test_home_says_that_it_waits(board, newcomer, client, admin_client):
    made = client.post(path(board), body(newcomer)).json()
    [waits] = [task for task in client.get("/api/v1/home").json()["tasks"] if task["kind"] == "wait_for_admission"]
    assert (waits["question_id"], waits["association"]["slug"]) == (made["id"], board.association.slug)
    [asked] = [
        task for task in admin_client.get("/api/v1/home").json()["tasks"] if task["kind"] == "answer_applications"
    ]
    assert (asked["units"], asked["association"]["slug"]) == (1, board.association.slug)
