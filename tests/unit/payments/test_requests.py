"""The stored requests: complete, accepted by the provider's rules, and the same every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.stripe_mock.forms import decode
from infra.stripe_mock.operations import SESSION
from infra.stripe_mock.parameters import check
from payments.models import Attempt
from payments.requests import LONGEST, session_body

ATTEMPT = UUID("0199a1b2-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def body(**more):
    fields = {
        "attempt_id": ATTEMPT,
        "line_items": [{"name": "Queso", "units": 2, "amount_clp": 7990}],
        "customer_email": "rosa@example.cl",
        "now": NOW,
        "expires_at": NOW + timedelta(minutes=15),
        "success_url": "https://minga.example/pedido#t=llave",
        "cancel_url": "https://minga.example/pago",
        "locale": "es",
        **more,
    }
    return session_body(**fields)


@given(st.text(min_size=1, max_size=120).filter(lambda text: "\x00" not in text), st.integers(1, 999))
def test_any_name_arrives_as_it_was(name, units):
    raw = body(line_items=[{"name": name, "units": units, "amount_clp": 100}])
    assert raw == body(line_items=[{"name": name, "units": units, "amount_clp": 100}])
    assert raw.isascii()
    sent = check(SESSION, decode(raw.encode()))
    assert sent["line_items"][0]["price_data"]["product_data"]["name"] == name
    assert sent["metadata"] == {"attempt": str(ATTEMPT)}


@pytest.mark.parametrize(
    ("minutes", "lifetime"),
    [(-5, timedelta(hours=1)), (15, timedelta(hours=1)), (60, timedelta(minutes=95)), (3000, LONGEST)],
)
def test_the_session_outlives_the_goods_within_the_provider_s_bounds(minutes, lifetime):
    raw = body(expires_at=NOW + timedelta(minutes=minutes))
    assert parse_qs(raw)["expires_at"] == [str(int((NOW + lifetime).timestamp()))]


def test_the_deadline_is_told_in_the_payer_s_language_and_santiago_s_time():
    assert "12:15" in parse_qs(body())["custom_text[submit][message]"][0]
    assert parse_qs(body(locale="en"))["custom_text[submit][message]"][0].startswith("Pay before 12:15")
    assert parse_qs(body(locale="fr"))["locale"] == ["auto"]


def test_states_only_give_way_to_a_higher_rank():
    allowed = {
        (before, after)
        for before in Attempt.State.values
        for after in Attempt.State.values
        if Attempt(state=before).gives_way_to(after)
    }
    for before, after in allowed:
        assert (after, before) not in allowed
    assert ("expired", "open") not in allowed
    assert ("expired", "succeeded") in allowed
    assert not any(before == "succeeded" for before, _ in allowed)
