"""Traces cost nothing when they are off, and say of an error only its kind when they are on."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as present
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from lib import tracing

PARENT = "00-0192f0c123457abc8def0123456789ab-8def0123456789ab-01"


@pytest.fixture
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """Traces are on, and their spans are kept here."""
    settings.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:1"
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    monkeypatch.setattr(tracing, "_tracer", lambda _process: tracer)
    return exporter


def only(kept: InMemorySpanExporter) -> ReadableSpan:
    (span,) = kept.get_finished_spans()
    return span


def test_off_it_is_one_object_and_nothing_is_loaded():
    assert tracing.span("a", kind="server", parent="") is tracing.span("b")
    assert (tracing.current(), tracing.now()) == ("", 0)
    tracing.note("a", kind="producer", parent=PARENT, began=0)
    tracing.check()
    program = "import django; django.setup(); import sys; sys.exit('opentelemetry' in sys.modules)"
    environment = {"PYTHONPATH": str(present.BACKEND), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"MINGA_MODE": "test", "SECRET_KEY": "x" * 50, "DATABASE_URL": "postgresql://x@127.0.0.1:1/none"}
    assert not subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode


def test_a_parent_is_continued_and_handed_on(kept: InMemorySpanExporter):
    with tracing.span("handle", kind="consumer", parent=PARENT, group="orders"):
        inside = tracing.current()
        with tracing.span("record"):
            pass
    record, handle = kept.get_finished_spans()
    assert handle.context.trace_id == record.context.trace_id == int(PARENT.split("-")[1], 16)
    assert handle.parent.span_id == int(PARENT.split("-")[2], 16)
    assert record.parent.span_id == handle.context.span_id == int(inside.split("-")[2], 16)
    assert dict(handle.attributes or {}) == {"minga.group": "orders"}


def test_an_empty_parent_begins_and_a_bad_one_does_too(kept: InMemorySpanExporter):
    with tracing.span("outer"):
        for parent in ("", "00-zz-yy-01", "x" * 300):
            with tracing.span("begins", parent=parent):
                pass
    assert [span.parent for span in kept.get_finished_spans() if span.name == "begins"] == [None, None, None]


def test_of_an_error_only_its_kind_is_said(kept: InMemorySpanExporter):
    with pytest.raises(ValueError, match="rosa"), tracing.span("handle"):
        raise ValueError("rosa@example.cl is taken")
    span = only(kept)
    assert (span.status.description, list(span.events)) == ("ValueError", [])
    assert "rosa" not in span.to_json()


def test_what_is_parked_is_marked(kept: InMemorySpanExporter):
    with tracing.span("handle"):
        tracing.fail(KeyError("rosa"))
    assert only(kept).status.description == "KeyError"


def test_a_note_lasts_from_when_it_began(kept: InMemorySpanExporter):
    began = tracing.now()
    tracing.note("publish", kind="producer", parent="", began=began)
    tracing.note("publish", kind="producer", parent=PARENT, began=began, sockets=3)
    span = only(kept)
    assert span.start_time == began < span.end_time
    assert dict(span.attributes or {}) == {"minga.sockets": 3}


def test_without_the_library_the_start_says_what_to_install(settings: Any, monkeypatch: pytest.MonkeyPatch):
    settings.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:1"

    def missing(_process: int) -> None:
        raise ImportError("opentelemetry")

    monkeypatch.setattr(tracing, "_tracer", missing)
    with pytest.raises(Exception, match=r"requirements/tracing\.txt"):
        tracing.check()
