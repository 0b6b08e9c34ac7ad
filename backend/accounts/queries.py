"""What other rooms may ask of people."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress


def person_with_address(email: str) -> UUID | None:
    """This will return the person who has proved that the address (in lower case) is hers, or None."""
    return EmailAddress.objects.filter(email=email, verified=True).values_list("user_id", flat=True).first()
