"""What other rooms may ask of people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection


def person_with_address(email: str) -> UUID | None:
    """This will return the person who has proved that the address (in lower case) is hers, or None."""
    return EmailAddress.objects.filter(email=email, verified=True).values_list("user_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """Letters that are not sent yet."""

    count: int
    oldest_seconds: float


def waiting_mail() -> WaitingMail:
    """This will return how many letters wait, and for how long."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float
            FROM accounts_outgoingmail WHERE sent_at IS NULL
            """
        )
        return WaitingMail(*cursor.fetchone())
