"""Whatever goes wrong, inside of a view or outside, is a problem in the reader's language, and never a 500."""

from __future__ import annotations

import gzip
from typing import Any
from uuid import uuid4

import pytest

from tests.contracts.world import order_group
from tests.support import people, trade
from tests.support.people import client_for

pytestmark = pytest.mark.django_db

NOWHERE = "/api/v1/no-such-thing"


def told(answer: Any) -> dict[str, Any]:
    """This will check the form of a problem and return it."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content[:200]
    body: dict[str, Any] = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"https://minga.cl/problems/{body['code']}"
    assert body["title"]
    assert body["request_id"] == answer.headers["X-Request-Id"]
    return body


@pytest.mark.parametrize(
    ("language", "title"), [("es", "No lo encontramos."), ("en", "We can't find that."), ("fr", "No lo encontramos.")]
)
@pytest.mark.parametrize(
    "path",
    [
        NOWHERE,
        "/api/",
        "/dev/x",
        "/api/v1/associations/01a00000-0000-7000-8000-000000000000",
        "/api/v1/catalog/offers/no-hay-tal",
        "/static/no",
    ],
)
def test_404_inside_and_outside_of_views(path: str, language: str, title: str):
    body = told(client_for().get(path, headers={"Accept-Language": language}))
    assert (body["status"], body["code"], body["title"]) == (404, "not_found", title)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_405(method: str):
    assert told(getattr(client_for(), method)("/api/v1/comunas", {}))["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/healthz", "/anything", "/accounts/login/x"])
def test_405_outside_of_the_api_has_a_problem_or_nothing_to_say(path: str):
    answer = client_for().post(path, {})
    assert answer.status_code in (403, 404, 405)
    assert b"<html" not in answer.content.lower()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[" * 200_000,
        b"[]",
        b"null",
        b'"x"',
        b'{"units": NaN}',
        b'{"units": 1e999}',
        b'{"name": "\\ud800"}',
        b'{"name": "\\u0000"}',
        '{"name": "é"}'.encode("utf-16"),
        b"\xff\xfe",
        b'{"a":' * 100 + b"1" + b"}" * 100,
    ],
)
def test_400_for_bodies_that_are_none(body: bytes):
    client = client_for(people.person())
    answer = client.post("/api/v1/producers", body, content_type="application/json")
    assert told(answer)["status"] == 400


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Rosa\u202eolibaT", "hidden_characters"),
        ("Ro\u200bsa", "hidden_characters"),
        ("R" + "\u0301" * 10_000, None),
        ("x" * 100_000, None),
        ("\u2800\u2800", None),
        ("   ", "blank"),
        (True, "invalid"),
        ([], "invalid"),
        (None, "null"),
        ({"a": 1}, "invalid"),
    ],
)
def test_400_for_names_that_nobody_can_read(name: Any, code: str | None):
    client = client_for(people.person())
    body = told(client.post("/api/v1/producers", {"name": name, "comuna": "04305"}))
    assert body["code"] == "validation_error"
    (error,) = body["errors"]
    assert error["attr"] == "name"
    assert code in (None, error["code"])


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(1)", "@SUM(A1)", "<script>alert(1)</script>", "O'Higgins; DROP TABLE", "Ñ"]
)
def test_hostile_text_is_text(name: str):
    client = client_for(people.person())
    made = client.post("/api/v1/producers", {"name": name, "comuna": "04305"})
    assert made.status_code == 201
    assert client.get(f"/api/v1/producers/{made.json()['id']}").json()["name"] == name
    assert made.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "units",
    [
        "0",
        "-1",
        "-0",
        "-0.0",
        "1.5",
        "1e2",
        "1" + "0" * 5000,
        str(2**63),
        "true",
        '"1"',
        "null",
        "[]",
        f'"{"5" * 5000}"',
    ],
    ids=lambda units: units[:12],
)
def test_400_for_numbers_that_are_none(units: str):
    pool = trade.pool()
    client = client_for(pool.members[0].person)
    path = f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}/contributions"
    body = f'{{"lot_id": "{trade.lot(pool.members[0], 5).pk}", "units": {units}}}'
    answer = client.post(path, body, content_type="application/json", headers={"Idempotency-Key": uuid4().hex})
    assert told(answer)["status"] == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png"]
)
def test_415(kind: str):
    answer = client_for(people.person()).post("/api/v1/producers", b"name=x", content_type=kind)
    assert told(answer)["code"] == "unsupported_media_type"


def test_413_for_ten_megabytes():
    client = client_for(people.person())
    answer = client.post("/api/v1/producers", b'{"name": "%s"}' % (b"x" * 10_000_000), content_type="application/json")
    assert told(answer)["code"] == "too_large"


def test_a_packed_body_is_not_unpacked():
    client = client_for(people.person())
    answer = client.post(
        "/api/v1/producers", gzip.compress(b"x" * 5_000_000), content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )  # fmt: skip
    assert told(answer)["status"] in (400, 415)


@pytest.mark.parametrize(
    "query",
    [
        "limit=1000000", "limit=-1", "limit=x", "limit=0", "cursor=x", "cursor=" + "A" * 3000, "ordering=password",
        "ordering=-association__memberships", "search=" + "%20".join(["queso"] * 40), "search=%00", "comuna=99999",
        "comuna=04305%00", "category=password", "category=cheese,cheese", "association=x",
        "association__memberships__producer__name=Rosa", "search=%ED%A0%80",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/catalog/offers", "/api/v1/catalog/facets", "/api/v1/associations"])
def test_queries_that_ask_for_too_much_or_for_nothing(path: str, query: str):
    answer = client_for().get(f"{path}?{query}")
    assert answer.status_code in (200, 400, 404), answer.content[:300]
    if answer.status_code != 200:
        told(answer)
    elif "results" in (page := answer.json()):
        assert len(page["results"]) <= 100


def test_edited_cursors_are_refused_or_harmless():
    trade.pool()
    trade.pool()
    client = client_for()
    following = client.get("/api/v1/catalog/offers?limit=1").json()["next"]
    assert following
    for edited in (following[:-4], following + "A", following.replace("cursor=", "cursor=%F0%9F%90%90")):
        assert client.get(edited).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "path", ["/%2e%2e%2fetc/passwd", "/api/v1/%00", "/" + "a" * 8_000, "/assets/..%2f..%2fsettings"]
)
def test_paths_that_lead_out(path: str):
    answer = client_for().get(path)
    assert answer.status_code in (200, 400, 404, 503)
    assert b"SECRET_KEY" not in answer.content
    assert b"root:" not in answer.content


def test_a_forged_address_or_request_id_is_not_believed():
    answer = client_for().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert told(answer)["code"] == "not_found"
    sane = client_for().get(NOWHERE, headers={"X-Request-Id": "abcdefgh12345678"})
    assert sane.headers["X-Request-Id"] == "abcdefgh12345678"
    hostile = client_for().get(NOWHERE, headers={"X-Request-Id": 'x"}{<script>'})
    assert "script" not in hostile.headers["X-Request-Id"]


def test_a_host_that_is_not_ours_is_refused():
    answer = client_for().get("/api/v1/comunas", headers={"Host": "evil.example"})
    assert told(answer)["status"] == 400


def test_an_order_is_shown_to_nobody_by_a_wrong_link():
    pool = trade.pool()
    group = order_group(pool.members[1].person, pool)
    for link in ("", "x", "x" * 5000, "%00", "a.b.c"):
        assert told(client_for().get(f"/api/v1/orders/{group.pk}?link={link}"))["code"] == "not_found"
