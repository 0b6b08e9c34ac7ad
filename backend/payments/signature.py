"""The provider's signature over the raw bytes of a webhook."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

TOLERANCE_SECONDS: Final = 300
_LONGEST_HEADER: Final = 2_000


def valid(*, body: bytes, header: str, secrets: Sequence[str], now: float) -> bool:
    """This will check `t=…,v1=…` against every secret (two while they are exchanged).

    A time more than 300 s off is refused in both directions: the future is as good for a replay as the past.
    """
    if len(header) > _LONGEST_HEADER:
        return False
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    given = [value for name, _, value in pairs if name == "v1"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdigit()) or len(times[0]) > 12:
        return False
    if abs(now - int(times[0])) > TOLERANCE_SECONDS:
        return False
    signed = times[0].encode() + b"." + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in expected for other in given]
    return any(matches)
