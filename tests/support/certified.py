"""Certificates for tests of their proof: written straight into the tables, as if all before the issuing had been done."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from catalog.models import Cover, CoverGrant, Lot
from origin.codes import new_code
from origin.models import Certificate, OriginCode, Seal
from tests.support import trade
from tests.support.people import Cast, constituted_association

_numbers = count(1)


def seal(cast: Cast, **fields: Any) -> Seal:
    """This will make a seal of the association's own."""
    number = next(_numbers)
    return Seal.objects.create(
        **{
            "slug": f"certificado-propio-{number}",
            "kind": Seal.Kind.OWN,
            "name_es": "Certificado propio de queso maduro",
            "name_en": "Own certificate for aged cheese",
            "association": cast.association,
            "zone": ["04305"],
            "requirements": [{"rule": "category", "allowed": ["cheese"]}, {"rule": "zone"}],
            **fields,
        }
    )


def certificate(cast: Cast | None = None, *, lot: Lot | None = None, **fields: Any) -> Certificate:
    """This will make an issued certificate for what the association's second member makes."""
    cast = cast or constituted_association(2)
    member = cast.members[1]
    lot = lot or trade.lot(member, 40)
    now = timezone.now()
    return Certificate.objects.create(
        **{
            "code": new_code(),
            "seal": fields.pop("seal", None) or seal(cast),
            "association": cast.association,
            "producer": member.producer,
            "product": lot.product,
            "product_name": lot.product_name,
            "category": lot.category,
            "comuna": "04305",
            "status": Certificate.Status.ISSUED,
            "assessor": Certificate.Assessor.ASSOCIATION,
            "valid_from": now - timedelta(days=1),
            "valid_until": now + timedelta(days=300),
            "cap": 500,
            "applied_by": member.person,
            "issued_at": now - timedelta(days=1),
            **fields,
        }
    )


def granted(certified: Certificate, lot: Lot, units: int) -> OriginCode:
    """This will grant units of a lot under the certificate, and give the lot its code."""
    cover, _ = Cover.objects.get_or_create(
        pk=certified.pk,
        defaults={
            "association": certified.association,
            "seal_id": certified.seal_id,
            "valid_from": certified.valid_from,
            "valid_until": certified.valid_until,
        },
    )
    grant, _ = CoverGrant.objects.get_or_create(cover=cover, lot=lot, defaults={"units": 0})
    grant.units += units
    grant.save()
    code, _ = OriginCode.objects.get_or_create(lot=lot, defaults={"code": new_code()})
    return code
