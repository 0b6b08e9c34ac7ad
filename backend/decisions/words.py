"""Words for what is stored as codes, where the server writes for people: minutes and letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_KINDS = {
    "free_text": _("An agreement"),
    "elect": _("An election"),
    "admit_member": _("The admission of a member"),
    "exclude_member": _("The exclusion of a member"),
    "adopt_statutes": _("New statutes"),
    "change_rule": _("The change of a rule"),
    "dissolve": _("The end of the association"),
}
_MAJORITIES = {
    "simple": _("more yes than no"),
    "absolute": _("yes from more than half of all members"),
    "two_thirds": _("yes from two thirds of those who vote"),
    "unanimous": _("nobody votes no"),
}
_OPTIONS = {"yes": _("Yes"), "no": _("No"), "abstain": _("Abstentions")}
_OUTCOMES = {
    "accepted": _("accepted"),
    "rejected": _("not accepted"),
    "without_quorum": _("no decision: too few took part"),
}
_ROLES = {
    "administrator": _("administration"),
    "president": _("chair"),
    "secretary": _("secretary"),
    "treasurer": _("treasurer"),
    "oversight": _("oversight board"),
}


def kind_word(kind: str) -> str:
    """This will name a kind of proposal."""
    return str(_KINDS[kind])


def majority_word(majority: str) -> str:
    """This will say what a majority asks for."""
    return str(_MAJORITIES[majority])


def option_word(option: str) -> str:
    """This will name an answer."""
    return str(_OPTIONS[option])


def outcome_word(outcome: str) -> str:
    """This will say what became of a proposal."""
    return str(_OUTCOMES[outcome])


def role_word(role: str) -> str:
    """This will name an office."""
    return str(_ROLES[role])
