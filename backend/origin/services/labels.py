"""Labels that a member prints: only of a lot that a certificate in force stands behind, and no more than it covers."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from catalog.queries.genealogy import lot_in_association
from lib.errors import DomainError
from origin import labels
from origin.models import OriginCode
from origin.queries import origin_page


class NothingToLabel(DomainError):
    """No certificate in force stands behind the lot."""

    status = 409
    code = "nothing_to_label"
    title = _("No certificate in force stands behind this lot: there is nothing true to print on a label.")


class LabelsTooMany(DomainError):
    """More labels than units that the certificates cover, rounded up to whole sheets, or more sheets than are made at once."""

    status = 400
    code = "labels_too_many"
    title = _("That is more labels than this lot may carry.")


def print_labels(*, association_id: UUID, lot_id: UUID, mine: set[UUID], count: int | None) -> tuple[bytes, str]:
    """This will return the label sheets of a lot as PDF with the lot's code; as many as it has units, unless said.

    :raises NotFound: if the lot has nothing to do with the association.
    :raises NothingToLabel: if no certificate in force stands behind it.
    :raises LabelsTooMany: if the count is beyond what is covered.
    """
    lot = lot_in_association(association_id, lot_id, mine=mine)
    known = OriginCode.objects.filter(lot=lot).first()
    page = origin_page.label(known.code, lot) if known is not None else None
    backing = next((one for one in page.backings if one.state == "valid"), None) if page is not None else None
    if page is None or backing is None:
        raise NothingToLabel
    covered = max(one.units or 0 for one in page.backings if one.state == "valid")
    # A whole sheet is printed anyway, and one or another label is spoiled.
    most = min(-(-covered // labels.PER_SHEET), labels.MOST_SHEETS) * labels.PER_SHEET
    if count is not None and count > most:
        raise LabelsTooMany(most=most)
    return labels.sheet(page, backing, count=min(covered, most) if count is None else count), lot.code
