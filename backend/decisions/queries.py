"""What the members of an association see of its decisions, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Now

from accounts.queries import names_of
from coops import queries as coops
from coops.models import Mandate, Membership
from coops.queries import roles_in_association
from decisions import feeds, kinds, minutes
from decisions.calendar import feed
from decisions.models import Assembly, CalendarFeed, Comment, Participation, Proposal, Proxy
from decisions.services.proposals import is_board
from decisions.terms import all_terms, proxies_per_holder
from lib.access import can
from lib.clock import database_now
from lib.errors import NotFound

MOST_AT_HOME = 20
MOST_IN_CALENDAR = 200
MOST_TO_CHOOSE = 30
_LIST_ASSEMBLIES = "decisions_listAssemblies"
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
        proposals(association_id)
        .select_related("assembly", "proposed_by", "run_off", "document")
        .filter(pk=proposal_id)
        .first()
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
    """This will return the association's assemblies with the proposals on their agendas, to be paged."""
    agenda = Proposal.objects.only("pk", "number", "title", "status", "assembly_id").order_by("number")
    return (
        Assembly.objects.filter(association_id=association_id)
        .select_related("association")
        .prefetch_related(Prefetch("proposals", queryset=agenda))
    )


def assembly(association_id: UUID, assembly_id: UUID) -> Assembly:
    """This will return one of the association's assemblies.

    :raises NotFound: if there is none.
    """
    found = assemblies(association_id).filter(pk=assembly_id).first()
    if found is None:
        raise NotFound
    return found


def calendar(token: str) -> bytes:
    """This will return the assemblies to a calendar that has a person's secret address: those of a year ago and later.

    :raises NotFound: if the address was renewed, or the person isn't of the association any more.
    """
    opened = feeds.opened_by(token)
    if opened is None or not can(roles_in_association(opened.person_id, opened.association_id), _LIST_ASSEMBLIES):
        raise NotFound
    since = database_now() - timedelta(days=366)
    found = assemblies(opened.association_id).filter(starts_at__gt=since).order_by("-starts_at")[:MOST_IN_CALENDAR]
    return feed(opened.association, found)


def calendar_address(association_id: UUID, person_id: UUID) -> str | None:
    """This will return the secret address of the person's calendar, if she has one."""
    found = CalendarFeed.objects.filter(association_id=association_id, person_id=person_id).first()
    return None if found is None else feeds.address_of(found)


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
    able = Membership.objects.active().filter(pk__in=missing.values("membership_id"))
    mandates = Mandate.objects.live().filter(producer_id__in=able.values("producer_id"))
    return list(mandates.order_by("person_id").values_list("person_id", flat=True).distinct())


def at_home(person_id: UUID, associations: Sequence[UUID]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """This will return the open proposals in which a vote of the person's members is missing, and the assemblies that
    these associations are called to; nearest first, in one query.
    """
    if not associations:
        return [], []
    own = Membership.objects.active().of_person(person_id).values("pk")
    waiting = Participation.objects.filter(membership_id__in=own, voted=False).values("proposal_id")
    votes = Proposal.objects.filter(pk__in=waiting, association_id__in=associations, status=Proposal.Status.OPEN)
    assemblies = Assembly.objects.filter(association_id__in=associations, starts_at__gt=Now(), cancelled_at=None)
    columns = ("row", "pk", "association_id", "title", "at")
    found = (
        votes.annotate(row=Value("cast_vote"), at=F("voting_ends_at"))
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


def candidates(association_id: UUID, *, search: str = "") -> list[dict[str, Any]]:
    """This will return who can stand for election: up to thirty of the people who act for members, by name.

    `search` keeps those in whose name, or in whose producer's, it stands.
    """
    members = Membership.objects.active().filter(association_id=association_id)
    acting = Mandate.objects.live().filter(producer__in=members.values("producer_id"))
    found = acting.filter(Q(person__name__icontains=search) | Q(producer__name__icontains=search)) if search else acting
    people = dict(
        found.order_by("person__name", "person_id").values_list("person_id", "person__name").distinct()[:MOST_TO_CHOOSE]
    )
    producers: dict[UUID, list[str]] = {}
    theirs = acting.filter(person_id__in=people).order_by("producer__name")
    for person_id, producer in theirs.values_list("person_id", "producer__name"):
        producers.setdefault(person_id, []).append(producer)
    return [{"id": pk, "name": name, "producers": producers.get(pk, [])} for pk, name in people.items()]


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
        "voting_ends_at": proposal.voting_ends_at,
        "effective_from": proposal.effective_from,
        "decided_at": proposal.decided_at,
        "entitled": proposal.entitled,
        "taken_part": getattr(proposal, "taken_part", None),
        "result": proposal.result,
    }


def _votes(found: Iterable[Proposal], person_id: UUID) -> dict[UUID, list[dict[str, Any]]]:
    """The votes that the person can cast or has cast: her members', and those whose proxy they hold; her own first."""
    association_id = next(iter(found)).association_id
    own = dict(
        Membership.objects.active()
        .of_person(person_id)
        .filter(association_id=association_id)
        .values_list("pk", "producer__name")
    )
    live = list(
        Proxy.objects.live()
        .filter(Q(holder_id__in=own) | Q(giver_id__in=own))
        .select_related("giver__producer", "holder__producer")
        .order_by("pk")
    )
    held = {proxy.giver_id: proxy for proxy in live if proxy.holder_id in own and proxy.giver_id not in own}
    given = {proxy.giver_id: proxy for proxy in live if proxy.giver_id in own}
    rows: dict[UUID, list[dict[str, Any]]] = {}
    assembly_of = {proposal.pk: proposal.assembly_id for proposal in found}
    mine = (
        Participation.objects.filter(proposal__in=list(found), membership_id__in={*own, *held})
        .select_related("proxy__holder__producer")
        .order_by("pk")
    )
    for participation in mine:
        member = own.get(participation.membership_id)
        proxy = (held if member is None else given).get(participation.membership_id)
        if proxy is not None and proxy.assembly_id not in (None, assembly_of[participation.proposal_id]):
            proxy = None
        if member is None and proxy is None:
            continue
        used = participation.proxy if member is not None else None
        holder = used or (proxy if member is not None else None)
        rows.setdefault(participation.proposal_id, []).append(
            {
                "membership_id": participation.membership_id,
                "member": member or (proxy.giver.producer.name if proxy else ""),
                "by_proxy": member is None,
                "voted": participation.voted,
                "holder": holder.holder.producer.name if holder else None,
                "by_holder": used is not None,
            }
        )
    for votes in rows.values():
        votes.sort(key=lambda vote: bool(vote["by_proxy"]))
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
                producer__in=Membership.objects.active()
                .filter(association_id=proposal.association_id)
                .values("producer_id"),
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
        case "admit_member":
            return {"application": coops.what_voters_read(proposal.association_id, UUID(params["application_id"]))}
        case "exclude_member":
            member = Membership.objects.filter(pk=params["membership_id"]).select_related("producer").first()
            return {"membership_id": params["membership_id"], "member": member.producer.name if member else ""}
        case "adopt_statutes":
            return {
                "statutes_text": params.get("text", ""),
                "document": proposal.document,
                "review_on": params.get("review_on"),
            }
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
