"""The control desk for tests, under `/_test/`: faults, the clock, the way webhooks travel. Off unless asked for."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from infra.stripe_mock.clock import Clock
from infra.stripe_mock.errors import InvalidRequest, ResourceMissing, StripeError
from infra.stripe_mock.faults import KINDS, Fault, Faults, Mail
from infra.stripe_mock.messages import Document, Request, Response, json_response
from infra.stripe_mock.store import Store
from infra.stripe_mock.webhooks import deliveries, redeliver

LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class Controls:
    store: Store
    clock: Clock
    faults: Faults

    def handle(self, request: Request) -> Response:
        try:
            return json_response(200, self._answer(request))
        except StripeError as error:
            return json_response(error.status, error.document())

    def _answer(self, request: Request) -> Document:
        if request.client not in LOOPBACK:
            raise ResourceMissing("Not here.")
        body = _body(request)
        match request.method, request.path:
            case "POST", "/_test/faults":
                if body.get("kind") not in KINDS:
                    raise InvalidRequest(f"kind must be one of {', '.join(KINDS)}", param="kind")
                self.faults.add(_make(Fault, body))
            case "POST", "/_test/webhooks":
                self.faults.mail = _make(Mail, body)
            case "POST", "/_test/redeliver":
                redeliver(self.store, str(body.get("event")))
            case "POST", "/_test/clock":
                self.clock.offset_seconds += int(body.get("advance_seconds", 0))
                self.store.set("clock_offset_seconds", str(self.clock.offset_seconds))
            case "POST", "/_test/clear":
                self.faults.clear()
            case "GET", "/_test/deliveries":
                return {"deliveries": deliveries(self.store)}
            case "GET", "/_test/state":
                pass
            case _:
                raise ResourceMissing("Not here.")
        return {
            "now": self.clock.now(),
            "faults": [asdict(fault) for fault in self.faults.waiting],
            "webhooks": asdict(self.faults.mail),
        }


def _make(kind: type[Any], body: Document) -> Any:
    try:
        return kind(**body)
    except TypeError as error:
        raise InvalidRequest(f"Unknown setting: {error}") from error


def _body(request: Request) -> Document:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError as error:
        raise InvalidRequest("The body is no JSON.") from error
    if not isinstance(body, dict):
        raise InvalidRequest("The body is no object.")
    return body
