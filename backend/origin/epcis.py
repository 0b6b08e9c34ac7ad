"""What happened to lots as EPCIS 2.0 events. No person and no producer: lots, offers, comunas, times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from origin import event_hash

PREFIXES: Final = {"cbvmda": "urn:epcglobal:cbv:mda:"}
CONTEXT: Final = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", PREFIXES]
_ZONE: Final = ZoneInfo("America/Santiago")

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Thing:
    """A lot as others see it."""

    id: UUID
    code: str
    gtin: str
    made_on: date
    best_before: date | None
    comuna: str


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units of a lot, or of an unknown number of them."""

    thing: Thing
    units: int | None


def epc_class(thing: Thing) -> str:
    """This will return the lot's name in the world: a GS1 Digital Link where its product has a number, else a UUID."""
    if thing.gtin:
        return f"https://id.gs1.org/01/{thing.gtin.zfill(14)}/10/{quote(thing.code, safe='')}"
    return thing.id.urn


def commissioned(made: Amount) -> Event:
    """A lot was made of nothing that we know of."""
    return _known(
        {
            "type": "ObjectEvent",
            **_on_the_day(made.thing.made_on),
            "action": "ADD",
            "bizStep": "commissioning",
            "disposition": "active",
            "quantityList": [_element(made)],
            **_where(made.thing),
            **_keeps(made.thing),
        }
    )


def transformed(inputs: Sequence[Amount], made: Amount) -> Event:
    """A lot was made of other lots, which are in it now."""
    return _known(
        {
            "type": "TransformationEvent",
            **_on_the_day(made.thing.made_on),
            "inputQuantityList": [_element(amount) for amount in inputs],
            "outputQuantityList": [_element(made)],
            "bizStep": "commissioning",
            "disposition": "active",
            **_where(made.thing),
            **_keeps(made.thing),
        }
    )


def pooled(moved: Amount, *, offer_id: UUID, at: datetime, taken_out: bool) -> Event:
    """Units of a lot joined an association's pool, or left it again."""
    return _known(
        {
            "type": "AggregationEvent",
            **_at(at),
            "action": "DELETE" if taken_out else "ADD",
            "bizStep": "storing",
            "parentID": offer_id.urn,
            "childQuantityList": [_element(moved)],
        }
    )


def shipped(sent: Amount, *, at: datetime, came_back: bool) -> Event:
    """Units of a lot went out to a buyer, or came back from one. To whom is nobody's business."""
    return _known(
        {
            "type": "ObjectEvent",
            **_at(at),
            "action": "OBSERVE",
            "bizStep": "receiving" if came_back else "shipping",
            "disposition": "returned" if came_back else "in_transit",
            "quantityList": [_element(sent)],
        }
    )


def document(events: Sequence[Event], *, created: datetime) -> dict[str, Any]:
    """This will return the events as one document, in the order in which they come."""
    return {
        "@context": CONTEXT,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "epcisBody": {"eventList": list(events)},
    }


def _known(event: Event) -> Event:
    return {"eventID": event_hash.event_id(event, PREFIXES), **event}


def _element(amount: Amount) -> dict[str, Any]:
    # Without a unit of measure the quantity is a count of pieces.
    return {"epcClass": epc_class(amount.thing)} | ({"quantity": amount.units} if amount.units is not None else {})


def _on_the_day(day: date) -> dict[str, str]:
    """Of when a lot was made the day is known: noon there stands for it."""
    return _at(datetime.combine(day, time(12), _ZONE))


def _at(at: datetime) -> dict[str, str]:
    there = at.astimezone(_ZONE)
    offset = there.strftime("%z")
    return {
        "eventTime": there.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": f"{offset[:3]}:{offset[3:5]}",
    }


def _where(thing: Thing) -> dict[str, Any]:
    """The comuna and nothing nearer."""
    return {"readPoint": {"id": f"tag:minga.cl,2026:comuna:{thing.comuna}"}} if thing.comuna else {}


def _keeps(thing: Thing) -> dict[str, Any]:
    facts = {"cbvmda:lotNumber": thing.code}
    if thing.best_before:
        facts["cbvmda:bestBeforeDate"] = thing.best_before.isoformat()
    return {"ilmd": facts}
