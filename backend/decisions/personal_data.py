"""What decisions keep of a person: what she proposed and said, proxies, and that she voted; never what she voted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from accounts.holders import Holder, Kept, Section, register
from coops.models import Membership
from decisions.models import Assembly, CalendarFeed, Comment, Participation, Proposal, Proxy
from decisions.services import revoke_proxy
from lib.actor import Actor

_MINUTES_MONTHS: Final = 72  # the book of assemblies, with the papers of six years


def _export(person_id: UUID) -> Iterable[Section]:
    yield Section(
        "proposals",
        Proposal.objects.filter(proposed_by_id=person_id).values(
            "association__name", "number", "kind", "title", "text", "proposed_at", "status"
        ),
    )
    yield Section(
        "comments",
        Comment.objects.filter(person_id=person_id).values("proposal__title", "text", "made_at"),
    )
    yield Section(
        "votes_cast",
        Participation.objects.filter(cast_by_id=person_id).values(
            "proposal__association__name", "proposal__title", "membership__producer__name"
        ),
    )
    yield Section(
        "proxies_given",
        Proxy.objects.filter(given_by_id=person_id).values(
            "association__name", "holder__producer__name", "starts_at", "ends_at", "revoked_at"
        ),
    )
    yield Section(
        "calendar_feeds",
        CalendarFeed.objects.filter(person_id=person_id).values("association__name", "made_at"),
    )
    yield Section(
        "assemblies_called",
        Assembly.objects.filter(called_by_id=person_id).values("association__name", "title", "starts_at"),
    )


def _kept(person_id: UUID) -> Iterable[Kept]:
    yield Kept("votes", Participation.objects.filter(cast_by_id=person_id).count(), months=_MINUTES_MONTHS)


def _erase(person_id: UUID) -> None:
    actor = Actor(person_id=person_id, via="system")
    hers = Membership.objects.of_person(person_id).values("pk")
    for proxy in Proxy.objects.live().filter(Q(giver__in=hers) | Q(holder__in=hers)).order_by("pk"):
        revoke_proxy(actor=actor, association_id=proxy.association_id, proxy_id=proxy.pk)
    Comment.objects.filter(person_id=person_id).delete()
    CalendarFeed.objects.filter(person_id=person_id).delete()


register(
    "decisions",
    Holder(
        references={
            "decisions.Assembly.called_by": "kept as an id",
            "decisions.Proposal.proposed_by": "kept as an id: the question belongs to the members",
            "decisions.Proxy.given_by": "revoked; kept as an id",
            "decisions.Participation.cast_by": "kept as an id: who took part stands in the minutes' turnout",
            "decisions.Comment.person": "deleted with her words",
            "decisions.CalendarFeed.person": "deleted: its address opens nothing",
        },
        export=_export,
        erase=_erase,
        kept=_kept,
    ),
)
