"""`Idempotency-Key`: a POST that is sent twice has one effect, and both times the same answer.

The key is inserted first, in the transaction of the effect, so a crash frees it with everything else. Same key, same
body: the stored answer. Same key, other body: 422. Still running: 409, at once (an advisory lock is tried first; a
waiting insert would run into the lock timeout). Keys belong to a principal: a person, or a guest's signed basket
session; never to "anonymous". They are kept for seven days.

The row is `accounts.IdempotencyKey` (table `accounts_idempotencykey`): principal text, key text, operation text,
fingerprint bytea, status smallint NULL, body bytea NULL, created_at; unique (principal, operation, key).

A command that calls a provider can't be one transaction. It is decorated with `resumable=True`: the row commits with
the command's own first transaction (the handler calls `started(request)` inside it), and the answer is stored
after the call. A repeat that finds a started row without an answer runs the handler again, which must resume
by what it stored and not begin anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from lib.errors import CONTENT_TYPE, DomainError
from lib.rendering import JSONRenderer
from lib.retries import retried

_LONGEST = 255
_HEADER = "Idempotency-Key"


class KeyMissing(DomainError):
    """This operation must carry a key."""

    status = 400
    code = "idempotency_key_missing"
    title = _("This needs an Idempotency-Key header, so that it can be repeated safely.")


class KeyInvalid(DomainError):
    """The key is empty, too long, or holds unprintable characters."""

    status = 400
    code = "idempotency_key_invalid"
    title = _("The Idempotency-Key must be 1 to 255 printable characters.")


class KeyReused(DomainError):
    """The same key came with another body."""

    status = 422
    code = "idempotency_key_reused"
    title = _("This Idempotency-Key was used for another request.")


class StillRunning(DomainError):
    """The first request with this key has not ended."""

    status = 409
    code = "request_in_progress"
    title = _("The same request is still being worked on. Ask again in a moment.")
    retry_after = 1


class _Ready(Exception):
    """Carries an answer that must not be committed out of the transaction."""

    def __init__(self, response: Response | HttpResponse) -> None:
        super().__init__()
        self.response = response


def idempotent(
    *, required: bool = False, resumable: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """This will make a handler repeatable by `Idempotency-Key`; put it under `@operation`.

    `required`: a request without a key is refused. `resumable`: see the module's text.
    The principal is the person, or `view.guest_principal(request)` where guests may act.
    """

    def decorate(handler: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(handler)
        def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
            key = _key(request, required=required)
            if key is None:
                return handler(view, request, *args, **kwargs)
            guard = _Guard(view, request, key)
            if resumable:
                return guard.run_resumable(lambda: handler(view, request, *args, **kwargs))
            return guard.run(lambda: handler(view, request, *args, **kwargs))

        parameter = OpenApiParameter(
            _HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required,
            description="1 to 255 characters; the same key has one effect.",
        )  # fmt: skip
        return extend_schema(parameters=[parameter])(wrapped)

    return decorate


def started(request: Request) -> None:
    """This will store that a resumable command began; call it inside the command's first transaction."""
    guard: _Guard | None = getattr(request, "_idempotency_guard", None)
    if guard is not None:
        guard.insert()


def _key(request: Request, *, required: bool) -> str | None:
    key = request.headers.get(_HEADER)
    if key is None:
        if required:
            raise KeyMissing
        return None
    if not 1 <= len(key) <= _LONGEST or not key.isprintable() or not key.isascii():
        raise KeyInvalid
    return key


class _Guard:
    def __init__(self, view: Any, request: Request, key: str) -> None:
        self.request = request
        self.key = key
        if request.user and request.user.is_authenticated:
            self.principal = f"person:{request.user.pk}"
        else:
            self.principal = f"guest:{view.guest_principal(request)}"
        handler = getattr(view, (request.method or "").lower())
        self.operation = f"{handler.operation_id} {request.path}"
        self.fingerprint = hashlib.sha256(JSONRenderer().render(request.data)).digest()

    @retried
    def run(self, work: Callable[[], Any]) -> Any:
        """This will do the work and store its answer in one transaction, begun anew if it lost a race."""
        try:
            with transaction.atomic():
                self._lock()
                if (stored := self._stored()) is not None:
                    return stored
                self.insert()
                response = work()
                if response.status_code >= 400:
                    raise _Ready(response)
                self._store(response)
                return response
        except _Ready as ready:
            return ready.response

    def run_resumable(self, work: Callable[[], Any]) -> Any:
        """This will do work that spans several transactions; a session lock keeps a second request out meanwhile."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [self._lock_name()])
            if not cursor.fetchone()[0]:
                raise StillRunning
        try:
            if (stored := self._stored()) is not None:
                return stored
            self.request._idempotency_guard = self  # type: ignore[attr-defined]
            response = work()
            if response.status_code < 400:
                self._store(response)
            return response
        finally:
            if connection.connection is not None and not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [self._lock_name()])

    def _lock_name(self) -> str:
        return f"idempotency\n{self.principal}\n{self.operation}\n{self.key}"

    def _lock(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [self._lock_name()])
            if not cursor.fetchone()[0]:
                raise StillRunning

    def _stored(self) -> HttpResponse | None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT fingerprint, status, body FROM accounts_idempotencykey"
                " WHERE principal = %s AND operation = %s AND key = %s",
                [self.principal, self.operation, self.key],
            )
            row = cursor.fetchone()
        if row is None:
            return None
        fingerprint, status, body = row
        if bytes(fingerprint) != self.fingerprint:
            raise KeyReused
        if status is None:
            return None
        response = HttpResponse(bytes(body), status=status, content_type="application/json")
        response["Idempotent-Replayed"] = "true"
        return response

    def insert(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_idempotencykey (principal, operation, key, fingerprint, created_at)"
                " VALUES (%s, %s, %s, %s, clock_timestamp()) ON CONFLICT DO NOTHING",
                [self.principal, self.operation, self.key, self.fingerprint],
            )

    def _store(self, response: Any) -> None:
        if str(response.headers.get("Content-Type", "")).startswith(CONTENT_TYPE):
            return
        body = JSONRenderer().render(response.data) if isinstance(response, Response) else response.content
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE accounts_idempotencykey SET status = %s, body = %s"
                " WHERE principal = %s AND operation = %s AND key = %s",
                [response.status_code, body, self.principal, self.operation, self.key],
            )
