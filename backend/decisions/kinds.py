"""What can be put to a vote. Each kind checks its parameters when proposed, and does what was decided.

Other apps register *rules* (an association's settings that a vote can change); this app knows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lib.errors import DomainError


class UnknownRule(DomainError):
    """No app registered a rule of that name."""

    status = 400
    code = "rule_unknown"
    title = _("There is no such rule to change.")


class Refused(DomainError):
    """The parameters of the proposal make no sense for its kind."""

    status = 400
    code = "proposal_params_invalid"
    title = _("Something is missing or wrong in what is to be decided.")


class Effect(Protocol):
    """What a kind of proposal does."""

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        """This will return the parameters as they are stored.

        :raises DomainError: if they are wrong, or what they name isn't there.
        """
        ...

    def options(self, params: Mapping[str, Any]) -> list[str]:
        """This will return what can be chosen."""
        ...

    def put_up(self, association_id: UUID, params: Mapping[str, Any], proposal_id: UUID) -> None:
        """This will let what the proposal is about know of it; the association is locked."""
        ...

    def ended(self, association_id: UUID, params: Mapping[str, Any], *, rejected: bool) -> None:
        """This will let it know that nothing comes of the proposal: `rejected` by the members, or withdrawn, without
        its quorum or without effect. The association is locked.
        """
        ...

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        """This will do what was decided, in the caller's transaction, which holds the association's lock.

        :raises DomainError: if it can't take effect any more.
        """
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proposal; `by_board`: whether only the board may propose it."""

    name: str
    by_board: bool
    effect: Effect


class Rule(Protocol):
    """A setting of an association that a vote can change."""

    name: str

    def check(self, association_id: UUID, value: Any) -> Any:
        """This will return the value as it is stored.

        :raises DomainError: if the rule can't have it.
        """
        ...

    def current(self, association_id: UUID) -> Any:
        """This will return what holds now, as JSON."""
        ...

    def change(self, association_id: UUID, value: Any) -> None:
        """This will make the value hold; the association is locked.

        :raises DomainError: if it can't any more.
        """
        ...


_kinds: dict[str, Kind] = {}
_rules: dict[str, Rule] = {}


def register(kind: Kind) -> None:
    """This will make a kind known."""
    _kinds[kind.name] = kind


def register_rule(rule: Rule) -> None:
    """This will make a rule one that a vote can change."""
    _rules[rule.name] = rule


def kind(name: str) -> Kind:
    """This will return the kind of that name; the API admits no other."""
    return _kinds[name]


def names() -> list[str]:
    """This will return the names of all kinds, the everyday ones first."""
    return list(_kinds)


def rule(name: str) -> Rule:
    """This will return the rule of that name.

    :raises UnknownRule: if no app registered it.
    """
    if name not in _rules:
        raise UnknownRule
    return _rules[name]


def rules() -> list[Rule]:
    """This will return all rules by name."""
    return [_rules[name] for name in sorted(_rules)]
