"""Ids of EPCIS events against the published vectors, and what our own events look like."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from origin import epcis, event_hash

VECTORS = json.loads((Path(__file__).parent / "data" / "epcis" / "event-hashes.json").read_text())
CHEESE = epcis.Thing(UUID(int=7), "QC-2026/1", "4012345999990", date(2026, 9, 6), date(2027, 2, 1), "04305")
MILK = epcis.Thing(UUID(int=8), "LE-2026-1", "", date(2026, 9, 5), None, "")


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=range(len(VECTORS["vectors"])))
def test_published_vectors(vector: dict[str, Any]):
    assert event_hash.written(vector["event"], VECTORS["prefixes"]) == vector["written"]
    assert event_hash.event_id(vector["event"], VECTORS["prefixes"]) == vector["id"]


def test_the_order_in_an_event_and_what_was_written_about_it_change_nothing():
    event = VECTORS["vectors"][3]["event"]
    turned = dict(reversed(event.items())) | {"recordTime": "2026-01-01T00:00:00Z", "eventID": "urn:x:y"}
    assert event_hash.event_id(turned, VECTORS["prefixes"]) == VECTORS["vectors"][3]["id"]


def test_a_lot_with_an_article_number_is_a_digital_link_and_another_a_uuid():
    assert epcis.epc_class(CHEESE) == "https://id.gs1.org/01/04012345999990/10/QC-2026%2F1"
    assert epcis.epc_class(MILK) == "urn:uuid:00000000-0000-0000-0000-000000000008"


def test_a_day_is_noon_there_also_where_the_clock_changed_at_midnight():
    # On 6 September 2026 the clocks of Santiago went from 24:00 to 01:00.
    made = epcis.commissioned(epcis.Amount(CHEESE, 40))
    assert (made["eventTime"], made["eventTimeZoneOffset"]) == ("2026-09-06T12:00:00.000-03:00", "-03:00")
    before = epcis.commissioned(epcis.Amount(MILK, None))
    assert before["eventTimeZoneOffset"] == "-04:00"
    assert "quantity" not in before["quantityList"][0]
    assert "readPoint" not in before


def test_the_same_happening_has_the_same_id_and_another_amount_another():
    at = datetime(2026, 11, 2, 15, 4, 5, 999_700, tzinfo=UTC)
    ids = {
        epcis.shipped(epcis.Amount(CHEESE, units), at=at, came_back=back)["eventID"]
        for units in (3, 3, 4)
        for back in (False, True)
    }
    assert len(ids) == 4
