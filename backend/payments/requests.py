"""The bodies that are sent to the provider, made once and stored: pure functions of what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, TypedDict
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

# The provider refuses less than 30 minutes, counted from when it hears of it, which may be late.
SHORTEST: Final = timedelta(minutes=60)
LONGEST: Final = timedelta(hours=23)
_AFTER_DEADLINE: Final = timedelta(minutes=35)
_LOCALES: Final = {"es": "es-419", "en": "en"}


class LineItem(TypedDict):
    """What is paid for: so many units of it, `amount_clp` each."""

    name: str
    units: int
    amount_clp: int


def session_body(
    *,
    attempt_id: UUID,
    line_items: Sequence[LineItem],
    customer_email: str,
    now: datetime,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
    locale: str,
) -> str:
    """This will return the form that opens a checkout session; the attempt's id goes along in three places.

    `expires_at` is the deadline of the goods. The session itself lives longer, and is ended by us.
    """
    lifetime = min(max(SHORTEST, expires_at - now + _AFTER_DEADLINE), LONGEST)
    pairs = [
        ("mode", "payment"),
        ("client_reference_id", str(attempt_id)),
        ("metadata[attempt]", str(attempt_id)),
        ("payment_intent_data[metadata][attempt]", str(attempt_id)),
        ("expires_at", str(int((now + lifetime).timestamp()))),
        ("locale", _LOCALES.get(locale, "auto")),
        ("success_url", success_url),
        ("cancel_url", cancel_url),
        ("custom_text[submit][message]", _deadline(expires_at, locale)),
    ]
    if customer_email:
        pairs.append(("customer_email", customer_email))
    for place, item in enumerate(line_items):
        prefix = f"line_items[{place}]"
        pairs += [
            (f"{prefix}[price_data][currency]", "clp"),
            (f"{prefix}[price_data][unit_amount]", str(item["amount_clp"])),
            (f"{prefix}[price_data][product_data][name]", item["name"]),
            (f"{prefix}[quantity]", str(item["units"])),
        ]
    return urlencode(pairs)


def _deadline(expires_at: datetime, locale: str) -> str:
    clock = timezone.localtime(expires_at).strftime("%H:%M")
    with translation.override(locale if locale in _LOCALES else "es"):
        return _("Pay before %(clock)s: until then it is kept for you.") % {"clock": clock}


def refund_body(*, refund_id: UUID, payment_intent_id: str, amount_clp: int) -> str:
    """This will return the form that asks for a refund."""
    return urlencode(
        [
            ("payment_intent", payment_intent_id),
            ("amount", str(amount_clp)),
            ("metadata[refund]", str(refund_id)),
        ]
    )
