"""A message as a CloudEvent 1.0 in Kafka's binary mode: attributes are headers, the event's JSON is the value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from events.messages import Message

_SOURCE: Final = "/minga"


class NotOurs(ValueError):
    """Something in the topic is no event of Minga's; it can't be parked, because it has no id that we gave."""


class _AsText(JSONFormat):
    """The registry reads the JSON by the event's class; here it stays a text."""

    def read_data(self, body: bytes, datacontenttype: str | None) -> str:
        return body.decode()


_FORMAT: Final = _AsText()


def packed(message: Message) -> tuple[bytes, bytes, list[tuple[str, bytes]]]:
    """This will return the key, the value and the headers that Kafka carries."""
    event = CloudEvent(
        {
            "specversion": "1.0",
            "id": str(message.event_id),
            "source": _SOURCE,
            "type": message.name,
            "time": message.recorded_at,
            "subject": str(message.key),
            "datacontenttype": "application/json",
            "partitionkey": str(message.key),
            "schemaversion": message.version,
            "epoch": str(message.epoch),
            **({"requestid": message.request_id} if message.request_id else {}),
            **({"traceparent": message.traceparent} if message.traceparent else {}),
            **({"streams": ",".join(message.streams)} if message.streams else {}),
        },
        message.data,
    )
    carried = to_binary(event, _FORMAT)
    return str(carried.key).encode(), carried.value, list(carried.headers.items())


def unpacked(value: bytes | None, headers: Iterable[tuple[str, bytes]]) -> Message:
    """This will return the message that Kafka carried.

    :raises NotOurs: if it is not a CloudEvent with all that we write.
    """
    try:
        event = from_binary(KafkaMessage(headers=dict(headers), key=None, value=value or b""), _FORMAT)
        attributes: dict[str, Any] = event.get_attributes()
        streams = attributes.get("streams") or ""
        return Message(
            event_id=UUID(attributes["id"]),
            name=attributes["type"],
            version=int(attributes["schemaversion"]),
            key=UUID(attributes["subject"]),
            data=str(event.get_data()),
            streams=tuple(streams.split(",")) if streams else (),
            request_id=attributes.get("requestid") or "",
            recorded_at=attributes["time"],
            epoch=UUID(attributes["epoch"]),
            traceparent=attributes.get("traceparent") or "",
        )
    except (CloudEventValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotOurs(f"{type(error).__name__}: {error}") from error
