"""How a guest is known: by a signed cookie that names her basket, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

COOKIE = "minga_basket"
_SALT = "orders.basket"
_KEPT = timedelta(days=30)


def basket_id_of(request: Request) -> UUID | None:
    """This will return the basket that the request's cookie names, if we signed it."""
    try:
        return UUID(request.get_signed_cookie(COOKIE, salt=_SALT, max_age=int(_KEPT.total_seconds())))
    except (KeyError, BadSignature, ValueError):
        return None


def remember(response: HttpResponseBase, basket_id: UUID) -> None:
    """This will give the guest the cookie of her basket."""
    response.set_signed_cookie(
        COOKIE, str(basket_id), salt=_SALT, max_age=int(_KEPT.total_seconds()), httponly=True, samesite="Lax",
        secure=settings.SECURE,
    )  # fmt: skip


def address_key(request: Request) -> str:
    """This will return a keyed digest of the network address, of the whole /64 for IPv6; the address isn't kept."""
    ident = BaseThrottle().get_ident(request) or ""
    try:
        address = ip_address(ident)
    except ValueError:
        return ""
    place = address.packed[:8] if isinstance(address, IPv6Address) else address.packed
    return hmac.new(settings.SECRET_KEY.encode(), place, hashlib.sha256).hexdigest()[:32]
