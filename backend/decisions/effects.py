"""The kinds of proposals, and what each does once it was accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coops import queries as coops
from coops.models import STATUTES_LENGTH, Role
from coops.services import application_votes, decided, dissolution, documents, statutes
from decisions import kinds
from decisions.kinds import Kind, Refused
from decisions.models import Proposal, VotingRules
from decisions.outcome import CHOICES
from decisions.terms import USUAL, Majority, Terms, all_terms, proxies_per_holder
from lib.text import TextRefused, clean_prose

MOST_SEATS = 9
MOST_CANDIDATES = 30


class NoSuchMember(Refused):
    """What is to be decided is about a member, and there is no such."""

    code = "member_unknown"
    title = _("Choose a member of this association.")


class _Quiet:
    """Is about nothing that has to know of the proposal."""

    def put_up(self, association_id: UUID, params: Mapping[str, Any], proposal_id: UUID) -> None:
        """Nothing waits for it."""

    def ended(self, association_id: UUID, params: Mapping[str, Any], *, rejected: bool) -> None:
        """Nothing waited for it."""


class _Question(_Quiet):
    """A question of yes, no and abstain."""

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def options(self, params: Mapping[str, Any]) -> list[str]:
        return list(CHOICES)

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        """Words only: people carry them out."""


class _Exclude(_Question):
    """`membership_id`: the member that is to be excluded."""

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        membership_id = _id(params, "membership_id")
        if not decided.is_active_member(association_id, membership_id):
            raise NoSuchMember
        return {"membership_id": str(membership_id)}

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        decided.exclude(association_id=association_id, membership_id=UUID(params["membership_id"]))


class _Admit(_Question):
    """`application_id`: the application that waits for the members' answer."""

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        application_id = _id(params, "application_id")
        application_votes.refuse_unless_votable(association_id=association_id, application_id=application_id)
        return {"application_id": str(application_id)}

    def put_up(self, association_id: UUID, params: Mapping[str, Any], proposal_id: UUID) -> None:
        application_votes.put_to_vote(
            association_id=association_id, application_id=UUID(params["application_id"]), vote_id=proposal_id
        )

    def ended(self, association_id: UUID, params: Mapping[str, Any], *, rejected: bool) -> None:
        application_votes.vote_over(
            association_id=association_id, application_id=UUID(params["application_id"]), rejected=rejected
        )

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        application_votes.admit_by_vote(association_id=association_id, application_id=UUID(params["application_id"]))


class _AdoptStatutes(_Question):
    """`text` or `document_id` (a PDF that was sent): the new statutes; `review_on`: when to look at them again.

    The document's hash stands beside it, and so in the minutes.
    """

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        review_on = _day(params.get("review_on"))
        statutes.check_review(review_on)
        later = {"review_on": review_on.isoformat()} if review_on else {}
        if params.get("document_id") is not None:
            if params.get("text"):
                raise statutes.StatutesTextOrDocument
            document = coops.document_card(association_id, _id(params, "document_id"))
            return {"document_id": str(document.pk), "sha256": document.sha256} | later
        text = params.get("text")
        if not isinstance(text, str):
            raise Refused
        try:
            return {"text": clean_prose(text, max_length=STATUTES_LENGTH)} | later
        except TextRefused as refused:
            raise Refused(
                errors=[{"code": refused.code, "detail": str(refused.message), "attr": "params.text"}]
            ) from None

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        document_id = params.get("document_id")
        decided.adopt_statutes(
            association_id=association_id,
            text=params.get("text", ""),
            document_id=None if document_id is None else UUID(document_id),
            review_on=_day(params.get("review_on")),
        )

    def put_up(self, association_id: UUID, params: Mapping[str, Any], proposal_id: UUID) -> None:
        if document_id := params.get("document_id"):
            documents.take_up_document(association_id=association_id, document_id=UUID(document_id))
            Proposal.objects.filter(pk=proposal_id).update(document_id=UUID(document_id))


class _Dissolve(_Question):
    """The end of the association."""

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        dissolution.dissolve(association_id=association_id)


class _Elect(_Quiet):
    """`role`, `seats` and `candidates` (people who act for members). Who holds the office and isn't elected leaves it.

    A run-off has `elected_before`: who got a seat in the vote before, and keeps it.
    """

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        role, seats, named = params.get("role"), params.get("seats"), params.get("candidates")
        if role not in Role.Name.values or type(seats) is not int or not 1 <= seats <= MOST_SEATS:
            raise Refused
        if not isinstance(named, list) or not 1 <= len(named) <= MOST_CANDIDATES:
            raise Refused
        candidates = [_uuid(candidate) for candidate in named]
        if len(set(candidates)) != len(candidates) or len(candidates) < seats:
            raise Refused
        if not set(candidates) <= set(coops.members_people(association_id)):
            raise NoSuchMember
        return {"role": role, "seats": seats, "candidates": [str(candidate) for candidate in candidates]}

    def options(self, params: Mapping[str, Any]) -> list[str]:
        return list(params["candidates"])

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        elected = [UUID(person) for person in (*params.get("elected_before", ()), *result["elected"])]
        # While a run-off is to come, whoever holds the office keeps it: the seat must not stand empty.
        decided.seat(
            association_id=association_id, role=params["role"], people=elected, replacing=not result.get("tied")
        )


class _ChangeRule(_Question):
    """`rule` and `value`: the rule's name, and what is to hold."""

    def check(self, association_id: UUID, params: Mapping[str, Any]) -> dict[str, Any]:
        name = params.get("rule")
        if not isinstance(name, str):
            raise kinds.UnknownRule
        return {"rule": name, "value": kinds.rule(name).check(association_id, params.get("value"))}

    def apply(self, association_id: UUID, params: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        kinds.rule(params["rule"]).change(association_id, params["value"])


class TermsRule:
    """The quorum and majority of one kind: `{kind, quorum_first, quorum_second, majority}`."""

    name = "decisions.terms"

    def check(self, association_id: UUID, value: Any) -> Any:
        if not isinstance(value, dict) or set(value) != {"kind", "quorum_first", "quorum_second", "majority"}:
            raise Refused
        first, second = value["quorum_first"], value["quorum_second"]
        if value["kind"] not in USUAL or value["majority"] not in set(Majority):
            raise Refused
        if not _percent(first) or not (second is None or (_percent(second) and second <= first)):
            raise Refused
        return value

    def current(self, association_id: UUID) -> Any:
        return {kind: terms.as_json() for kind, terms in all_terms(association_id).items()}

    def change(self, association_id: UUID, value: Any) -> None:
        rules, _new = VotingRules.objects.get_or_create(pk=association_id)
        terms = Terms.of_json({key: value[key] for key in ("quorum_first", "quorum_second", "majority")})
        rules.terms = rules.terms | {value["kind"]: terms.as_json()}
        rules.save(update_fields=["terms"])


class ProxiesRule:
    """How many proxies one member may hold: 0 to 20."""

    name = "decisions.proxies_per_holder"

    def check(self, association_id: UUID, value: Any) -> Any:
        if type(value) is not int or not 0 <= value <= 20:
            raise Refused
        return value

    def current(self, association_id: UUID) -> Any:
        return proxies_per_holder(association_id)

    def change(self, association_id: UUID, value: Any) -> None:
        rules, _new = VotingRules.objects.get_or_create(pk=association_id)
        rules.proxies_per_holder = value
        rules.save(update_fields=["proxies_per_holder"])


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise statutes.ReviewDate from None


def _percent(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 100


def _id(params: Mapping[str, Any], name: str) -> UUID:
    return _uuid(params.get(name))


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (TypeError, ValueError, AttributeError):
        raise Refused from None


def register_all() -> None:
    """This will make the kinds and this app's own rules known."""
    kinds.register(Kind("free_text", by_board=False, effect=_Question()))
    kinds.register(Kind("elect", by_board=True, effect=_Elect()))
    kinds.register(Kind("change_rule", by_board=True, effect=_ChangeRule()))
    kinds.register(Kind("adopt_statutes", by_board=True, effect=_AdoptStatutes()))
    kinds.register(Kind("admit_member", by_board=True, effect=_Admit()))
    kinds.register(Kind("exclude_member", by_board=True, effect=_Exclude()))
    kinds.register(Kind("dissolve", by_board=True, effect=_Dissolve()))
    kinds.register_rule(TermsRule())
    kinds.register_rule(ProxiesRule())
