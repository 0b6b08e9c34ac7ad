"""Events are small, frozen, and read as they were written, also by the release after."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

import pytest

from events import registry
from events.registry import Event
from lib.ids import new_id


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_events", {})


def test_every_kind_of_field_survives_the_journey() -> None:
    class EverythingHappened(Event):
        """Everything happened."""

        name = "trial.everything_happened"
        one_id: UUID
        text: str
        number: int
        truth: bool
        day: date
        moment: datetime
        ids: list[UUID]
        units: dict[UUID, int]
        outcome: Literal["expired", "failed"]
        maybe_id: UUID | None = None
        deep: list[dict[str, int]] = field(default_factory=list)

    event = EverythingHappened(
        one_id=new_id(),
        text="ñandú \u202e",
        number=-(2**62),
        truth=True,
        day=date(2026, 2, 28),
        moment=datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC),
        ids=[new_id(), new_id()],
        units={new_id(): 3},
        outcome="failed",
        deep=[{"a": 1}],
    )
    assert registry.read("trial.everything_happened", 1, registry.written(event)) == event
    with pytest.raises(AttributeError):
        event.number = 2


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"__doc__": "A fact."}, "name must look like"),
        ({"__doc__": "A fact.", "name": "Trial.Happened"}, "name must look like"),
        ({"__doc__": "A fact.", "name": "trial"}, "name must look like"),
        ({"name": "trial.happened"}, "docstring"),
        ({"__doc__": "A fact.", "name": "trial.happened", "version": 0}, "upgrades are for"),
        ({"__doc__": "A fact.", "name": "trial.happened", "upgrades": {1: dict}}, "upgrades are for"),
        ({"__doc__": "A fact.", "name": "trial.happened", "__annotations__": {"email": str}}, "personal data"),
    ],
)
def test_malformed_classes_are_refused(members: dict[str, Any], says: str) -> None:
    with pytest.raises(registry.MalformedEvent, match=says):
        type("Happened", (Event,), members)


@pytest.mark.parametrize("kind", [float, object, list[float], dict[int, int], "int | str", set[int], tuple[int, int]])
def test_fields_that_events_may_not_carry(kind: Any) -> None:
    members = {"__doc__": "A fact.", "name": "trial.happened", "__annotations__": {"thing": kind}}
    cls = type("Happened", (Event,), members)
    with pytest.raises(registry.MalformedEvent, match="can't carry"):
        registry.fields(cls)


def test_a_name_belongs_to_one_class() -> None:
    type("First", (Event,), {"__doc__": "A fact.", "name": "trial.happened"})
    with pytest.raises(registry.MalformedEvent, match="already"):
        type("Second", (Event,), {"__doc__": "A fact.", "name": "trial.happened"})


def test_the_release_before_is_still_read_and_a_newer_one_is_not() -> None:
    class Paid(Event):
        """It was paid."""

        name = "trial.paid_up"
        version = 3
        upgrades = {1: lambda data: {"clp": data["total"]}, 2: lambda data: {"total_clp": data["clp"]}}
        total_clp: int
        note: str = ""

    assert registry.read("trial.paid_up", 1, '{"total": 5}') == Paid(total_clp=5)
    assert registry.read("trial.paid_up", 2, '{"clp": 5}') == Paid(total_clp=5)
    assert registry.read("trial.paid_up", 3, '{"total_clp": 5, "unknown": [1]}') == Paid(total_clp=5)
    with pytest.raises(registry.UnknownVersion):
        registry.read("trial.paid_up", 4, '{"total_clp": 5}')
    with pytest.raises(registry.UnknownEvent):
        registry.read("trial.never_heard_of", 1, "{}")


@pytest.mark.parametrize("data", ["", "null", "[]", "{}", '{"count": "5"}', '{"count": true}', '{"count": 1.0}', "{"])
def test_fields_that_are_not_what_the_class_says(data: str) -> None:
    type("Counted", (Event,), {"__doc__": "A fact.", "name": "trial.counted", "__annotations__": {"count": int}})
    with pytest.raises(registry.UnreadableEvent):
        registry.read("trial.counted", 1, data)


def test_an_event_names_what_changed_and_does_not_hold_it() -> None:
    cls: Any = type("Said", (Event,), {"__doc__": "A fact.", "name": "trial.said_it", "__annotations__": {"text": str}})
    with pytest.raises(registry.EventTooLarge):
        registry.written(cls(text="x" * 70_000))
