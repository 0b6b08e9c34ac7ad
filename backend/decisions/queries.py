"""What the members of an association see of its decisions, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from accounts.queries import names_of
from coops.models import Mandate, Membership
from decisions import kinds, minutes
from decisions.models import Assembly, Comment, Participation, Proposal, Proxy
from decisions.services.proposals import is_board
from decisions.terms import all_terms, proxies_per_holder
from lib.access import can
from lib.errors import NotFound

MOST_AT_HOME = 20
PENDING = (Proposal.Status.DEBATE, Proposal.Status.OPEN)


def proposals(association_id: UUID, *, pending: bool | None = None) -> QuerySet[Proposal]:
    """This will return an association's proposals, to be paged and given to `proposal_rows`."""
    found = Proposal.objects.filter(association_id=association_id).annotate(taken_part=F("tally__taken_part"))
    if pending is None:
        return found
    return found.filter(status__in=PENDING) if pending else found.exclude(status__in=PENDING)


def proposal_rows(found: Sequence[Proposal], *, person_id: UUID) -> list[dict[str, Any]]:
    """This will return proposals as the list shows them; all of one association. Counts only once decided."""
    if not found:
        return []
    votes = _votes(found, person_id)
    return [_row(proposal) | {"my_votes": votes.get(proposal.pk, [])} for proposal in found]


def proposal(association_id: UUID, proposal_id: UUID, *, person_id: UUID, roles: frozenset[str]) -> dict[str, Any]:
    """This will return one proposal with all that a member may know of it.

    :raises NotFound: if the association has no such proposal.
    """
    found = (
        proposals(association_id).select_related("assembly", "proposed_by", "run_off").filter(pk=proposal_id).first()
    )
    if found is None:
        raise NotFound
    return proposal_rows([found], person_id=person_id)[0] | {
        "text": found.text,
        "proposed_by": found.proposed_by.name if found.proposed_by else None,
        "mine": found.proposed_by_id == person_id,
        "subject": _subject(found),
        "terms": found.terms or all_terms(association_id)[found.kind].as_json(),
        "assembly": found.assembly,
        "comments": found.comments.count(),
        "run_off_id": getattr(getattr(found, "run_off", None), "pk", None),
        "run_off_of_id": found.run_off_of_id,
        "minutes_sha256": found.minutes_sha256 or None,
        "effect_at": found.effect_at,
        "effect_refusal": (found.effect_refusal or {}).get("code"),
        "can": _can(found, person_id, roles),
    }


def comments(association_id: UUID, proposal_id: UUID) -> QuerySet[Comment]:
    """This will return what was said in the debate, to be paged.

    :raises NotFound: if the association has no such proposal.
    """
    if not Proposal.objects.filter(pk=proposal_id, association_id=association_id).exists():
        raise NotFound
    return Comment.objects.filter(proposal_id=proposal_id).select_related("person", "membership__producer")


def decided(association_id: UUID, proposal_id: UUID) -> Proposal:
    """This will return a decided proposal with its minutes.

    :raises NotFound: if there is none, or it isn't decided yet.
    """
    found = (
        Proposal.objects.filter(pk=proposal_id, association_id=association_id, decided_at__isnull=False)
        .select_related("association")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def assemblies(association_id: UUID) -> QuerySet[Assembly]:
    """This will return the association's assemblies, to be paged."""
    return Assembly.objects.filter(association_id=association_id)


def assembly(association_id: UUID, assembly_id: UUID) -> Assembly:
    """This will return one of the association's assemblies.

    :raises NotFound: if there is none.
    """
    found = assemblies(association_id).filter(pk=assembly_id).first()
    if found is None:
        raise NotFound
    return found


def proxies(association_id: UUID, person_id: UUID) -> list[Proxy]:
    """This will return the live proxies that the person's members gave or hold."""
    mine = Membership.objects.of_person(person_id).filter(association_id=association_id)
    return list(
        Proxy.objects.live()
        .filter(Q(giver__in=mine) | Q(holder__in=mine), association_id=association_id)
        .select_related("giver__producer", "holder__producer", "assembly")
        .order_by("ends_at", "pk")
    )


def proposal_card(proposal_id: UUID) -> dict[str, Any]:
    """This will return a proposal in brief: `number` and `title`, which never change."""
    return dict(Proposal.objects.values("number", "title").get(pk=proposal_id))


def people_to_vote(proposal_id: UUID) -> list[UUID]:
    """This will return those who act for members whose vote in the proposal isn't cast."""
    missing = Participation.objects.filter(proposal_id=proposal_id, voted=False)
    mandates = Mandate.objects.live().filter(producer__memberships__in=missing.values("membership_id"))
    return list(mandates.order_by("person_id").values_list("person_id", flat=True).distinct())


def at_home(person_id: UUID, associations: Sequence[UUID]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """This will return the open proposals in which a vote of the person's members is missing, and the assemblies that
    these associations are called to; nearest first, in one query.
    """
    if not associations:
        return [], []
    own = Membership.objects.active().of_person(person_id).values("pk")
    waiting = Participation.objects.filter(membership_id__in=own, voted=False).values("proposal_id")
    ends_at = Case(When(call=1, then=F("closes_at")), default=F("second_closes_at"))
    votes = Proposal.objects.filter(pk__in=waiting, association_id__in=associations, status=Proposal.Status.OPEN)
    assemblies = Assembly.objects.filter(association_id__in=associations, starts_at__gt=Now(), cancelled_at=None)
    columns = ("row", "pk", "association_id", "title", "at")
    found = (
        votes.annotate(row=Value("cast_vote"), at=ends_at)
        .values_list(*columns)
        .union(assemblies.annotate(row=Value("assembly"), at=F("starts_at")).values_list(*columns), all=True)
        .order_by("at")[:MOST_AT_HOME]
    )
    rows = [
        {"kind": kind, "question_id": pk, "association_id": association_id, "name": title, "at": at.isoformat()}
        for kind, pk, association_id, title, at in found
    ]
    return (
        [row | {"until": row["at"]} for row in rows if row["kind"] == "cast_vote"],
        [row for row in rows if row["kind"] == "assembly"],
    )


def candidates(association_id: UUID) -> list[dict[str, Any]]:
    """This will return who can stand for election: the people who act for members, by name."""
    acting = (
        Mandate.objects.live()
        .filter(
            producer__memberships__association_id=association_id,
            producer__memberships__status=Membership.Status.ACTIVE,
        )
        .values_list("person_id", "producer__name")
        .order_by("producer__name")
    )
    producers: dict[UUID, list[str]] = {}
    for person_id, producer in acting:
        producers.setdefault(person_id, []).append(producer)
    names = names_of(producers)
    people = [{"id": person, "name": names[person], "producers": producers[person]} for person in producers]
    return sorted(people, key=lambda person: str(person["name"]).casefold())


def voting_rules(association_id: UUID) -> dict[str, Any]:
    """This will return on which terms the association decides what, and which rules a vote can change."""
    terms = all_terms(association_id)
    return {
        "terms": [
            {"kind": name, **terms[name].as_json(), "by_board": kinds.kind(name).by_board} for name in kinds.names()
        ],
        "proxies_per_holder": proxies_per_holder(association_id),
        "rules": [{"rule": rule.name, "value": rule.current(association_id)} for rule in kinds.rules()],
    }


def _row(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.pk,
        "number": proposal.number,
        "kind": proposal.kind,
        "title": proposal.title,
        "status": proposal.status,
        "call": proposal.call,
        "opens_at": proposal.opens_at,
        "closes_at": proposal.closes_at,
        "second_closes_at": proposal.second_closes_at,
        "effective_from": proposal.effective_from,
        "decided_at": proposal.decided_at,
        "entitled": proposal.entitled,
        "taken_part": getattr(proposal, "taken_part", None),
        "result": proposal.result,
    }


def _votes(found: Iterable[Proposal], person_id: UUID) -> dict[UUID, list[dict[str, Any]]]:
    """The votes that the person can cast or has cast: her members', and those whose proxy they hold."""
    association_id = next(iter(found)).association_id
    own = dict(
        Membership.objects.active()
        .of_person(person_id)
        .filter(association_id=association_id)
        .values_list("pk", "producer__name")
    )
    held = {
        proxy.giver_id: proxy
        for proxy in Proxy.objects.live().filter(holder_id__in=own).select_related("giver__producer").order_by("pk")
    }
    rows: dict[UUID, list[dict[str, Any]]] = {}
    assembly_of = {proposal.pk: proposal.assembly_id for proposal in found}
    mine = Participation.objects.filter(proposal__in=list(found), membership_id__in={*own, *held}).order_by("pk")
    for participation in mine:
        proxy = None if participation.membership_id in own else held[participation.membership_id]
        if proxy is not None and proxy.assembly_id not in (None, assembly_of[participation.proposal_id]):
            continue
        rows.setdefault(participation.proposal_id, []).append(
            {
                "membership_id": participation.membership_id,
                "member": own[participation.membership_id] if proxy is None else proxy.giver.producer.name,
                "by_proxy": proxy is not None,
                "voted": participation.voted,
            }
        )
    return rows


def _subject(proposal: Proposal) -> dict[str, Any]:
    """What is to be decided, with names where the parameters hold ids."""
    params = proposal.params
    match proposal.kind:
        case "elect":
            people = [UUID(person) for person in params["candidates"]]
            names = names_of(people)
            producers: dict[UUID, list[str]] = {}
            acting = Mandate.objects.live().filter(
                person_id__in=people,
                producer__memberships__association_id=proposal.association_id,
                producer__memberships__status=Membership.Status.ACTIVE,
            )
            for person_id, producer in acting.values_list("person_id", "producer__name").order_by("producer__name"):
                producers.setdefault(person_id, []).append(producer)
            return {
                "role": params["role"],
                "seats": params["seats"],
                "candidates": [
                    {"id": person, "name": names.get(person, ""), "producers": producers.get(person, [])}
                    for person in people
                ],
            }
        case "exclude_member":
            member = Membership.objects.filter(pk=params["membership_id"]).select_related("producer").first()
            return {"membership_id": params["membership_id"], "member": member.producer.name if member else ""}
        case "adopt_statutes":
            return {"statutes_text": params["text"]}
        case "change_rule":
            now = kinds.rule(params["rule"]).current(proposal.association_id)
            return {"rule": params["rule"], "value": params["value"], "current": now}
    return {}


def _can(proposal: Proposal, person_id: UUID, roles: frozenset[str]) -> list[str]:
    names = set(can(roles, "decisions_comment", "decisions_castVote", "decisions_withdrawProposal"))
    if proposal.status not in PENDING:
        names -= {"decisions_comment"}
    if proposal.status != Proposal.Status.OPEN:
        names -= {"decisions_castVote"}
    if proposal.status != Proposal.Status.DEBATE or not (
        proposal.proposed_by_id == person_id or is_board(proposal.association_id, person_id)
    ):
        names -= {"decisions_withdrawProposal"}
    return sorted(names)


def minutes_of(found: Proposal) -> dict[str, Any]:
    """This will return the minutes' facts and the hash that the event log keeps."""
    return {"facts": minutes.facts(found), "sha256": found.minutes_sha256}
