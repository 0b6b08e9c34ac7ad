"""What the hosted pages do: show an open session, take a typed card, ask the bank's question, say how it ended."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from infra.stripe_mock import cards, checkout
from infra.stripe_mock.clock import Clock
from infra.stripe_mock.errors import CardRefused, InvalidRequest, ResourceMissing
from infra.stripe_mock.hosted import markup
from infra.stripe_mock.hosted.texts import Language, language, say
from infra.stripe_mock.messages import Document, Request, Response, json_response, redirect
from infra.stripe_mock.money import shown
from infra.stripe_mock.store import Store
from infra.stripe_mock.work import Profile, Work

ASSETS = {"pay.css": "text/css; charset=utf-8", "pay.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}
_FOLDER = Path(__file__).parent / "assets"
_EXPIRY = re.compile(r"\s*([0-9]{1,2})\s*[/ .-]?\s*([0-9]{2}|[0-9]{4})\s*\Z")
# Which field a refusal that needs no bank belongs to.
_FIELD_OF = {"number": "number", "exp_month": "expiry", "exp_year": "expiry", "cvc": "cvc"}


@dataclass(frozen=True)
class Hosted:
    store: Store
    clock: Clock
    profile: Profile
    committed: Callable[[], None]

    def handle(self, request: Request) -> Response:
        parts = request.path.split("/")[2:]
        speech = language(None, request.headers.get("accept-language", ""))
        method = "GET" if request.method == "HEAD" else request.method
        try:
            return self._route(request, method, parts)
        except ResourceMissing:
            title = say(speech, "missing_title")
            return markup.page(speech, title=title, body=markup.notice(speech, "missing"), status=404)
        finally:
            self.committed()

    def _route(self, request: Request, method: str, parts: list[str]) -> Response:
        """:raises ResourceMissing: if there is no such page."""
        match method, parts:
            case "GET", ["assets", name] if name in ASSETS:
                response = self._asset(name)
            case "GET", ["pay", session_id]:
                response = self._show(request, session_id)
            case "POST", ["pay", session_id]:
                response = self._pay(request, session_id)
            case "GET", ["pay", session_id, "status"]:
                response = self._status(session_id)
            case "GET", ["pay", session_id, "done"]:
                response = self._done(request, session_id)
            case "GET", ["authenticate", secret]:
                response = self._ask(request, secret)
            case "POST", ["authenticate", secret]:
                response = self._answered(request, secret)
            case _:
                raise ResourceMissing("No such page.")
        return response

    def _work(self) -> Work:
        return Work(self.store, self.profile, self.clock.now())

    def _asset(self, name: str) -> Response:
        headers = (
            ("Content-Type", ASSETS[name]),
            ("Cache-Control", "no-cache"),
            ("X-Content-Type-Options", "nosniff"),
        )
        return Response(200, (_FOLDER / name).read_bytes(), headers)

    def _speech(self, request: Request, session: Document | None) -> Language:
        locale = session["locale"] if session is not None else None
        return language(locale, request.headers.get("accept-language", ""))

    def _show(
        self, request: Request, session_id: str, filled: markup.Filled | None = None, status: int = 200
    ) -> Response:
        with self.store.transaction():
            work = self._work()
            session = checkout.current(work, session_id)
            items = self.store.hidden(session_id)["items"]
            if filled is None and request.query == "bank=no" and session["payment_intent"] is not None:
                filled = markup.Filled(refusal=_reason(work.get("payment_intent", session["payment_intent"])))
        speech = self._speech(request, session)
        values = self._values(session, speech)
        if session["status"] == "open":
            body = markup.payment(
                speech,
                session=session,
                items=items,
                merchant=self.profile.merchant,
                now=work.now,
                filled=filled or markup.Filled(),
            )
            return markup.page(speech, title=say(speech, "title_pay", **values), body=body, status=status)
        paid = session["status"] == "complete"
        address = back_url(session) if paid else session["cancel_url"]
        link = (address, say(speech, "go_back", **values)) if address else None
        prefix = "already" if paid else "expired"
        body = markup.notice(speech, prefix, link=link, **values)
        return markup.page(speech, title=say(speech, f"{prefix}_title"), body=body, status=200 if paid else 410)

    def _values(self, session: Document, speech: Language) -> dict[str, str]:
        amount = shown(session["amount_total"], session["currency"], speech)
        return {"amount": amount, "merchant": self.profile.merchant}

    def _status(self, session_id: str) -> Response:
        with self.store.transaction():
            session = checkout.current(self._work(), session_id)
        return json_response(200, {"status": session["status"]}, (("Cache-Control", "no-store"),))

    def _pay(self, request: Request, session_id: str) -> Response:
        form = _form(request)
        refusal: CardRefused | None = None
        work = self._work()
        with self.store.transaction():
            session = checkout.current(work, session_id)
            if session["status"] == "open":
                card, errors = self._read_card(form)
                if card is None:
                    return self._again(request, session_id, form, errors)
                try:
                    session = checkout.pay(work, session, cards.payment_method(work, card))
                except CardRefused as error:  # what was written stays: the failed charge is on record
                    refusal = error
        if refusal is not None:
            reason = str(refusal.more.get("decline_code") or refusal.code)
            return self._show(request, session_id, markup.Filled(_kept(form), {}, reason), 402)
        if session["status"] == "open":
            intent = self._work().get("payment_intent", session["payment_intent"])
            return redirect(f"/c/authenticate/{intent['client_secret']}")
        # A second click, or a form from the back button, ends here without paying again.
        return redirect(f"/c/pay/{session_id}/done" if session["status"] == "complete" else f"/c/pay/{session_id}")

    def _read_card(self, form: dict[str, str]) -> tuple[cards.Typed | None, dict[str, str]]:
        errors = {name: f"missing_{name}" for name in markup.FIELDS if not form.get(name, "").strip()}
        expiry = _EXPIRY.match(form.get("expiry", ""))
        if expiry is None:
            errors["expiry"] = "missing_expiry"
        if errors:
            return None, errors
        assert expiry is not None
        year = int(expiry[2])
        card = cards.Typed(
            re.sub(r"[\s-]", "", form["number"]),
            int(expiry[1]),
            year + 2000 if year < 100 else year,
            form["cvc"].strip(),
            form["name"].strip(),
        )
        today = time.gmtime(self.clock.now())
        try:
            cards.check(card, year=today.tm_year, month=today.tm_mon)
        except CardRefused as error:
            return None, {_FIELD_OF[error.param or "number"]: error.code or "generic_decline"}
        return card, {}

    def _again(self, request: Request, session_id: str, form: dict[str, str], errors: dict[str, str]) -> Response:
        return self._show(request, session_id, markup.Filled(_kept(form), errors), 422)

    def _done(self, request: Request, session_id: str) -> Response:
        with self.store.transaction():
            session = checkout.current(self._work(), session_id)
        if session["status"] != "complete":
            return redirect(f"/c/pay/{session_id}")
        speech = self._speech(request, session)
        values = self._values(session, speech)
        address = back_url(session)
        body = markup.notice(speech, "done", link=(address, say(speech, "go_back", **values)), **values)
        return markup.page(speech, title=say(speech, "done_title"), body=body, refresh=address)

    def _intent(self, work: Work, secret: str) -> Document:
        intent = work.get("payment_intent", secret.partition("_secret_")[0])
        if intent["client_secret"] != secret:
            raise ResourceMissing("No such payment.")
        return intent

    def _ask(self, request: Request, secret: str) -> Response:
        with self.store.transaction():
            work = self._work()
            intent = self._intent(work, secret)
            session = checkout.session_of(work, intent)
            # Asking for the session may have ended it, and its intent.
            intent = self._intent(work, secret)
        speech = self._speech(request, session)
        if intent["status"] != "requires_action":
            if session is not None:
                return redirect(f"/c/pay/{session['id']}")
            onward = intent_url(intent)
            link = (onward, say(speech, "continue")) if onward else None
            body = markup.notice(speech, "bank_over", link=link)
            return markup.page(speech, title=say(speech, "bank_over_title"), body=body, status=410)
        used = work.get("payment_method", intent["payment_method"])
        body = markup.bank(
            speech,
            secret=secret,
            merchant=self.profile.merchant,
            amount=shown(intent["amount"], intent["currency"], speech),
            last4=used["card"]["last4"],
        )
        return markup.page(speech, title=say(speech, "bank_title"), body=body)

    def _answered(self, request: Request, secret: str) -> Response:
        passed = _form(request).get("answer") == "yes"
        refusal: CardRefused | None = None
        with self.store.transaction():
            work = self._work()
            intent = self._intent(work, secret)
            address = (intent.get("next_action") or {}).get("redirect_to_url", {}).get("return_url")
            session = checkout.session_of(work, intent)
            try:
                checkout.authenticated(work, self._intent(work, secret), passed=passed)
            except CardRefused as error:
                refusal = error
            except InvalidRequest:  # answered before, or too late: the page says so
                return self._ask(request, secret)
        if session is not None:
            if refusal is None:
                return redirect(f"/c/pay/{session['id']}/done")
            return redirect(f"/c/pay/{session['id']}?bank=no")
        if not address:
            return self._ask(request, secret)
        result = "succeeded" if refusal is None else "failed"
        return redirect(with_query(address, payment_intent=intent["id"], redirect_status=result))


def _reason(intent: Document) -> str | None:
    error = intent["last_payment_error"]
    return None if error is None else str(error.get("decline_code") or error["code"])


def back_url(session: Document) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def intent_url(intent: Document) -> str | None:
    action = intent.get("next_action") or {}
    address: str | None = action.get("redirect_to_url", {}).get("return_url")
    return address


def with_query(address: str, **values: str) -> str:
    head, mark, fragment = address.partition("#")
    return f"{head}{'&' if '?' in head else '?'}{urlencode(values)}{mark}{fragment}"


def _form(request: Request) -> dict[str, str]:
    """Bad bytes are replaced, not refused: it is a person who typed them."""
    try:
        pairs = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: value[:200] for name, value in pairs}


def _kept(form: dict[str, str]) -> dict[str, str]:
    """What the form shows again: everything but the security code."""
    return {name: form.get(name, "") for name in markup.FIELDS if name != "cvc"}
