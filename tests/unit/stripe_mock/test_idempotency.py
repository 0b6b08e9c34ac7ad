"""A key is decided once, whatever happens in between."""

from __future__ import annotations

import threading

import httpx
import pytest

from tests.unit.stripe_mock.conftest import SESSION, new_session, post

SESSIONS = "/v1/checkout/sessions"


def count(server) -> int:
    return len(server.get(SESSIONS, limit=100)["data"])


def test_a_lost_answer_is_heard_again_and_nothing_is_made_twice(server):
    server.fail("hang_after", f"POST {SESSIONS}", seconds=60)
    with pytest.raises(httpx.ReadTimeout):
        post(server, SESSIONS, SESSION, key="a", seconds=2)
    again = post(server, SESSIONS, SESSION, key="a")
    assert again.status_code == 200
    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(server) == 1


def test_a_closed_connection_loses_the_answer_not_the_work(server):
    server.fail("drop_after", f"POST {SESSIONS}")
    with pytest.raises(httpx.RemoteProtocolError):
        post(server, SESSIONS, SESSION, key="a")
    assert post(server, SESSIONS, SESSION, key="a").headers["Idempotent-Replayed"] == "true"
    assert count(server) == 1


def test_while_the_first_is_under_way_the_second_hears_409(server):
    server.fail("delay", f"POST {SESSIONS}", seconds=4.0)
    first = []
    thread = threading.Thread(target=lambda: first.append(post(server, SESSIONS, SESSION, key="a")))
    thread.start()
    answers = []
    while not answers or answers[-1].status_code == 409:
        if server.control("faults", kind="unavailable", match="none")["faults"][0]["match"] != "none":
            continue  # the first hasn't arrived yet
        answers.append(post(server, SESSIONS, SESSION, key="a"))
    thread.join()
    assert answers[0].json()["error"]["code"] == "idempotency_key_in_use"
    assert answers[-1].json()["id"] == first[0].json()["id"]
    assert count(server) == 1


@pytest.mark.parametrize(("kind", "made"), [("fail_before", 0), ("fail_after", 1)])
def test_a_500_is_kept_under_its_key_whether_the_work_was_done_or_not(server, kind, made):
    server.fail(kind, f"POST {SESSIONS}")
    first = post(server, SESSIONS, SESSION, key="a")
    again = post(server, SESSIONS, SESSION, key="a")
    assert (first.status_code, again.status_code) == (500, 500)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(server) == made


def test_what_never_began_leaves_the_key_free(server):
    server.fail("unavailable", f"POST {SESSIONS}")
    assert post(server, SESSIONS, SESSION, key="a").status_code == 503
    assert post(server, SESSIONS, {"mode": "payment"}, key="a").status_code == 400
    assert post(server, SESSIONS, SESSION, key="a").status_code == 200


def test_other_parameters_or_another_address_under_a_key_are_refused(server):
    made = post(server, SESSIONS, SESSION, key="a").json()
    for path, data in ((SESSIONS, {**SESSION, "locale": "en"}), (f"{SESSIONS}/{made['id']}/expire", {})):
        answer = post(server, path, data, key="a")
        assert answer.status_code == 400
        assert answer.json()["error"]["type"] == "idempotency_error"


def test_a_key_is_forgotten_after_a_day(server):
    first = post(server, SESSIONS, SESSION, key="a").json()
    server.control("clock", advance_seconds=24 * 3600 + 1)
    assert post(server, SESSIONS, SESSION, key="a").json()["id"] != first["id"]


def test_killed_in_the_middle_the_key_is_free_and_killed_after_it_the_answer_stays(server):
    kept = post(server, SESSIONS, SESSION, key="kept").json()
    server.fail("delay", f"POST {SESSIONS}", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        post(server, SESSIONS, SESSION, key="cut", seconds=1)
    server.kill()
    server.start()
    assert post(server, SESSIONS, SESSION, key="kept").json() == kept
    assert post(server, SESSIONS, SESSION, key="cut").status_code == 200
    assert count(server) == 2


def test_what_was_answered_survives_twenty_kills(server):
    made = []
    for _ in range(20):
        made.append(new_session(server)["id"])
        server.kill()
        server.start()
    assert [session["id"] for session in server.get(SESSIONS, limit=100)["data"]] == made[::-1]
