"""A repeated POST has one effect: tried over HTTP, with threads, on a handler of the test's own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from lib import access
from lib.errors import DomainError
from lib.idempotency import idempotent, started
from lib.operations import operation
from lib.views import View, parsed

pytestmark = pytest.mark.django_db(transaction=True)


class Refused(DomainError):
    code = "refused_for_the_test"
    title = "Refused."


class Units(serializers.Serializer[Any]):
    units = serializers.IntegerField()
    refuse = serializers.BooleanField(default=False)


class Effects:
    """Counts what a handler did, and can hold it in the middle."""

    done: ClassVar[list[int]] = []
    inside = threading.Event()
    go_on = threading.Event()


def _row() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO idempotency_trial DEFAULT VALUES")


class Simple(View):
    def guest_principal(self, request: Request) -> str:
        return request.headers.get("X-Guest", "one")

    @operation("trial_simple", request=Units, responses=Units)
    @idempotent(required=True)
    def post(self, request: Request) -> Response:
        wanted = parsed(Units, request.data)
        _row()
        if wanted["refuse"]:
            raise Refused
        Effects.inside.set()
        assert Effects.go_on.wait(60)
        return Response({"units": wanted["units"]}, status=201)


class Resuming(View):
    def guest_principal(self, request: Request) -> str:
        return "one"

    @operation("trial_resuming", request=Units, responses=Units)
    @idempotent(required=True, resumable=True)
    def post(self, request: Request) -> Response:
        from django.db import transaction

        with transaction.atomic():
            started(request)
            if not Effects.done:
                _row()
        Effects.done.append(1)
        if len(Effects.done) == 1:
            raise RuntimeError("the process dies during the call to the provider")
        return Response({"units": 1}, status=201)


urlpatterns = [path("simple", Simple.as_view()), path("resuming", Resuming.as_view())]


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> Any:
    Effects.done.clear()
    Effects.inside.clear()
    Effects.go_on.set()
    table = {"trial_simple": frozenset({access.HOLDER}), "trial_resuming": frozenset({access.HOLDER})}
    monkeypatch.setattr(access, "permissions", lambda: table)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS idempotency_trial (id bigint GENERATED ALWAYS AS IDENTITY)")
        cursor.execute("TRUNCATE idempotency_trial")
    with override_settings(ROOT_URLCONF=__name__):
        yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE idempotency_trial")


def _rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM idempotency_trial")
        return int(cursor.fetchone()[0])


def _post(address: str = "/simple", *, key: str | None = "k-1", guest: str = "one", **body: Any) -> Any:
    headers = {"X-Guest": guest} | ({"Idempotency-Key": key} if key is not None else {})
    return Client(raise_request_exception=False).post(
        address, {"units": 1} | body, content_type="application/json", headers=headers
    )


def test_a_repeat_gets_the_stored_answer_and_has_no_effect() -> None:
    first, second = _post(), _post()
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert _rows() == 1


def test_the_same_key_for_another_body_is_refused() -> None:
    _post()
    answer = _post(units=2)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert _rows() == 1


def test_another_guest_has_keys_of_their_own() -> None:
    _post()
    assert _post(guest="two").status_code == 201
    assert _rows() == 2


def test_a_refusal_frees_the_key_and_leaves_nothing() -> None:
    assert _post(refuse=True).json()["code"] == "refused_for_the_test"
    assert _rows() == 0
    assert _post(refuse=False).status_code == 201


@pytest.mark.parametrize(
    ("key", "code"),
    [(None, "idempotency_key_missing"), ("", "idempotency_key_invalid"), ("x" * 256, "idempotency_key_invalid")],
)
def test_a_key_that_is_none_is_refused(key: str | None, code: str) -> None:
    answer = _post(key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert _rows() == 0


def test_a_repeat_while_the_first_runs_is_told_so_at_once() -> None:
    Effects.go_on.clear()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(_post)
        assert Effects.inside.wait(60)
        second = _post()
        Effects.go_on.set()
        assert first.result().status_code == 201
    assert (second.status_code, second.json()["code"]) == (409, "request_in_progress")
    assert _rows() == 1


def test_what_died_during_the_providers_call_is_resumed() -> None:
    assert _post("/resuming").status_code == 500
    assert _post("/resuming").status_code == 201
    assert _post("/resuming")["Idempotent-Replayed"] == "true"
    assert _rows() == 1
    assert len(Effects.done) == 2
