"""What the catalog keeps of a person: the stock that she moved, and what those make who are hers alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import F, Q

from accounts.holders import Hindrance, Holder, Kept, Section, register
from catalog.models import Contribution, Lot, LotMovement, Product, ProductPhoto, StockMovement
from coops import queries as coops

# Sales are papers of the tax office: six years (Código Tributario, articles 17 and 200).
_PAPERS_MONTHS: Final = 72


def _export(person_id: UUID) -> Iterable[Section]:
    owned = coops.owned_producers(person_id)
    yield Section(
        "products",
        Product.objects.filter(producer_id__in=owned).values(
            "producer__name",
            "name",
            "category",
            "description_es",
            "description_en",
            "story_es",
            "story_en",
            "created_at",
            "retired_at",
        ),
    )
    yield Section(
        "lots",
        Lot.objects.filter(producer_id__in=owned).values(
            "producer__name", "code", "product_name", "made_on", "best_before", "units", "free", "created_at"
        ),
    )
    yield Section(
        "contributions",
        Contribution.objects.filter(producer_id__in=owned).values(
            "lot__code", "offer__slug", "units", "withdrawn", "allocated"
        ),
    )
    movements = StockMovement.objects.filter(Q(person_id=person_id) | Q(helped_by_id=person_id))
    yield Section(
        "movements",
        movements.order_by("created_at").values("offer__slug", "kind", "units", "created_at").iterator(2_000),
    )
    of_lots = LotMovement.objects.filter(Q(person_id=person_id) | Q(helped_by_id=person_id))
    yield Section(
        "lot_movements",
        of_lots.order_by("created_at").values("lot__code", "kind", "units", "reason", "created_at").iterator(2_000),
    )


def _hindrances(person_id: UUID) -> Iterable[Hindrance]:
    alone = coops.owned_alone(person_id)
    pooled = Contribution.objects.filter(producer_id__in=alone, units__gt=F("withdrawn") + F("allocated") + F("lost"))
    stocked = {
        *pooled.values_list("producer__name", flat=True),
        *Lot.objects.filter(producer_id__in=alone, free__gt=0).values_list("producer__name", flat=True),
    }
    yield Hindrance("stock", sorted(stocked))


def _kept(person_id: UUID) -> Iterable[Kept]:
    moved = StockMovement.objects.filter(person_id=person_id).count()
    moved += LotMovement.objects.filter(person_id=person_id).count()
    yield Kept("stock", moved, months=_PAPERS_MONTHS)


def _erase(person_id: UUID) -> None:
    """Lots and sales need a product's name; what she told of it, and how it looked, goes."""
    hers = Product.objects.filter(producer_id__in=coops.owned_alone(person_id))
    ProductPhoto.objects.filter(product__in=hers).delete()
    hers.update(description_es="", description_en="", story_es="", story_en="")


register(
    "catalog",
    Holder(
        references={
            "catalog.StockMovement.person": "kept as an id: the book of the stock is never altered",
            "catalog.StockMovement.helped_by": "kept as an id: the book of the stock is never altered",
            "catalog.LotMovement.person": "kept as an id: the book of a lot is never altered",
            "catalog.LotMovement.helped_by": "kept as an id: the book of a lot is never altered",
        },
        export=_export,
        erase=_erase,
        hindrances=_hindrances,
        kept=_kept,
    ),
)
