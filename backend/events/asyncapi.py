"""Describes in AsyncAPI 3 what travels: the topics of Kafka from the event classes, and the feed's websocket."""

from __future__ import annotations

import inspect
import json
import types
import typing
from datetime import date, datetime
from typing import Any, Final, get_args, get_origin
from uuid import UUID

from events import consumers, feed, registry, sockets
from events.brokers.kafka import PARTITIONS, topic_of
from events.hello import LONGEST_FRAME, MOST_STREAMS
from events.registry import Event
from events.routing import FEED_PATH

Schema = dict[str, Any]

_PLAIN: Final[dict[type, Schema]] = {
    UUID: {"type": "string", "format": "uuid"},
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
_ID: Final = _PLAIN[UUID]
_TIME: Final = _PLAIN[datetime]
_NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
_HEADS: Final[Schema] = {
    "type": "object",
    "description": "The last number of each stream.",
    "additionalProperties": _NUMBER,
}
_INFO: Final = """\
Written by `manage.py asyncapi` from the event classes; a test fails when the two differ.

Events are recorded in the transaction of the change that they tell, published at least once and in order per key, and
carry ids, amounts and short words: no personal data. Readers pass over fields that they don't know. A name is never
changed; a change of meaning raises `ce_schemaversion`."""
CLOSE_CODES: Final = {
    1008: "the Origin is another site's",
    sockets.TRY_AGAIN_LATER: "the database can't be asked now: come back in a moment",
    sockets.MALFORMED: "malformed, too long, or no hello within 20 seconds",
    sockets.SESSION_OVER: "the session is over",
    4403: "access to a stream is over; the next welcome denies it",
    sockets.NO_SUCH_PATH: "no such place",
    sockets.TOO_SLOW: "the client reads too slowly: come back and go on",
    sockets.OTHER_EPOCH: "another epoch: read everything anew",
}
_FEED: Final = f"""\
Says *that* something happened; HTTP says *what*. Entries are numbered 1, 2, 3 … within a stream and kept for
{feed.KEPT.days} days. The client says hello; it may do so again, and replaces what it follows. A number asks for what came after it, null
for what comes from now on. The answer is a welcome, then the backlog, then entries as they happen, and every 15 seconds
the heads. The Origin header must be the site's own; a session cookie or a link's token opens what is not public.
`GET /api/v1/feed` gives the same over HTTP.

Close codes: """


def text() -> str:
    """This will return the document as it stands in docs/asyncapi.json."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def document() -> Schema:
    """This will return the whole description."""
    events = registry.all_events()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Minga: events and feed",
            "version": "1.0.0",
            "description": _INFO,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "kafka": {
                "host": "{bootstrap}",
                "protocol": "kafka",
                "variables": {"bootstrap": {"default": "kafka:9092"}},
            },
            "site": {"host": "{host}", "protocol": "wss", "variables": {"host": {"default": "minga.example"}}},
        },
        "channels": {**{app: _topic(app) for app in registry.apps()}, "feed": _feed_channel()},
        "operations": {**{f"publish_{app}": _publishing(app) for app in registry.apps()}, **_FEED_OPERATIONS},
        "components": {
            "messages": {**{event.name: _message(event) for event in events}, **_frame_messages()},
            "schemas": {"CloudEvent": _HEADERS, **{event.name: payload(event) for event in events}, **FRAMES},
        },
    }


def _topic(app: str) -> Schema:
    names = [event.name for event in registry.all_events() if event.name.split(".")[0] == app]
    return {
        "address": topic_of(app),
        "description": f"What {app} tells, as CloudEvents 1.0 in Kafka's binary mode, keyed by the aggregate's id.",
        "servers": [{"$ref": "#/servers/kafka"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {
            "kafka": {"topic": topic_of(app), "partitions": PARTITIONS, "bindingVersion": "0.5.0"},
        },
    }


def _publishing(app: str) -> Schema:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{app}"},
        "summary": f"The relay publishes {app}'s events.",
    }


def _message(event: type[Event]) -> Schema:
    said = " ".join(inspect.getdoc(event).split())  # type: ignore[union-attr]
    heard = consumers.listeners(event.name)
    return {
        "name": event.name,
        "title": event.__name__,
        "summary": said,
        "description": f"Heard by {', '.join(heard)}." if heard else f"Heard by nobody but the feed: {_because(event)}",
        "contentType": "application/json",
        "headers": {
            "allOf": [
                {"$ref": "#/components/schemas/CloudEvent"},
                {"properties": {"ce_type": {"const": event.name}, "ce_schemaversion": {"const": str(event.version)}}},
            ]
        },
        "correlationId": {"location": "$message.header#/ce_requestid"},
        "payload": {"$ref": f"#/components/schemas/{event.name}"},
        "bindings": {"kafka": {"key": _ID, "bindingVersion": "0.5.0"}},
    }


def _because(event: type[Event]) -> str:
    return consumers.reason_unheard(event.name) or "nobody needs it yet"


def payload(event: type[Event]) -> Schema:
    """This will return the JSON Schema of an event's fields, as `registry.written` writes them."""
    found = {name: _schema(kind) for name, kind in registry.fields(event).items()}
    return {"type": "object", "properties": found, "required": list(found)}


def _schema(kind: Any) -> Schema:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin is dict:
        keys = {"propertyNames": _ID} if arguments[0] is UUID else {}
        return {"type": "object", "additionalProperties": _schema(arguments[1]), **keys}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in {typing.Union, types.UnionType}:
        present = next(argument for argument in arguments if argument is not types.NoneType)
        return {"oneOf": [_schema(present), {"type": "null"}]}
    return _PLAIN[kind]


_HEADERS: Final[Schema] = {
    "type": "object",
    "description": "A CloudEvent's attributes as Kafka headers; every value is text in UTF-8.",
    "properties": {
        "ce_specversion": {"const": "1.0"},
        "ce_id": {**_ID, "description": "The event's id. The same id again is the same event: handle it once."},
        "ce_source": {"const": "/minga"},
        "ce_type": {"type": "string", "description": "The event's name."},
        "ce_time": {**_TIME, "description": "When it was recorded, by the database's clock."},
        "ce_subject": {**_ID, "description": "The aggregate's id."},
        "ce_partitionkey": {**_ID, "description": "As the subject; also the message's key."},
        "ce_schemaversion": {"type": "string", "pattern": "^[1-9][0-9]*$", "description": "Version of the fields."},
        "ce_epoch": {**_ID, "description": "The life of the database that published it; drop those of another one."},
        "ce_requestid": {"type": "string", "description": "The request that it came from."},
        "ce_traceparent": {"type": "string", "description": "The trace that it belongs to (W3C), where traces are on."},
        "ce_streams": {"type": "string", "description": "The feeds that show it, with commas between."},
        "content-type": {"const": "application/json"},
    },
    "required": [
        "ce_specversion",
        "ce_id",
        "ce_source",
        "ce_type",
        "ce_time",
        "ce_subject",
        "ce_partitionkey",
        "ce_schemaversion",
        "ce_epoch",
        "content-type",
    ],
}


def _frame(kind: str, fields: Schema, *, optional: frozenset[str] = frozenset()) -> Schema:
    named = {"type": {"const": kind}, **fields}
    return {"type": "object", "properties": named, "required": [name for name in named if name not in optional]}


FRAMES: Final[dict[str, Schema]] = {
    "hello": _frame(
        "hello",
        {
            "epoch": {"oneOf": [_ID, {"type": "null"}], "description": "The one that the numbers are of, if known."},
            "streams": {
                "type": "object",
                "description": "For each stream the last number that the client has, or null.",
                "additionalProperties": {"oneOf": [_NUMBER, {"type": "null"}]},
                "maxProperties": MOST_STREAMS,
            },
            "links": {
                "description": "Signed tokens that open streams to guests, such as the one in the letter of an order.",
                "oneOf": [{"type": "object", "additionalProperties": {"type": "string"}}, {"type": "null"}],
            },
        },
        optional=frozenset({"epoch", "links"}),
    ),
    "welcome": _frame(
        "welcome",
        {
            "epoch": _ID,
            "heads": _HEADS,
            "denied": {"type": "array", "items": {"type": "string"}, "description": "Streams that are not followed."},
            "reset": {
                "type": "array",
                "items": {"type": "string"},
                "description": "What came after the client's number is no longer kept: read anew, go on from the head.",
            },
        },
    ),
    "entry": _frame(
        "entry",
        {
            "stream": {"type": "string", "examples": ["catalog", "association:0192f0c1-2345-7abc-8def-0123456789ab"]},
            "seq": {"type": "integer", "minimum": 1},
            "event": {"type": "string", "description": "The event's name."},
            "subject": {**_ID, "description": "The aggregate's id."},
            "at": _TIME,
        },
    ),
    "heads": _frame("heads", {"heads": _HEADS}),
}
_SAID: Final = {
    "hello": "What the client follows.",
    "welcome": "What is followed from which number, what is denied, what must be read anew.",
    "entry": "One event in one stream.",
    "heads": "Where the followed streams are, every 15 seconds: who lacks one says hello again.",
}
_FEED_OPERATIONS: Final[Schema] = {
    "receive_hello": {
        "action": "receive",
        "channel": {"$ref": "#/channels/feed"},
        "summary": f"A text frame of at most {LONGEST_FRAME} bytes.",
        "messages": [{"$ref": "#/channels/feed/messages/hello"}],
        "reply": {"channel": {"$ref": "#/channels/feed"}, "messages": [{"$ref": "#/channels/feed/messages/welcome"}]},
    },
    "send_entries": {
        "action": "send",
        "channel": {"$ref": "#/channels/feed"},
        "messages": [{"$ref": f"#/channels/feed/messages/{name}"} for name in ("entry", "heads")],
    },
}


def _feed_channel() -> Schema:
    codes = "; ".join(f"{code} {meaning}" for code, meaning in CLOSE_CODES.items())
    return {
        "address": FEED_PATH,
        "description": f"{_FEED}{codes}.",
        "servers": [{"$ref": "#/servers/site"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in FRAMES},
        "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
    }


def _frame_messages() -> Schema:
    return {
        name: {"name": name, "summary": _SAID[name], "payload": {"$ref": f"#/components/schemas/{name}"}}
        for name in FRAMES
    }
