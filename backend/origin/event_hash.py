"""Ids of EPCIS events that two parties compute alike from what happened (GS1 Core Business Vocabulary 2.0, section 8.9).

Only what we write is covered: no EPC URNs (ours are Digital Links and UUIDs) and no sensors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

Event = Mapping[str, Any]

_CBV: Final = "https://ref.gs1.org/cbv/"
# In the order of the standard, whatever the order in the event.


def event_id(event: Event, prefixes: Mapping[str, str]) -> str:
    """This will return the event's id; `prefixes` are those that the document's context declares."""
    return f"ni:///sha-256;{sha256(written(event, prefixes).encode()).hexdigest()}?ver=CBV2.0"


def written(event: Event, prefixes: Mapping[str, str]) -> str:
    """This will return the text that is hashed: everything in the standard's order, without spaces."""
    return "".join(part for part in _parts(event, prefixes))


def _parts(event: Event, prefixes: Mapping[str, str]) -> Iterator[str]:
    yield f"eventType={event['type']}"
    yield f"eventTime={_moment(event['eventTime'])}"
    yield f"eventTimeZoneOffset={event['eventTimeZoneOffset']}"
    for name, write in _ORDER:
        if event.get(name):
            yield write(name, event[name])
    if event.get("ilmd"):
        yield "ilmd" + _extensions(event["ilmd"], prefixes)
    yield _extensions({name: value for name, value in event.items() if ":" in name}, prefixes)


def _moment(text: str) -> str:
    """UTC in milliseconds, half a millisecond rounded up."""
    at = datetime.fromisoformat(text).astimezone(UTC) + timedelta(microseconds=500)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def _text(name: str, value: str) -> str:
    return f"{name}={value}"


def _epcs(name: str, values: list[str]) -> str:
    return name + "".join(sorted(f"epc={value}" for value in values))


def _amounts(name: str, elements: list[Mapping[str, Any]]) -> str:
    return name + "".join(sorted(_amount(element) for element in elements))


def _amount(element: Mapping[str, Any]) -> str:
    quantity = f"quantity={_number(element['quantity'])}" if "quantity" in element else ""
    uom = f"uom={element['uom']}" if "uom" in element else ""
    return f"quantityElementepcClass={element['epcClass']}{quantity}{uom}"


def _number(value: float) -> str:
    return f"{Decimal(str(value)).normalize():f}"


def _step(name: str, value: str) -> str:
    return f"{name}={value if ':' in value else f'{_CBV}BizStep-{value}'}"


def _disposition(name: str, value: str) -> str:
    return f"{name}={value if ':' in value else f'{_CBV}Disp-{value}'}"


def _place(name: str, value: Mapping[str, str]) -> str:
    return f"{name}id={value['id']}"


def _transactions(name: str, elements: list[Mapping[str, str]]) -> str:
    return name + "".join(
        sorted(f"type={_CBV}BTT-{one['type']}bizTransaction={one['bizTransaction']}" for one in elements)
    )


def _extensions(values: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    found = []
    for name, value in values.items():
        prefix, _, local = name.partition(":")
        found.append(f"{{{prefixes[prefix]}}}{local}={value}")
    return "".join(sorted(found))


_ORDER: Final[tuple[tuple[str, Callable[[str, Any], str]], ...]] = (
    ("certificationInfo", _text),
    ("epcList", _epcs),
    ("parentID", _text),
    ("childEPCs", _epcs),
    ("quantityList", _amounts),
    ("childQuantityList", _amounts),
    ("inputEPCList", _epcs),
    ("inputQuantityList", _amounts),
    ("outputEPCList", _epcs),
    ("outputQuantityList", _amounts),
    ("action", _text),
    ("transformationID", _text),
    ("bizStep", _step),
    ("disposition", _disposition),
    ("readPoint", _place),
    ("bizLocation", _place),
    ("bizTransactionList", _transactions),
)
