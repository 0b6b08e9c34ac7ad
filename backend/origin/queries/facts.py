"""What is known of a lot, as the engine of rules takes it, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, F, Q, Sum, When

from catalog.models import ClockTimestamp, CoverGrant, Lot, LotInput
from origin import balance, requirements, rules
from origin.models import Seal


def rules_of(seal: Seal) -> rules.Rules:
    """This will read the seal's rules."""
    return rules.Rules.of(seal.zone, seal.requirements)


def facts_of(lot: Lot) -> rules.LotFacts:
    """This will return what is known of a lot; its product and producer must be at hand."""
    product = lot.product
    own = product.comuna if product is not None else ""
    degrees = lot.alcohol_degrees
    if degrees is None and product is not None:
        degrees = product.alcohol_degrees
    return rules.LotFacts(
        category=lot.category,
        origin=own or lot.producer.comuna,
        made_in=lot.comuna,
        made_on=lot.made_on,
        degrees=degrees,
        facts=lot.facts,
    )


def most_by_balance(seal: Seal, lot_ids: Iterable[UUID]) -> dict[UUID, int]:
    """This will return how many units of each lot may be certified by what it was made of; none if the seal doesn't ask."""
    ids = list(lot_ids)
    found: dict[UUID, int] = {}
    for one in requirements.read(seal.requirements):
        if not isinstance(one, requirements.InputsCertified):
            continue
        inputs = _inputs(one, seal, ids)
        for lot_id in ids:
            certified = balance.certified_input(inputs.get(lot_id, []), lot_id)
            most = balance.most_output(certified, inputs=one.inputs, outputs=one.outputs)
            found[lot_id] = min(most, found.get(lot_id, most))
    return found


def granted_units(seal: Seal, lot_ids: Iterable[UUID]) -> dict[UUID, int]:
    """This will return how many units of these lots certificates of the seal stand behind, or were sold by one."""
    over = Q(cover__blocked="revoked") | Q(cover__valid_until__lte=ClockTimestamp())
    counted = Case(When(over, then=F("spent")), default=F("units"))
    grants = CoverGrant.objects.filter(lot_id__in=list(lot_ids), cover__seal_id=seal.pk)
    return dict(grants.values_list("lot_id").annotate(total=Sum(counted)).order_by())


def _inputs(one: requirements.InputsCertified, seal: Seal, lot_ids: list[UUID]) -> dict[UUID, list[balance.Input]]:
    """The lots that count as inputs of each of these lots, with all that was ever made of them."""
    wanted = seal if one.seal == "same" else Seal.objects.filter(slug=one.seal).first()
    if wanted is None:
        return {}
    into = LotInput.objects.filter(lot_id__in=lot_ids).select_related("input_lot")
    if one.category != "any":
        into = into.filter(input_lot__category=one.category)
    used = list(into)
    ids = {row.input_lot_id for row in used}
    taken: dict[UUID, list[tuple[object, int]]] = {lot_id: [] for lot_id in ids}
    rows = LotInput.objects.filter(input_lot_id__in=ids).order_by("created_at", "pk")
    for input_id, output_id, units in rows.values_list("input_lot_id", "lot_id", "units"):
        taken[input_id].append((output_id, units))
    # What was packed while a certificate held stays certified when its time is over.
    grants = CoverGrant.objects.filter(lot_id__in=ids, cover__seal_id=wanted.pk, cover__blocked="")
    certified = dict(grants.values_list("lot_id").annotate(total=Sum("units")).order_by())
    found: dict[UUID, list[balance.Input]] = {}
    for row in used:
        lot = row.input_lot
        found.setdefault(row.lot_id, []).append(
            balance.Input(lot.units, lot.used, certified.get(lot.pk, 0), taken[lot.pk])
        )
    return found
