"""One command, one trace: request, recording, relay, consumers and hub, on real processes and a real receiver."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from infra.kafka import broker
from infra.local import scratch
from tests.flows.spine_stand import Stand, stand, wait_until
from tests.flows.story_people import Someone

NAME = "Rosa Tabilo Única"
ASSOCIATION = {
    "name": "Cooperativa Siete Majadas",
    "kind": "cooperative",
    "purpose": "Vender juntos el queso.",
    "comuna": "04305",
    "statutes_text": "Cada productora tiene un voto.",
}


@dataclass(frozen=True, slots=True)
class Span:
    """What arrived of a span."""

    trace: str
    id: str
    parent: str
    name: str
    service: str
    failed: str
    attributes: dict[str, Any]


class Collector:
    """A receiver of OTLP over HTTP."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.bodies: list[bytes] = []

    def take(self, body: bytes) -> None:
        self.bodies.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            about = {pair.key: pair.value.string_value for pair in resource.resource.attributes}
            for scope in resource.scope_spans:
                for span in scope.spans:
                    self.spans.append(
                        Span(
                            trace=span.trace_id.hex(),
                            id=span.span_id.hex(),
                            parent=span.parent_span_id.hex(),
                            name=span.name,
                            service=about["service.name"],
                            failed=span.status.message,
                            attributes={
                                pair.key: pair.value.string_value or pair.value.int_value for pair in span.attributes
                            },
                        )
                    )

    def traces_of(self, name: str) -> list[list[Span]]:
        """Return every trace in which a span of that name stands."""
        spans = list(self.spans)
        found = dict.fromkeys(span.trace for span in spans if span.name == name)
        return [[span for span in spans if span.trace == trace] for trace in found]


@contextmanager
def collecting() -> Iterator[tuple[Collector, str]]:
    """Yield a collector and its address."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            collector.take(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield collector, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module", params=["embedded", "kafka"])
def place(request: pytest.FixtureRequest) -> Iterator[tuple[Stand, str, Collector]]:
    with (
        scratch.folder("minga-traces") as folder,
        collecting() as (collector, endpoint),
        broker_or_none(request.param, folder) as kafka,
    ):
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MINGA_MODE": "local",
            "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
            "OTEL_BSP_SCHEDULE_DELAY": "100",
            **({"KAFKA_BOOTSTRAP_SERVERS": kafka} if kafka else {}),
        }
        with stand(folder / "stand", **environment) as here:
            here.run("prepare", "-v", "0")
            if kafka:
                here.run("kafka_topics")
            address = here.serve()
            here.manage("relay", "relay")
            here.manage("consumer", "consume")
            here.manage("worker", "work")  # sends the codes that open accounts
            yield here, address, collector
            if request.session.testsfailed:
                for log in sorted(here.folder.glob("*.log")):
                    print(f"--- {log.name}\n{log.read_text()[-3000:]}")


@contextmanager
def broker_or_none(which: str, folder: Any) -> Iterator[str]:
    if which == "embedded":
        yield ""
        return
    with broker.running(folder / "kafka") as kafka:
        yield kafka.bootstrap


def test_a_command_is_one_trace_down_to_the_sockets(place: tuple[Stand, str, Collector]):
    """Nelson joins; Rosa is told by an event of the inbox, which belongs to the same trace."""
    here, address, collector = place
    rosa, nelson = Someone(address, NAME), Someone(address, "Nelson Arancibia")
    for who in (rosa, nelson):
        who.sign_up()
    association = rosa.post("/api/v1/associations", {**ASSOCIATION, "producer_id": rosa.producer_id})["id"]
    watch = rosa.watch({f"association:{association}": None, f"user:{rosa.id}": None})
    invited = rosa.post(f"/api/v1/associations/{association}/invitations", {"email": nelson.email})
    nelson.accept(invited["link"])
    watch.wait_for("notifications.item_added", stream=f"user:{rosa.id}")

    joined = "coops.member_joined"
    steps = {
        ("coops_acceptInvitation", "minga-web"),
        (f"record {joined}", "minga-web"),
        (f"publish {joined}", "minga-relay"),
        (f"handle {joined}", "minga-consume"),
        (f"send {joined}", "minga-web"),
        ("record notifications.item_added", "minga-consume"),
        ("publish notifications.item_added", "minga-relay"),
        ("handle notifications.item_added", "minga-consume"),
        ("send notifications.item_added", "minga-web"),
    }

    def whole() -> list[Span]:
        for trace in collector.traces_of(f"record {joined}"):
            # A handler's own step comes after what was recorded in it.
            groups = {span.attributes.get("minga.group") for span in trace if span.name == f"handle {joined}"}
            if steps <= {(span.name, span.service) for span in trace} and {"live", "notifications"} <= groups:
                return trace
        return []

    wait_until(whole, 120, "the trace is whole")
    trace = whole()
    (accepted,) = [span for span in trace if not span.parent]
    assert accepted.name == "coops_acceptInvitation"
    (recorded,) = [span for span in trace if span.name == f"record {joined}"]
    assert recorded.parent == accepted.id
    after = [span for span in trace if span.parent == recorded.id]
    assert {span.name for span in after} == {f"publish {joined}", f"handle {joined}", f"send {joined}"}
    handled = {span.attributes["minga.group"]: span for span in after if span.name == f"handle {joined}"}
    assert set(handled) == {"live", "notifications"}
    (told,) = [span for span in trace if span.name == "record notifications.item_added"]
    assert told.parent == handled["notifications"].id
    assert {span.parent for span in trace if span.name == "send notifications.item_added"} == {told.id}
    # The same request in the trace and in the outbox.
    request_id = here.value(
        "SELECT request_id FROM events_outboxevent WHERE traceparent LIKE %s", f"00-{recorded.trace}-{recorded.id}-%"
    )
    assert accepted.attributes["minga.request_id"] == request_id


def test_what_a_stranger_sends_is_not_continued_and_nothing_personal_leaves(place: tuple[Stand, str, Collector]):
    _here, address, collector = place
    stranger = Someone(address, "Otra Persona")
    before = len(collector.traces_of("record accounts.person_registered"))
    foreign = "4bf92f3577b34da6a3ce929d0e0e4736"
    stranger.http.headers["traceparent"] = f"00-{foreign}-00f067aa0ba902b7-01"
    stranger.sign_up()
    wait_until(lambda: len(collector.traces_of("record accounts.person_registered")) > before, 120, "it is traced")
    assert foreign not in {span.trace for span in collector.spans}
    sent = b"".join(collector.bodies)
    for secret in (NAME, stranger.email, "Otra Persona"):
        assert secret.encode() not in sent
    assert not [span for span in collector.spans if "/" in span.name]
