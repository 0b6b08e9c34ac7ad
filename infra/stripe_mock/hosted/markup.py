"""HTML of the hosted pages: plain, without inline script or style, every value escaped."""

from dataclasses import dataclass, field
from html import escape

from infra.stripe_mock.cards import CARDS
from infra.stripe_mock.hosted.texts import Language, say
from infra.stripe_mock.messages import Document, Response
from infra.stripe_mock.money import shown

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
FIELDS = ("number", "expiry", "cvc", "name")


@dataclass(frozen=True)
class Filled:
    """A form that came back: what was typed (never the code), what is wrong with it."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    errors: dict[str, str] = field(default_factory=dict)
    refusal: str | None = None


def page(speech: Language, *, title: str, body: str, status: int = 200, refresh: str | None = None) -> Response:
    """One whole page; `refresh` leads on at once, in the way that no form-action rule can stop."""
    onward = f'<meta http-equiv="refresh" content="0;url={escape(refresh, quote=True)}">' if refresh else ""
    text = f"""<!doctype html>
<html lang="{speech}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
{onward}<link rel="icon" href="/c/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/c/assets/pay.css">
<script src="/c/assets/pay.js" defer></script>
</head>
<body>
<header class="test">{escape(say(speech, "test_mode"))}</header>
<main>
{body}
</main>
</body>
</html>
"""
    return Response(status, text.encode(), HEADERS)


def time_left(speech: Language, seconds: int) -> str:
    minutes = seconds // 60
    if minutes < 1:
        return say(speech, "less_than_a_minute")
    if minutes < 60:
        return say(speech, "minutes", count=minutes)
    hours, rest = divmod(minutes, 60)
    text = say(speech, "hours", count=hours)
    return f"{text} {say(speech, 'minutes', count=rest)}" if rest else text


def payment(
    speech: Language, *, session: Document, items: list[Document], merchant: str, now: int, filled: Filled
) -> str:
    amount = shown(session["amount_total"], session["currency"], speech)
    left = session["expires_at"] - now
    cancel = session["cancel_url"]
    back = (
        f'<p class="back"><a href="{escape(cancel, quote=True)}">{escape(say(speech, "back"))}</a></p>'
        if cancel
        else ""
    )
    note = session["custom_text"]["submit"]
    # The shop's own deadline, told in its note, may be earlier than the session's: two would confuse.
    hidden = " hidden" if note else ""
    return f"""<div class="columns">
<section class="what" aria-labelledby="what">
<h1>{escape(say(speech, "heading_pay", merchant=merchant))}</h1>
<p class="amount">{escape(amount)}</p>
{f'<p class="note">{escape(note["message"])}</p>' if note else ""}
<p class="left" id="left"{hidden} data-seconds="{left}" data-status="/c/pay/{session["id"]}/status">
{escape(say(speech, "time_left", left=time_left(speech, left)))}</p>
<h2 id="what">{escape(say(speech, "items"))}</h2>
<ul class="items">
{"".join(_item(speech, item) for item in items)}<li class="total"><span>{escape(say(speech, "total"))}</span>
<span>{escape(amount)}</span></li>
</ul>
{back}
</section>
<section class="how" aria-labelledby="how">
<h2 id="how">{escape(say(speech, "card"))}</h2>
{_problems(speech, filled)}<form method="post" action="/c/pay/{session["id"]}" novalidate
 data-paying="{escape(say(speech, "paying"), quote=True)}">
{_field(speech, "number", filled, autocomplete="cc-number", mode="numeric", longest=23)}
<div class="pair">
{_field(speech, "expiry", filled, autocomplete="cc-exp", mode="numeric", longest=7)}
{_field(speech, "cvc", filled, autocomplete="cc-csc", mode="numeric", longest=4)}
</div>
{_field(speech, "name", filled, autocomplete="cc-name", mode="text", longest=100)}
<button type="submit">{escape(say(speech, "pay", amount=amount))}</button>
</form>
{_test_cards(speech)}
</section>
</div>"""


def _item(speech: Language, item: Document) -> str:
    price = shown(item["price"]["unit_amount"], item["currency"], speech)
    each = f"<small>{escape(say(speech, 'each', quantity=item['quantity'], price=price))}</small>"
    total = shown(item["amount_total"], item["currency"], speech)
    return f"<li><span>{escape(item['description'])}{each}</span><span>{escape(total)}</span></li>\n"


def _problems(speech: Language, filled: Filled) -> str:
    if filled.refusal is not None:
        lines = f"<p>{escape(say(speech, filled.refusal))} {escape(say(speech, 'not_charged'))}</p>"
        heading = "error_heading"
    elif filled.errors:
        links = (
            f'<li><a href="#{name}">{escape(say(speech, filled.errors[name]))}</a></li>'
            for name in FIELDS
            if name in filled.errors
        )
        lines = f"<ul>{''.join(links)}</ul>"
        heading = "fields_heading"
    else:
        return ""
    return (
        f'<div class="problem" role="alert" tabindex="-1" id="problem">'
        f"<h3>{escape(say(speech, heading))}</h3>{lines}</div>\n"
    )


def _field(speech: Language, name: str, filled: Filled, *, autocomplete: str, mode: str, longest: int) -> str:
    error = filled.errors.get(name)
    hint = f"{name}_hint" if name in ("expiry", "cvc") else None
    described = [part for part, shown_ in ((f"{name}-hint", hint), (f"{name}-error", error)) if shown_]
    attributes = [
        f'id="{name}" name="{name}" autocomplete="{autocomplete}" inputmode="{mode}" maxlength="{longest}" required',
        f'value="{escape(filled.values.get(name, ""), quote=True)}"',
    ]
    if described:
        attributes.append(f'aria-describedby="{" ".join(described)}"')
    if error:
        attributes.append('aria-invalid="true"')
    small = f'<small id="{name}-hint">{escape(say(speech, hint))}</small>' if hint else ""
    wrong = f'<p class="wrong" id="{name}-error">{escape(say(speech, error))}</p>' if error else ""
    return (
        f'<div class="field"><label for="{name}">{escape(say(speech, name))}</label>{small}'
        f"<input {' '.join(attributes)}>{wrong}</div>"
    )


def _test_cards(speech: Language) -> str:
    rows = []
    for card in CARDS:
        if card.outcome == "challenge_then_decline":
            continue
        reason = card.outcome if card.decline is None else (card.decline.decline_code or card.decline.code)
        grouped = " ".join(card.number[start : start + 4] for start in range(0, len(card.number), 4))
        rows.append(f"<li><code>{grouped}</code> <span>{escape(say(speech, f'cards_{reason}'))}</span></li>")
    return (
        f"<details><summary>{escape(say(speech, 'cards_summary'))}</summary>"
        f"<p>{escape(say(speech, 'cards_hint'))}</p><ul>{''.join(rows)}</ul></details>"
    )


def notice(speech: Language, prefix: str, *, link: tuple[str, str] | None = None, **values: object) -> str:
    """A page with one thing to say and at most one way on: (address, words)."""
    button = f'<p><a class="button" href="{escape(link[0], quote=True)}">{escape(link[1])}</a></p>' if link else ""
    return (
        f'<section class="notice"><h1>{escape(say(speech, f"{prefix}_heading", **values))}</h1>'
        f"<p>{escape(say(speech, f'{prefix}_text', **values))}</p>{button}</section>"
    )


def bank(speech: Language, *, secret: str, **values: object) -> str:
    return f"""<section class="notice bank">
<h1>{escape(say(speech, "bank_heading"))}</h1>
<p>{escape(say(speech, "bank_text", **values))}</p>
<form method="post" action="/c/authenticate/{escape(secret, quote=True)}">
<button type="submit" name="answer" value="yes">{escape(say(speech, "bank_yes"))}</button>
<button type="submit" name="answer" value="no" class="quiet">{escape(say(speech, "bank_no"))}</button>
</form>
</section>"""
