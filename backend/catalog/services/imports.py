"""Products and lots from a table: what it would do is shown first, and done in one piece or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.models import ImportedLine
from catalog.services.lot_book import LotShort
from catalog.services.lots import NewLot, create_lots, one_table_at_a_time
from catalog.services.products import ProductExists, ProductText, TooManyProducts, create_product, update_product
from catalog.tables.lots import plan_lots
from catalog.tables.plan import Line, Plan, headings
from catalog.tables.products import plan_products
from lib import sheets
from lib.actor import Actor
from lib.errors import DomainError
from lib.retries import retried


class SheetHasFaults(DomainError):
    """Nothing is written of a table with a line that is wrong."""

    code = "sheet_has_faults"
    title = _("Lines of the table are wrong. Nothing was written: mend them and send it again.")
    detail = _("Lines that are wrong: %(wrong)s.")


class SheetChangesElse(DomainError):
    """What the table would do isn't what was looked at: something changed since."""

    code = "sheet_changes_else"
    title = _("Meanwhile something changed, and the table would do something else now. Look at it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was written of a table: how many lines became something new, changed something, or were there already."""

    kind: str
    made: int
    changed: int
    same: int


def preview_table(*, producer_id: UUID, sent: bytes) -> Plan:
    """This will say what a table would do, line by line, and write nothing.

    :raises DomainError: if it can't be read as a table of products or lots (lib.sheets, catalog.tables.plan).
    """
    sheet = sheets.read(sent)
    heads = headings(sheet)
    return (plan_products if heads.kind == "products" else plan_lots)(producer_id, sheet, heads)


@retried
def import_table(*, actor: Actor, producer_id: UUID, sent: bytes, fingerprint: str) -> Imported:
    """This will do what the preview of this table said; the same table once more does nothing more.

    :raises SheetHasFaults: if a line is wrong. :raises SheetChangesElse: if it would do something else than was shown.
    :raises DomainError: as for the preview.
    """
    with transaction.atomic():
        one_table_at_a_time(producer_id)
        plan = preview_table(producer_id=producer_id, sent=sent)
        if wrong := plan.count("wrong"):
            raise SheetHasFaults(wrong=wrong)
        # Where nothing is left to do, whoever didn't hear the answer sent it again.
        if plan.writes and plan.fingerprint != fingerprint:
            raise SheetChangesElse
        try:
            (_write_lots if plan.kind == "lots" else _write_products)(actor, producer_id, plan.lines)
        except (LotShort, ProductExists, TooManyProducts):
            # The plan was fine a moment ago: somebody used up a lot, or wrote down a product, by hand meanwhile.
            raise SheetChangesElse from None
    return Imported(kind=plan.kind, made=plan.count("new"), changed=plan.count("changed"), same=plan.count("same"))


def _write_products(_actor: Actor, producer_id: UUID, lines: Sequence[Line]) -> None:
    for line in lines:
        if line.state == "new":
            create_product(producer_id=producer_id, text=ProductText(**line.values))
        elif line.state == "changed":
            update_product(producer_id=producer_id, product_id=line.target.pk, **line.values)


def _write_lots(actor: Actor, producer_id: UUID, lines: Sequence[Line]) -> None:
    new = [line for line in lines if line.state == "new"]
    made = iter(create_lots(actor=actor, producer_id=producer_id, lots=[NewLot(**line.values) for line in new]))
    lots = {line.digest: line.target if line.state == "same" else next(made) for line in lines if line.digest}
    ImportedLine.objects.bulk_create(
        (ImportedLine(producer_id=producer_id, digest=digest, lot=lot) for digest, lot in lots.items()),
        ignore_conflicts=True,
    )
    # Whoever came first has the line: the lock says so before, the database in any case.
    noted = ImportedLine.objects.filter(producer_id=producer_id, digest__in=lots)
    if any(lots[line.digest].pk != line.lot_id for line in noted):
        raise SheetChangesElse
