"""Whom a helper helps, who helps a member, and what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from accounts.queries import names_of, person_with_address
from coops import queries as coops
from coops.models import Mandate, MandateOffer, StatutesAcceptance
from helpers.models import Act, Helper, Receipt
from lib.clock import database_now
from lib.errors import NotFound

HELPER = "helper"
ASKED = "asked"
_SHOWN: Final = 50


def roles_as_helper(person_id: UUID, object_id: UUID) -> frozenset[str]:
    """This will return `helper` if the consent is this person's, `asked` if it waits for her yes, else nothing."""
    found = Helper.objects.filter(pk=object_id).values_list("person_id", "email").first()
    if found is None:
        return frozenset()
    helper_id, email = found
    if helper_id is not None:
        return frozenset({HELPER}) if helper_id == person_id else frozenset()
    waits = Helper.objects.waiting().filter(pk=object_id).exists()
    return frozenset({ASKED}) if waits and person_with_address(email) == person_id else frozenset()


def of_association(association_id: UUID) -> QuerySet[Helper]:
    """This will return the consents of an association's members, to be paged."""
    return _whole().filter(association_id=association_id)


def of_producer(producer_id: UUID) -> list[Helper]:
    """This will return the consents of one member: those that nobody ended first, then what ended last."""
    rows = _whole().filter(producer_id=producer_id)
    return list(rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")[:_SHOWN])


def of_person(person_id: UUID) -> list[Helper]:
    """This will return whom a person helps now, and who asks her to."""
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True).values("email")
    live = Helper.objects.live().filter(person_id=person_id)
    asked = Helper.objects.waiting().filter(email__in=proved)
    return list(
        _whole().filter(Q(pk__in=live.values("pk")) | Q(pk__in=asked.values("pk"))).order_by("producer__name", "pk")
    )


def own(helper_id: UUID) -> Helper:
    """This will return one consent; who may read it is for the caller to know.

    :raises NotFound: if there is none.
    """
    found = _whole().filter(pk=helper_id).first()
    if found is None:
        raise NotFound
    return found


def _whole() -> QuerySet[Helper]:
    owned = Mandate.objects.live().filter(producer_id=OuterRef("producer_id"), kind=Mandate.Kind.OWNER)
    unhanded = Q(acts__isnull=False, acts__receipts__isnull=True)
    return Helper.objects.select_related("association", "membership", "producer", "person", "recorded_by").annotate(
        owned=Exists(owned),
        act_count=Count("acts", distinct=True),
        unhanded=Count("acts", filter=unhanded, distinct=True),
    )


def described(rows: Sequence[Helper], *, for_board: bool = False) -> list[dict[str, Any]]:
    """This will describe consents to those whom they concern; who was asked to own a member is for the board."""
    now = database_now()
    offers: dict[UUID, str] = {}
    if for_board:
        waiting = MandateOffer.objects.waiting().filter(
            producer_id__in={row.producer_id for row in rows}, kind=Mandate.Kind.OWNER
        )
        offers = dict(waiting.values_list("producer_id", "email"))
    return [_described(row, now, offers) for row in rows]


def _described(row: Any, now: Any, offers: dict[UUID, str]) -> dict[str, Any]:
    state = row.state(now)
    return {
        "id": row.pk,
        "association": row.association,
        "member": {
            "producer_id": row.producer_id,
            "membership_id": row.membership_id,
            "name": row.producer.name,
            "initials": row.producer.initials,
            "number": row.membership.number,
            "owned": row.owned,
            "owner_asked": offers.get(row.producer_id),
        },
        "helper_name": row.person.name if row.person else None,
        "helper_email": row.asked_email,
        "scopes": row.scopes,
        "given": row.given,
        "reference": row.reference,
        "given_on": row.given_on,
        "recorded_by": row.recorded_by.name,
        "created_at": row.created_at,
        "ends_at": row.ends_at,
        "state": state,
        "ended_at": row.ended_at,
        "end_reason": row.end_reason,
        "member_phone": row.member_phone,
        "member_email": row.member_email,
        "acts": row.act_count,
        "unhanded": row.unhanded,
    }


def statutes_to_accept(helper: Helper) -> dict[str, Any] | None:
    """This will return the statutes that wait for the member's yes, or None."""
    statutes = coops.current_statutes(helper.association_id)
    said = StatutesAcceptance.objects.filter(statutes=statutes, membership_id=helper.membership_id)
    return None if said.exists() else {"id": statutes.pk, "version": statutes.version}


def acts(**which: UUID) -> QuerySet[Act]:
    """This will return acts by `producer_id`, `association_id` or `helper_id`, to be paged."""
    return Act.objects.filter(**which)


def described_acts(rows: Sequence[Act]) -> list[dict[str, Any]]:
    """This will describe acts in the words in which they were told, with who did them and how the member learned of it."""
    people = names_of({row.person_id for row in rows})
    producers = coops.producer_cards({row.producer_id for row in rows})
    receipts: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for receipt in Receipt.objects.filter(act__in=[row.pk for row in rows]).order_by("number"):
        receipts[receipt.act_id].append({"way": receipt.way, "at": receipt.at})
    english = get_language() == "en"
    return [
        {
            "number": row.number,
            "helper_id": row.helper_id,
            "helper_name": people.get(row.person_id, ""),
            "member_name": producers[row.producer_id].name if row.producer_id in producers else "",
            "operation": row.operation,
            "words": row.words_en if english else row.words_es,
            "at": row.at,
            "receipts": receipts[row.pk],
        }
        for row in rows
    ]
