"""A person's Home, put together from what the rooms below say: a fixed number of statements, whatever she belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from catalog import queries as catalog
from coops import queries as coops
from decisions import queries as decisions
from home.serializers import TASKS
from lib.access import BOARD
from notifications import queries as notifications

CHANGES: Final = 12
_EMPTY_TASK: Final[Mapping[str, Any]] = {
    "offer": None, "lot": None, "statutes": None, "question_id": None, "contribution_id": None, "name": None,
    "by": None, "units": None, "have": None, "need": None, "until": None, "association_id": None,
}  # fmt: skip
_EMPTY_DATE: Final[Mapping[str, Any]] = {"lot": None, "units": None, "name": None}

Named = Callable[[Mapping[str, Any]], dict[str, Any]]


def home(person_id: UUID, mine: coops.Belongings) -> dict[str, Any]:
    """This will return what needs the person, what changed and what comes next."""
    standings = coops.standings(person_id, mine.association_ids)
    pool, coming = catalog.pool_tasks(
        producers=[producer.pk for producer in mine.producers],
        places={
            standing.association.pk: catalog.Place(
                writes=bool(standing.roles & BOARD),
                sells=standing.association.status == "constituted",
                contributes=any(not row.suspended for row in standing.memberships),
            )
            for standing in standings
        },
        only_here={producer.pk: producer.association_id for producer in mine.producers if producer.association_id},
        today=timezone.localdate(),
    )
    named = _names(mine, standings)
    tasks = [_question(asked) for asked in coops.questions_to(person_id)]
    cards = {standing.association.pk: coops.association_card(standing.association) for standing in standings}
    inside = list(cards)
    votes, assemblies = decisions.at_home(person_id, inside)
    tasks += [named(task) for task in (*votes, *coops.association_tasks(standings, today=timezone.localdate()), *pool)]
    coming = sorted([*coming, *assemblies], key=lambda row: str(row["at"]))
    return {
        "tasks": sorted(({**_EMPTY_TASK, **task, "id": _id(task)} for task in tasks), key=_urgency),
        "changes": notifications.changes(person_id, inside=cards, limit=CHANGES),
        "coming": [{**_EMPTY_DATE, **named(row), "id": _id(row), "at": str(row["at"])} for row in coming],
        "producers": [producer for producer in mine.producers if not producer.association_id],
        "associations": len(standings),
    }


def _names(mine: coops.Belongings, standings: Iterable[coops.Standing]) -> Named:
    """Returns what puts names to the ids of a task. An association that she left has no name here."""
    associations = {standing.association.pk: standing.association for standing in standings}
    producers = {producer.pk: producer for producer in mine.producers}

    def named(task: Mapping[str, Any]) -> dict[str, Any]:
        ids = task.get("producer_ids") or [task.get("producer_id")]
        until = task.get("until")
        return {
            **task,
            "association": associations.get(task["association_id"]) if task.get("association_id") else None,
            "producers": [producers[pk] for pk in ids if pk in producers],
            "until": None if until is None else str(until),
        }

    return named


def _question(asked: coops.Asked) -> dict[str, Any]:
    of_association = asked.slug is not None
    return {
        "kind": asked.kind,
        "association": {"id": None, "slug": asked.slug, "name": asked.name} if of_association else None,
        "producers": [],
        "question_id": asked.id,
        "name": None if of_association else asked.name,
        "by": asked.by,
        "until": None if asked.until is None else asked.until.isoformat(),
    }


def _id(task: Mapping[str, Any]) -> str:
    about = (
        task.get("question_id")
        or task.get("contribution_id")
        or (task.get("lot") or {}).get("id")
        or (task.get("statutes") or {}).get("id")
        or (task.get("offer") or {}).get("id")
        or task.get("association_id")
    )
    return f"{task['kind']}:{about}"


def _urgency(task: Mapping[str, Any]) -> tuple[int, str]:
    """People who wait for an answer come first; then what has a date, nearest first."""
    return TASKS.index(task["kind"]), task["until"] or ""
