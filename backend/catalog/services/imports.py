"""Products and lots from a table: what it would do is shown first, and done in one piece or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from catalog.models import ImportedLine
from catalog.services.lots import create_lot
from catalog.services.products import ProductText, create_product, update_product
from catalog.tables.lots import plan_lots
from catalog.tables.plan import Line, Plan, headings
from catalog.tables.products import plan_products
from lib import sheets
from lib.actor import Actor
from lib.errors import DomainError


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


def import_table(*, actor: Actor, producer_id: UUID, sent: bytes, fingerprint: str) -> Imported:
    """This will do what the preview of this table said; the same table once more does nothing more.

    :raises SheetHasFaults: if a line is wrong. :raises SheetChangesElse: if it would do something else than was shown.
    :raises DomainError: as for the preview.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two tables of one producer at once: the second sees what the first wrote.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 6))", [str(producer_id)])
        plan = preview_table(producer_id=producer_id, sent=sent)
        if wrong := plan.count("wrong"):
            raise SheetHasFaults(wrong=wrong)
        # Where nothing is left to do, whoever didn't hear the answer sent it again.
        if plan.writes and plan.fingerprint != fingerprint:
            raise SheetChangesElse
        for line in plan.lines:
            if plan.kind == "lots":
                _note_lot(actor, producer_id, line)
            elif line.state == "new":
                create_product(producer_id=producer_id, text=ProductText(**line.values))
            elif line.state == "changed":
                update_product(producer_id=producer_id, product_id=line.target.pk, **line.values)
    return Imported(kind=plan.kind, made=plan.count("new"), changed=plan.count("changed"), same=plan.count("same"))


def _note_lot(actor: Actor, producer_id: UUID, line: Line) -> None:
    lot = line.target if line.state == "same" else create_lot(actor=actor, producer_id=producer_id, **line.values)
    if line.digest:
        noted, _new = ImportedLine.objects.get_or_create(
            producer_id=producer_id, digest=line.digest, defaults={"lot": lot}
        )
        # Whoever came first has the line: the lock says so before, the database in any case.
        if noted.lot_id != lot.pk:
            raise SheetChangesElse
