"""The signed link that opens an order to a guest: in the mail, and in the fragment of the address after paying."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer


def _signer() -> Signer:
    return Signer(salt="orders.link", sep=".")


def token_for(order_group_id: UUID) -> str:
    """This will return the token that opens the order group."""
    return _signer().signature(str(order_group_id))


def opens(token: str, order_group_id: UUID) -> bool:
    """This will say whether the token opens the order group."""
    try:
        _signer().unsign(f"{order_group_id}.{token}")
    except BadSignature:
        return False
    return True


def address_of(order_group_id: UUID) -> str:
    """This will return the order's page with its token in the fragment, which no server log sees."""
    return f"{settings.PUBLIC_ORIGIN}/pedido/{order_group_id}#link={token_for(order_group_id)}"
