"""How sales are divided, as a rule that a vote of the members can change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from catalog import shares
from catalog.models import AllocationRule
from catalog.queries.rules import current_rule
from decisions import kinds


class DivisionRule:
    """The name of one of the rules of catalog.shares. What is held already is divided by what holds when it is paid."""

    name = "catalog.allocation"

    def check(self, association_id: UUID, value: Any) -> Any:
        if not isinstance(value, str) or value not in shares.RULES:
            raise kinds.Refused
        return value

    def current(self, association_id: UUID) -> Any:
        return current_rule(association_id).rule.name

    def change(self, association_id: UUID, value: Any) -> None:
        now = current_rule(association_id)
        if now.rule.name != value:
            AllocationRule.objects.create(association_id=association_id, version=now.version + 1, name=value)


def register() -> None:
    """This will make it known to the app of decisions."""
    kinds.register_rule(DivisionRule())
