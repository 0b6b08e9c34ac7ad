"""Lots that are packed under a certificate: how much of each is, how much may be, and what stands against it."""

from __future__ import annotations

from typing import Any

from catalog.models import CoverGrant, Lot
from origin import rules
from origin.models import Certificate, OriginCode
from origin.queries.facts import facts_of, granted_units, most_by_balance, rules_of

# As many as a screen of packing shows: the newest.
MOST_LOTS = 30


def lots(found: Certificate) -> list[dict[str, Any]]:
    """This will return the product's lots, newest first: how much of each is under this seal, how much may be, and what stands against it."""
    if found.issued_at is None:
        return []
    rows = Lot.objects.filter(product_id=found.product_id, producer_id=found.producer_id)
    newest = list(rows.select_related("product", "producer").order_by("-made_on", "-pk")[:MOST_LOTS])
    asked = rules_of(found.seal)
    here = dict(CoverGrant.objects.filter(cover_id=found.pk).values_list("lot_id", "units"))
    ids = [lot.pk for lot in newest]
    codes = dict(OriginCode.objects.filter(lot_id__in=ids).values_list("lot_id", "code"))
    granted, by_inputs = granted_units(found.seal, ids), most_by_balance(found.seal, ids)
    said = []
    for lot in newest:
        facts = facts_of(lot)
        of_seal = granted.get(lot.pk, 0)
        most = min(lot.units, by_inputs.get(lot.pk, lot.units))
        said.append(
            {
                "lot": lot,
                "granted": here.get(lot.pk, 0),
                "left": max(0, most - of_seal),
                "breaches": rules.check(asked, facts),
                "derived_class": rules.derived_class(asked, facts.degrees),
                "origin_code": codes.get(lot.pk, ""),
            }
        )
    return said
