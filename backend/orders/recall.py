"""Which orders got units of a lot, or of what was made of it: the list for calling goods back, without anybody's name."""

from __future__ import annotations

from collections.abc import Set
from uuid import UUID

from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.queries.genealogy import family, lot_in_association
from lib import sheets
from orders.models import Allocation

# More lots and lines than a person can call back; the file says where it ends.
MOST_LOTS = 5_000
MOST_LINES = 5_000


def recall_list(*, association_id: UUID, lot_id: UUID, mine: Set[UUID]) -> tuple[bytes, str]:
    """This will return as a table the association's orders that got units of the lot's family, with the lot's code.

    :raises NotFound: if the lot has nothing to do with the association.
    """
    lot = lot_in_association(association_id, lot_id, mine=mine)
    found = family(lot.pk, most=MOST_LOTS)
    rows = list(
        Allocation.objects.filter(
            lot__in=found.descendants, line__order__association=association_id, units__gt=F("short") + F("returned")
        )
        .values(
            "lot__code",
            "lot__product_name",
            "line__offer__name",
            "line__order__group__number",
            "line__order__group__paid_at",
            "line__order__handover",
        )
        .annotate(units=Sum(F("units") - F("short") - F("returned")))
        .order_by("lot__code", "line__order__group__number")[: MOST_LINES + 1]
    )
    heads = [_("Lot"), _("Product"), _("Offer"), _("Order"), _("Day"), _("Units"), _("Delivery")]
    states = {
        "waiting": _("still here"),
        "ready": _("ready to be fetched"),
        "sent": _("on its way"),
        "handed_over": _("with the buyer"),
    }
    table = [
        [
            row["lot__code"],
            row["lot__product_name"],
            row["line__offer__name"],
            str(row["line__order__group__number"]),
            timezone.localdate(row["line__order__group__paid_at"]).isoformat()
            if row["line__order__group__paid_at"]
            else "",
            str(row["units"]),
            str(states.get(row["line__order__handover"], row["line__order__handover"])),
        ]
        for row in rows[:MOST_LINES]
    ]
    if len(rows) > MOST_LINES or not found.whole:
        table.append([_("The list ends here, and there is more."), *[""] * (len(heads) - 1)])
    return sheets.written(heads, table), lot.code
