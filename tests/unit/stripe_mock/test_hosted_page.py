"""The page that takes the card, as a browser without scripts sees it."""

from __future__ import annotations

import threading

import httpx
import pytest

from infra.stripe_mock.hosted.texts import TEXTS, language
from tests.unit.stripe_mock.conftest import new_session, post

GOOD = {"number": "4242 4242 4242 4242", "expiry": "12/40", "cvc": "123", "name": "Rosa"}


def charges(server, session) -> list[dict]:
    intent_id = server.get(f"/v1/checkout/sessions/{session['id']}")["payment_intent"]
    return server.get("/v1/charges", payment_intent=intent_id)["data"]


def test_the_page_shows_what_is_paid_and_runs_nothing_foreign(shared):
    page = httpx.get(new_session(shared, **{"custom_text[submit][message]": "Hasta las 15:42."})["url"])
    assert page.status_code == 200
    for text in ("$15.990", "2 × $7.995", "Queso &lt;b&gt;ñandú&lt;/b&gt;", "Hasta las 15:42.", 'lang="es"'):
        assert text in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    for asset in ("pay.css", "pay.js", "icon.svg"):
        assert f"/c/assets/{asset}" in page.text
        assert httpx.get(f"{shared.base}/c/assets/{asset}").status_code == 200
    assert "http" not in page.text.replace("http-equiv", "").replace("http://127.0.0.1:1/", "")


def test_a_good_card_pays_leads_back_and_cannot_pay_again(shared):
    session = new_session(shared)
    done = shared.pay(session["url"])
    back = f"http://127.0.0.1:1/gracias?s={session['id']}#t"
    assert f'content="0;url={back}"' in done.text
    for again in (httpx.get(session["url"]), httpx.post(session["url"], data=GOOD, follow_redirects=True)):
        assert back in again.text
    assert "Esto ya está pagado" in httpx.get(session["url"]).text
    assert len(charges(shared, session)) == 1


def test_two_clicks_at_once_charge_once(shared):
    session = new_session(shared)
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(httpx.post(session["url"], data=GOOD))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {303}
    assert len(charges(shared, session)) == 1


@pytest.mark.parametrize(
    ("card", "text"),
    [
        ("4000000000000002", "Tu banco rechazó la tarjeta"),
        ("4000000000009995", "no tiene fondos suficientes"),
        ("4000000000000069", "La tarjeta está vencida"),
        ("4000000000000127", "El código de seguridad no es el de la tarjeta"),
        ("4000000000000119", "no pudo procesar el pago"),
        ("4111111111111111", "solo se aceptan tarjetas de prueba"),
    ],
)
def test_a_decline_is_told_plainly_and_another_card_pays(shared, card, text):
    session = new_session(shared)
    page = shared.pay(session["url"], card)
    assert page.status_code == 402
    assert text in page.text
    assert "No se te cobró nada" in page.text
    assert 'value="123"' not in page.text
    assert shared.get(f"/v1/checkout/sessions/{session['id']}")["status"] == "open"
    shared.pay(session["url"])
    assert shared.get(f"/v1/checkout/sessions/{session['id']}")["payment_status"] == "paid"


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"number": ""}, "Escribe el número"),
        ({"number": "4242 4242 4242 4243"}, "no es válido"),
        ({"number": "[" * 20000}, "no es válido"),
        ({"number": "４２４２４２４２４２４２４２４２"}, "no es válido"),
        ({"expiry": "13/40"}, "el mes no existe"),
        ({"expiry": "01/20"}, "El año de vencimiento"),
        ({"expiry": "pronto"}, "como 09/29"),
        ({"cvc": "12"}, "tiene 3 números"),
        ({"name": " "}, "Escribe el nombre"),
    ],
)
def test_a_slip_is_shown_at_its_field_and_what_was_typed_stays(shared, wrong, text):
    session = new_session(shared)
    page = httpx.post(session["url"], data={**GOOD, **wrong})
    assert page.status_code == 422
    assert text in page.text
    assert 'aria-invalid="true"' in page.text
    assert ('value="Rosa"' in page.text) or "name" in wrong
    assert shared.get(f"/v1/checkout/sessions/{session['id']}")["payment_intent"] is None


def test_the_bank_asks_and_may_be_refused(shared):
    session = new_session(shared)
    refused = shared.pay(session["url"], "4000002500003155", bank="no")
    assert "No confirmaste el pago" in refused.text
    short = shared.pay(session["url"], "4000008260003178")
    assert "no tiene fondos suficientes" in short.text
    paid = shared.pay(session["url"], "4000002500003155")
    assert "Listo: pagaste $15.990" in paid.text
    intent_id = shared.get(f"/v1/checkout/sessions/{session['id']}")["payment_intent"]
    kinds = [
        event["type"]
        for event in shared.get("/v1/events", limit=100)["data"]
        if intent_id in (event["data"]["object"]["id"], event["data"]["object"].get("payment_intent"))
    ]
    assert kinds.count("payment_intent.requires_action") == 3
    assert kinds.count("checkout.session.completed") == 1


def test_a_session_that_ends_while_the_bank_asks_takes_no_money(shared):
    session = new_session(shared)
    with httpx.Client(base_url=shared.base) as browser:
        asked = browser.post(session["url"], data={**GOOD, "number": "4000002500003155"}).headers["location"]
        assert post(shared, f"/v1/checkout/sessions/{session['id']}/expire", {}).status_code == 200
        browser.post(asked, data={"answer": "yes"})
    assert "Se acabó el tiempo" in httpx.get(session["url"]).text
    assert charges(shared, session) == []
    intent_id = shared.get(f"/v1/checkout/sessions/{session['id']}")["payment_intent"]
    assert shared.get(f"/v1/payment_intents/{intent_id}")["status"] == "canceled"
    assert httpx.post(session["url"], data=GOOD, follow_redirects=True).status_code == 410


def test_time_ends_a_session_although_nobody_asks(server):
    session = new_session(server)
    server.control("clock", advance_seconds=24 * 3600 + 1)
    answer = server.get("/v1/events")
    while not answer["data"]:
        answer = server.get("/v1/events")
    assert answer["data"][0]["type"] == "checkout.session.expired"
    assert httpx.get(f"{session['url'] or ''}").status_code == 410


def test_unknown_pages_and_secrets_are_not_found(shared):
    for path in ("/c/pay/cs_test_none", "/c/authenticate/pi_x_secret_y", "/c/assets/..%2f..%2fstore.py", "/c/", "/x"):
        assert httpx.get(shared.base + path).status_code == 404
    assert httpx.post(shared.base + "/v1/refunds", content=b"x" * 300_000).status_code == 413


def test_both_languages_say_everything():
    assert set(TEXTS["es"]) == set(TEXTS["en"])
    assert [language("es-419", ""), language("en-GB", "es"), language("fr", "es")] == ["es", "en", "en"]
    assert [language(None, "fr, en;q=0.8"), language("auto", "es-CL,en"), language(None, "")] == ["en", "es", "es"]
