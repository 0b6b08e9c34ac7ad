"""How one joins: set by the board, read by anybody."""

import pytest

from tests.support import applicants, people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field


def path(cast):
    return f"/api/v1/associations/{cast.association.pk}/admission"


def body(*questions, admission="board"):
    return {"admission": admission, "questions": [{"text": text, "required": True} for text in questions]}


def test_nobody_can_apply_unless_the_board_says_so(cast, guest_client):
    assert guest_client.get(path(cast)).json() == {
        "admission": "invitation",
        "questions": [],
        "takes_applications": False,
    }
    assert guest_client.get(f"/api/v1/associations/{cast.association.pk}").json()["admission"] == "invitation"


def test_the_board_sets_it(cast, admin_client, guest_client):
    answer = admin_client.put(path(cast), body("¿Qué produces?", "¿Dónde?"))
    assert answer.status_code == 200, answer.content
    shown = guest_client.get(path(cast)).json()
    assert shown == answer.json()
    assert (shown["takes_applications"], [question["text"] for question in shown["questions"]]) == (
        True,
        ["¿Qué produces?", "¿Dónde?"],
    )
    [event] = recorded("coops.admission_changed")
    assert "produces" not in event["data"]
    assert event["streams"] == [f"association:{cast.association.pk}", "catalog"]


def test_the_same_again_changes_nothing(cast, admin_client):
    for _ in range(2):
        admin_client.put(path(cast), body("¿Qué produces?"))
    assert len(recorded("coops.admission_changed")) == 1


def test_only_the_board(cast, member_client, stranger_client, guest_client):
    refused(member_client.put(path(cast), body()), 403, "role_missing")
    refused(stranger_client.put(path(cast), body()), 404, "not_found")
    refused(guest_client.put(path(cast), body()), 401, "sign_in_needed")


def test_one_that_forms_is_for_its_founders_and_takes_nobody(forming, stranger_client):
    founder = people.client_for(forming.administrator.person)
    assert founder.put(path(forming), body()).json()["takes_applications"] is False
    refused(stranger_client.get(path(forming)), 404, "not_found")


@pytest.mark.parametrize(
    ("questions", "attr", "code"),
    [
        (["¿Qué produces?", "¿QUÉ produces?"], "questions", "question_twice"),
        (["a"] * 201 and ["a" * 201], "questions.0.text", "max_length"),
        (["\u202eabc"], "questions.0.text", "hidden_characters"),
        ([""], "questions.0.text", "blank"),
    ],
)
def test_questions_that_make_no_sense(cast, admin_client, questions, attr, code):
    refused_field(admin_client.put(path(cast), body(*questions)), attr, code)


def test_at_most_eight(cast, admin_client):
    refused(admin_client.put(path(cast), body(*"abcdefghi")), 400, "validation_error")
    assert admin_client.put(path(cast), body(*"abcdefgh")).status_code == 200


def test_what_waits_is_decided_as_it_was_told(cast, admin_client):
    waiting = applicants.applicant(applicants.takes_applications(cast, "board"))
    admin_client.put(path(cast), body(admission="vote"))
    answer = admin_client.post(f"/api/v1/associations/{cast.association.pk}/applications/{waiting.pk}/accept")
    assert answer.json()["state"] == "accepted"
