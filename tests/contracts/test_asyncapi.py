"""docs/asyncapi.json says what the code does, and says it in AsyncAPI 3.0."""

from __future__ import annotations

import asyncio
import gzip
import json
import types
import typing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from jsonschema import Draft7Validator, FormatChecker

from events import asyncapi, hub, registry, sockets
from events.brokers.cloudevent import packed
from events.brokers.kafka import PARTITIONS, topic_of
from events.hello import read_hello
from events.live import Entry
from events.messages import Message
from events.registry import Event
from events.routing import FEED_PATH, websocket_application

# https://github.com/asyncapi/spec-json-schemas, Apache-2.0 (asyncapi-LICENSE.txt), white space taken out.
PUBLISHED = json.loads(gzip.decompress((Path(__file__).parent / "data" / "asyncapi-3.0.0.schema.json.gz").read_bytes()))
PAGE = settings.ROOT / "docs" / "asyncapi.json"
EVENTS = registry.all_events()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(PAGE.read_text())


def complaints(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """What a reader of the document would say of the value."""
    rooted = {"components": document["components"], **schema}
    return [error.message for error in Draft7Validator(rooted, format_checker=FormatChecker()).iter_errors(value)]


def sample(kind: Any) -> Any:
    """A value that an event's field of this type may have."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is list:
        return [sample(arguments[0])]
    if origin is dict:
        return {sample(arguments[0]): sample(arguments[1])}
    if origin is typing.Literal:
        return arguments[0]
    if origin in {typing.Union, types.UnionType}:
        return sample(next(argument for argument in arguments if argument is not types.NoneType))
    plain = {UUID: uuid4(), str: "x", int: 3, bool: True, date: date(2026, 11, 22), datetime: datetime.now(UTC)}
    return plain[kind]


def written(event: type[Event]) -> bytes:
    return registry.written(event(**{name: sample(kind) for name, kind in registry.fields(event).items()}))


def references(part: Any) -> typing.Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_the_page_is_up_to_date():
    assert PAGE.read_text() == asyncapi.text(), "run `manage.py asyncapi`"


def test_it_is_asyncapi(document: dict[str, Any]):
    validator = Draft7Validator(PUBLISHED)
    assert [error.message[:300] for error in validator.iter_errors(document)] == []
    broken = {**document, "channels": {"feed": {"adress": FEED_PATH}}}
    assert not validator.is_valid(broken)


def test_every_reference_leads_somewhere(document: dict[str, Any]):
    found = set(references(document))
    assert len(found) > len(EVENTS)
    for reference in found:
        place: Any = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_topic_and_event_is_there(document: dict[str, Any]):
    topics = {channel["address"] for name, channel in document["channels"].items() if name != "feed"}
    assert topics == {topic_of(app) for app in registry.apps()}
    told = {name for app in registry.apps() for name in document["channels"][app]["messages"]}
    assert told == {event.name for event in EVENTS}
    assert {
        channel["bindings"]["kafka"]["partitions"]
        for channel in document["channels"].values()
        if channel["address"] in topics
    } == {PARTITIONS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_what_is_sent_fits_its_description(document: dict[str, Any], event: type[Event]):
    data = written(event)
    message = Message(
        event_id=uuid4(),
        name=event.name,
        version=event.version,
        key=uuid4(),
        data=data.decode(),
        streams=("catalog",),
        request_id="0192f0c123457abc8def0123456789ab",
        traceparent="00-0192f0c123457abc8def0123456789ab-8def0123456789ab-01",
        recorded_at=datetime.now(UTC),
        epoch=uuid4(),
    )
    key, value, headers = packed(message)
    said = document["components"]["messages"][event.name]
    assert complaints(document, said["payload"], json.loads(value)) == []
    assert complaints(document, said["headers"], {name: text.decode() for name, text in headers}) == []
    assert complaints(document, said["bindings"]["kafka"]["key"], key.decode()) == []
    described = document["components"]["schemas"]["CloudEvent"]["properties"]
    assert {name for name, _text in headers} == set(described), "a header is carried that nobody described"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_what_is_wrong_does_not_fit(document: dict[str, Any], event: type[Event]):
    data = json.loads(written(event))
    for name in data:
        left_out = {field: value for field, value in data.items() if field != name}
        assert complaints(document, {"$ref": f"#/components/schemas/{event.name}"}, left_out)
        assert complaints(document, {"$ref": f"#/components/schemas/{event.name}"}, {**data, name: object()})


def test_what_the_feed_sends_fits(document: dict[str, Any]):
    schemas = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("hello", "entry", "heads")}
    entry = Entry("catalog", 7, "catalog.offer_opened", uuid4(), datetime.now(UTC))
    assert complaints(document, schemas["entry"], json.loads(entry.frame())) == []
    assert complaints(document, schemas["heads"], json.loads(hub.heads_frame({"catalog": 7}))) == []
    assert complaints(document, schemas["entry"], {**json.loads(entry.frame()), "seq": 0})


def test_a_hello_is_what_the_description_says(document: dict[str, Any]):
    schema = {"$ref": "#/components/schemas/hello"}
    good: dict[str, Any] = {
        "type": "hello",
        "epoch": None,
        "streams": {"catalog": None, f"user:{uuid4()}": 41},
        "links": {},
    }
    refused: list[dict[str, Any]] = [
        {**good, "type": "hallo"},
        {**good, "streams": {"catalog": -1}},
        {**good, "streams": ["catalog"]},
        {**good, "links": {"catalog": 1}},
        {**good, "epoch": 1},
        {"type": "hello"},
    ]
    for frame in (good, {"type": "hello", "streams": {}}):
        assert complaints(document, schema, frame) == []
        read_hello(json.dumps(frame))
    for frame in refused:
        assert complaints(document, schema, frame)
        with pytest.raises(ValueError, match=r".+"):
            read_hello(json.dumps(frame))


@pytest.mark.django_db(transaction=True)
def test_a_welcome_is_what_the_description_says(document: dict[str, Any]):
    sent: list[dict[str, Any]] = []

    async def talk() -> None:
        said = asyncio.Event()
        frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if message["type"] == "websocket.send":
                said.set()

        host = "127.0.0.1:8000"
        headers = [(b"host", host.encode()), (b"origin", settings.PUBLIC_ORIGIN.encode())]
        scope = {"type": "websocket", "path": FEED_PATH, "headers": headers, "query_string": b""}
        frames.put_nowait({"type": "websocket.connect"})
        streams = {"catalog": None, f"user:{uuid4()}": None}
        hello = {"type": "hello", "epoch": None, "streams": streams, "links": {}}
        frames.put_nowait({"type": "websocket.receive", "text": json.dumps(hello)})
        talking = asyncio.create_task(websocket_application(scope, frames.get, send))
        async with asyncio.timeout(20):
            await said.wait()
        frames.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await talking
        await hub.hub().shut()

    asyncio.run(talk())
    welcome = next(json.loads(message["text"]) for message in sent if message["type"] == "websocket.send")
    assert complaints(document, {"$ref": "#/components/schemas/welcome"}, welcome) == []
    assert len(welcome["denied"]) == 1


def test_every_close_code_is_named():
    codes = {
        value
        for name, value in vars(sockets).items()
        if name.isupper() and isinstance(value, int) and not name.startswith("_")
    }
    assert codes <= set(asyncapi.CLOSE_CODES)
