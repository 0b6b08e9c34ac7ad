"""The signature check against the official client's, and against what an attacker may try."""

from __future__ import annotations

import stripe
from hypothesis import given
from hypothesis import strategies as st

from infra.stripe_mock.webhooks import signature
from payments.signature import TOLERANCE_SECONDS, valid

NOW = 1_790_000_000
BODY = b'{"id": "evt_1"}'


def check(header: str, *, body: bytes = BODY, secrets: tuple[str, ...] = ("whsec_a", "whsec_b"), now: float = NOW):
    return valid(body=body, header=header, secrets=secrets, now=now)


def test_either_secret_is_good_and_no_third():
    assert check(signature(BODY, "whsec_a", NOW))
    assert check(signature(BODY, "whsec_b", NOW))
    assert not check(signature(BODY, "whsec_c", NOW))
    assert not check(signature(BODY, "whsec_a", NOW), secrets=())


def test_300_seconds_both_ways():
    for seconds in (-TOLERANCE_SECONDS, 0, TOLERANCE_SECONDS):
        assert check(signature(BODY, "whsec_a", NOW + seconds))
    for seconds in (-TOLERANCE_SECONDS - 1, TOLERANCE_SECONDS + 1):
        assert not check(signature(BODY, "whsec_a", NOW + seconds))


def test_one_good_signature_among_others_is_enough_but_no_other_scheme():
    good = signature(BODY, "whsec_a", NOW)
    assert check(good + ",v1=00,v0=11")
    assert check(good.replace(",", " , "))
    assert not check(good.replace("v1=", "v0="))


def test_the_official_client_makes_what_we_accept():
    signed = stripe.WebhookSignature._compute_signature(f"{NOW}.{BODY.decode()}", "whsec_a")
    assert check(f"t={NOW},v1={signed}")


@given(st.text(max_size=300))
def test_any_header_is_answered(header):
    assert not check(header)


@given(st.binary(max_size=100))
def test_any_other_body_is_refused(body):
    assert check(signature(BODY, "whsec_a", NOW), body=body) == (body == BODY)
