"""How often one place may try: counted in the database by one statement, so that all processes count together.

The sign-in library's own limits per address hold a lock in the cache while they count, and refuse whoever waits a
second for it: forty neighbours who sign up at the same moment would be turned away. Its limits per account stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from allauth.core.internal.ratelimit import get_ip
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in a window of time."""

    tries: int
    within: timedelta


_MINUTE = timedelta(minutes=1)
# A whole village may sign up behind one address; a machine that guesses is slowed down.
PER_ADDRESS: Final[Mapping[str, Limit]] = {
    "auth/signup": Limit(120, _MINUTE),
    "auth/login": Limit(240, _MINUTE),
    "auth/reauthenticate": Limit(120, _MINUTE),
    "auth/password/request": Limit(60, _MINUTE),
    "auth/password/reset": Limit(60, _MINUTE),
    "auth/email/verify": Limit(120, _MINUTE),
    "auth/email/verify/resend": Limit(60, _MINUTE),
    "auth/2fa/authenticate": Limit(120, _MINUTE),
    "auth/2fa/reauthenticate": Limit(120, _MINUTE),
    "auth/webauthn/login": Limit(240, _MINUTE),
    "auth/webauthn/authenticate": Limit(120, _MINUTE),
    "auth/webauthn/reauthenticate": Limit(120, _MINUTE),
    "account/email": Limit(60, _MINUTE),
    "account/password/change": Limit(60, _MINUTE),
    "account/authenticators/totp": Limit(60, _MINUTE),
    "account/authenticators/recovery-codes": Limit(60, _MINUTE),
    "account/authenticators/webauthn": Limit(60, _MINUTE),
}


def take(request: HttpRequest, action: str, limit: Limit) -> bool:
    """This will count one try of the request's address, and say whether it is within the limit.

    The address is kept as a keyed hash only; IPv6 counts by network.
    """
    key = salted_hmac("accounts.limits", f"{action} {get_ip(request)}", algorithm="sha256").digest()
    parameters: dict[str, Any] = {"key": key, "tries": limit.tries, "within": limit.within}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_ratewindow AS row (key, used, ends_at)
            VALUES (%(key)s, 1, clock_timestamp() + %(within)s)
            ON CONFLICT (key) DO UPDATE SET
                used = CASE WHEN row.ends_at <= clock_timestamp() THEN 1 ELSE LEAST(row.used, %(tries)s) + 1 END,
                ends_at = CASE WHEN row.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE row.ends_at END
            RETURNING used
            """,
            parameters,
        )
        used: int = cursor.fetchone()[0]
    return used <= limit.tries
