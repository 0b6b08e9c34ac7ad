"""By which rule an association's sales are divided, now and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from catalog import shares
from catalog.models import AllocationRule, Contribution


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule, and which version of the association's it is: 1 holds from the beginning until the first choice."""

    rule: shares.Rule
    version: int
    effective_from: datetime | None = None


USUAL: Final = Chosen(shares.USUAL, 1)


def current_rule(association_id: UUID) -> Chosen:
    """This will return the rule that holds in the association now."""
    row = AllocationRule.objects.filter(association_id=association_id).order_by("-version").first()
    return USUAL if row is None else Chosen(shares.RULES[row.name], row.version, row.effective_from)


def chosen_rule() -> Subquery:
    """This will be, for each contribution in a query, the newest choice of its association, or nothing."""
    newest = AllocationRule.objects.filter(association_id=OuterRef("association_id")).order_by("-version")
    return Subquery(
        newest.values(chosen=JSONObject(name="name", version="version"))[:1], output_field=JSONField(null=True)
    )


def rule_of(row: Contribution) -> Chosen:
    """This will return the rule that came with a row of a query that had `chosen_rule` as its `chosen`."""
    chosen = getattr(row, "chosen", None)
    return USUAL if chosen is None else Chosen(shares.RULES[chosen["name"]], chosen["version"])


def in_words(chosen: Chosen) -> dict[str, Any]:
    """This will return the rule as a member reads it."""
    title, text = _words(chosen.rule.name)
    return {
        "name": chosen.rule.name,
        "version": chosen.version,
        "effective_from": chosen.effective_from,
        "title": title,
        "text": text,
    }


def _words(name: str) -> tuple[str, str]:
    match name:
        case "rotation":
            return _("One unit each, in turn"), _(
                "Each member gives one unit when it is her turn, however much she put in. Whose turn is next is "
                "remembered: taking a lot out and putting it back gains nothing."
            )
        case "first_to_expire":
            return _("What expires first goes first"), _(
                "Each sale takes the lot with the earliest best-before date until nothing of it is left. When dates are "
                "equal, the lot that was put in first. Lots without a date come last."
            )
        case "least_sold":
            return _("Who sold least goes first"), _(
                "The next unit comes from the member who has sold least so far in this offer. All her lots count, also "
                "those that are gone: taking a lot out and putting it back gains nothing."
            )
        case _:
            return _("In proportion to what each one put in"), _(
                "Each sale is divided by what each member contributed. The next unit comes from whoever is furthest "
                "behind their share. What is owed is remembered: taking a lot out and putting it back gains nothing."
            )
