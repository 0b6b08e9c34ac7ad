"""Shapes of an association's pool."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.models import Category, Hold, Offer, TaxClass
from pictures.serializers import PictureSerializer

# More names than that no product has.
MOST_SEALS = 5


class PoolShareSerializer(serializers.Serializer[Any]):
    """A member's share of an offer, as members see it; or the association's own (`itself`), which is nobody's `mine`."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()
    percent = serializers.IntegerField()
    mine = serializers.BooleanField()
    itself = serializers.BooleanField()


class AssociationOfferSerializer(serializers.Serializer[Any]):
    """An offer in the list of its association. `contributed` is less what was withdrawn or lost; shares are largest first."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    net_content = serializers.CharField()
    price_clp = serializers.IntegerField()
    tax_class = serializers.ChoiceField(TaxClass.choices)
    alcohol_degrees = serializers.FloatField(allow_null=True)
    comuna = serializers.CharField()
    emblem = serializers.CharField()
    picture = serializers.CharField()
    photo = PictureSerializer(allow_null=True)
    status = serializers.ChoiceField(Offer.Status.choices)
    created_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    contributed = serializers.IntegerField()
    free = serializers.IntegerField()
    reserved = serializers.IntegerField()
    allocated = serializers.IntegerField()
    uncovered = serializers.IntegerField()
    sold_clp = serializers.IntegerField()
    shares = PoolShareSerializer(many=True)


class PoolMemberSerializer(serializers.Serializer[Any]):
    """A member's part, or the association's own (`itself`, nobody's `mine`).

    The units add up: contributed = allocated + reserved + free + uncovered (these wait for a certificate).
    """

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    locality = serializers.CharField()
    contributed = serializers.IntegerField()
    allocated = serializers.IntegerField()
    reserved = serializers.IntegerField()
    free = serializers.IntegerField()
    uncovered = serializers.IntegerField()
    percent = serializers.IntegerField()
    mine = serializers.BooleanField()
    itself = serializers.BooleanField()


class PoolLotSerializer(serializers.Serializer[Any]):
    """A lot in the offer; `free` and `uncovered` (these wait for a certificate) may be withdrawn by who acts for its
    producer (`mine`), which with `itself` is the association.
    """

    contribution_id = serializers.UUIDField()
    lot_id = serializers.UUIDField()
    code = serializers.CharField()
    producer_id = serializers.UUIDField()
    producer_name = serializers.CharField()
    initials = serializers.CharField()
    made_on = serializers.DateField()
    best_before = serializers.DateField(allow_null=True)
    units = serializers.IntegerField()
    allocated = serializers.IntegerField()
    reserved = serializers.IntegerField()
    free = serializers.IntegerField()
    uncovered = serializers.IntegerField()
    contributed_at = serializers.DateTimeField()
    mine = serializers.BooleanField()
    itself = serializers.BooleanField()


class RuleSerializer(serializers.Serializer[Any]):
    """How sales are divided, in the reader's language, and since when; from the beginning if there is no date."""

    name = serializers.CharField()
    version = serializers.IntegerField()
    effective_from = serializers.DateTimeField(allow_null=True)
    title = serializers.CharField()
    text = serializers.CharField()


class PoolSerializer(serializers.Serializer[Any]):
    """An offer as the members of its association see it. `can` are the operations open to the reader."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    association_id = serializers.UUIDField()
    name = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    net_content = serializers.CharField()
    price_clp = serializers.IntegerField()
    emblem = serializers.CharField()
    picture = serializers.CharField()
    photo = PictureSerializer(allow_null=True)
    status = serializers.ChoiceField(Offer.Status.choices)
    opened_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    contributed = serializers.IntegerField()
    free = serializers.IntegerField()
    reserved = serializers.IntegerField()
    allocated = serializers.IntegerField()
    uncovered = serializers.IntegerField()
    requires = serializers.ListField(
        child=serializers.UUIDField(), help_text="Seals that every unit must be covered by."
    )
    sold_clp = serializers.IntegerField()
    members = PoolMemberSerializer(many=True)
    lots = PoolLotSerializer(many=True)
    rule = RuleSerializer()
    can = serializers.ListField(child=serializers.CharField())


class PartSerializer(serializers.Serializer[Any]):
    """Units that one producer's lots gave."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()
    mine = serializers.BooleanField()


class ActivitySerializer(serializers.Serializer[Any]):
    """One movement: who did what to how many units. A buyer's movement has no producer."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(
        [
            "contributed",
            "withdrawn",
            "held",
            "released",
            "expired",
            "allocated",
            "returned",
            "lost",
            "covered",
            "uncovered",
        ]
    )
    units = serializers.IntegerField()
    at = serializers.DateTimeField()
    version = serializers.IntegerField()
    producer_id = serializers.UUIDField(allow_null=True)
    producer_name = serializers.CharField(allow_null=True)
    initials = serializers.CharField(allow_null=True)
    lot_code = serializers.CharField(allow_null=True)
    channel = serializers.ChoiceField(
        Hold.Channel.choices, allow_null=True, help_text="Through which door a buyer put units aside."
    )
    mine = serializers.BooleanField()
    amount_clp = serializers.IntegerField()
    reason = serializers.CharField()
    line = serializers.CharField(
        allow_null=True, help_text="Why so many units of a paid order were the reader's, in her language."
    )
    parts = PartSerializer(many=True)


class StakeSerializer(serializers.Serializer[Any]):
    """A member's unsold units in an offer. If the membership ends, `free` go back into the lots and `held` stay."""

    offer_id = serializers.UUIDField()
    name = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    free = serializers.IntegerField()
    held = serializers.IntegerField()


class ContributionSerializer(serializers.Serializer[Any]):
    """A contribution after a change of it."""

    id = serializers.UUIDField()
    offer_id = serializers.UUIDField()
    lot_id = serializers.UUIDField()
    producer_id = serializers.UUIDField()
    units = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    allocated = serializers.IntegerField()
    uncovered = serializers.IntegerField(help_text="Of what is left, units that wait for a certificate.")


class RequiredSealsSerializer(serializers.Serializer[Any]):
    """The seals that every unit sold in the offer must be covered by; none: the offer asks for no certificate."""

    seal_ids = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_SEALS)
