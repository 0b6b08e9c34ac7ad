"""What other apps may ask about payments."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from payments.models import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptCard:
    """How an attempt stands; `url` is the payment page while it is open, else empty."""

    id: UUID
    state: str
    url: str
    amount_clp: int


def attempt(attempt_id: UUID) -> AttemptCard | None:
    """This will return how an attempt stands, as far as we know."""
    row = Attempt.objects.filter(pk=attempt_id).values("id", "state", "url", "amount_clp").first()
    if row is None:
        return None
    if row["state"] != Attempt.State.OPEN:
        row["url"] = ""
    return AttemptCard(**row)
