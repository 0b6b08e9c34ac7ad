"""One API request from end to end: who asks, what for, under which key, and what is answered."""

import base64
import binascii
import hmac
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from infra.stripe_mock import idempotency
from infra.stripe_mock.clock import Clock
from infra.stripe_mock.errors import ServerFailed, StripeError, Unauthenticated, Unavailable
from infra.stripe_mock.faults import Fault, Faults
from infra.stripe_mock.forms import decode
from infra.stripe_mock.messages import Document, Loss, Request, Response, json_response
from infra.stripe_mock.operations import Operation, match, run
from infra.stripe_mock.parameters import check
from infra.stripe_mock.store import Store
from infra.stripe_mock.work import API_VERSION, Profile, Work, new_id

log = logging.getLogger("stripe_mock")


@dataclass(frozen=True)
class Api:
    store: Store
    clock: Clock
    profile: Profile
    secret_keys: Sequence[str]
    faults: Faults
    committed: Callable[[], None]

    def handle(self, request: Request) -> Response:
        request_id = new_id("req_", 14)
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        try:
            response = self._answer(request, request_id, key)
        except StripeError as error:
            response = json_response(error.status, error.document())
        headers = [("Request-Id", request_id), ("Stripe-Version", API_VERSION), ("Cache-Control", "no-store")]
        if key is not None:
            headers.append(("Idempotency-Key", key))
        if response.status == 409 or response.status >= 500:
            headers.append(("Stripe-Should-Retry", "true" if response.status in (409, 503) else "false"))
        return replace(response, headers=(*response.headers, *headers))

    def _answer(self, request: Request, request_id: str, key: str | None) -> Response:
        self._authenticate(request)
        operation, ids = match(request.method, request.path)
        raw = request.query.encode() if request.method == "GET" else request.body
        given = decode(raw)
        params = check(operation.spec, given)
        work = Work(self.store, self.profile, self.clock.now(), request_id, key)
        fault = self.faults.take(request.method, request.path)
        if fault is not None and fault.kind in ("drop_before", "unavailable"):
            return _before(fault)
        if request.method == "GET":
            if fault is not None and fault.kind in ("fail_before", "fail_after"):
                raise ServerFailed("An unknown error occurred")
            return self._late(fault, lambda: json_response(200, self._read(work, operation, ids, params)))
        if key is not None:
            print_ = idempotency.fingerprint(request.method, request.path, given)
            replayed = idempotency.claim(self.store, key=key, print_=print_, now=work.now, request_id=request_id)
            if replayed is not None:
                return self._late(fault, lambda: replayed)
        return self._late(fault, lambda: self._write(work, operation, ids, params, fault))

    def _late(self, fault: Fault | None, answer: Callable[[], Response]) -> Response:
        if fault is not None and fault.kind == "delay":
            time.sleep(fault.seconds)
        response = answer()
        if fault is not None and fault.kind in ("hang_after", "drop_after"):
            return replace(response, loss=Loss(fault.seconds if fault.kind == "hang_after" else 0.0))
        return response

    def _read(self, work: Work, operation: Operation, ids: dict[str, str], params: Document) -> Document:
        with self.store.transaction():
            answer = run(work, operation, ids, params)
        self.committed()
        return answer

    def _write(
        self, work: Work, operation: Operation, ids: dict[str, str], params: Document, fault: Fault | None
    ) -> Response:
        failing = fault.kind if fault is not None else None
        try:
            with self.store.transaction():
                response = self._outcome(work, operation, ids, params, failing)
                if work.idempotency_key is not None:
                    idempotency.settle(self.store, key=work.idempotency_key, status=response.status, body=response.body)
        except Exception:
            log.exception("%s failed", work.request_id)
            response = json_response(500, ServerFailed("An unknown error occurred").document())
            if work.idempotency_key is not None:
                with self.store.transaction():
                    idempotency.settle(self.store, key=work.idempotency_key, status=response.status, body=response.body)
        self.committed()
        return response

    def _outcome(
        self, work: Work, operation: Operation, ids: dict[str, str], params: Document, failing: str | None
    ) -> Response:
        """The answer to keep; a refusal takes back what was written before it, unless it is to stay."""
        failed = ServerFailed("An unknown error occurred")
        if failing == "fail_before":
            return json_response(500, failed.document())
        refusal: StripeError | None = None
        try:
            with self.store.transaction():
                try:
                    answer = run(work, operation, ids, params)
                except StripeError as error:
                    if not error.keep:
                        raise
                    refusal = error
        except StripeError as error:
            refusal = error
        if failing == "fail_after":
            return json_response(500, failed.document())
        if refusal is not None:
            return json_response(refusal.status, refusal.document())
        return json_response(200, answer)

    def _authenticate(self, request: Request) -> None:
        """:raises Unauthenticated: if the key is missing or isn't one of ours."""
        given = _secret_key(request.headers.get("authorization", ""))
        if not given:
            raise Unauthenticated(
                "You did not provide an API key. You need to provide your API key in the Authorization header,"
                " using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
            )
        if not any(hmac.compare_digest(given.encode(), key.encode()) for key in self.secret_keys):
            raise Unauthenticated(f"Invalid API Key provided: {given[:8]}{'*' * 12}")


def _before(fault: Fault) -> Response:
    if fault.kind == "unavailable":
        raise Unavailable("The server is briefly unavailable. Please try again.")
    return Response(0, b"", loss=Loss(0.0))


def _secret_key(authorization: str) -> str:
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
