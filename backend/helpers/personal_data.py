"""What is kept of people who help and are helped: consents, the record of acts, and where receipts go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from accounts.holders import Holder, Kept, Section, register
from coops.queries import owned_alone, owned_producers
from helpers import services
from helpers.models import Act, Helper

_RECORD_MONTHS: Final = 72  # with the papers of the association


def _export(person_id: UUID) -> Iterable[Section]:
    consents = Helper.objects.filter(Q(person_id=person_id) | Q(producer_id__in=owned_producers(person_id)))
    yield Section(
        "helpers",
        consents.values(
            "association__name", "producer__name", "scopes", "given", "reference", "given_on", "created_at", "ends_at",
            "ended_at", "end_reason", "member_phone", "member_email",
        ),
    )  # fmt: skip
    acts = Act.objects.filter(Q(person_id=person_id) | Q(producer_id__in=owned_producers(person_id)))
    yield Section("helped_acts", acts.order_by("number").values("number", "words_es", "at"))


def _erase(person_id: UUID) -> None:
    services.end_of_person(person_id)
    Helper.objects.filter(producer_id__in=owned_alone(person_id)).update(member_phone="", member_email="")


def _kept(person_id: UUID) -> Iterable[Kept]:
    acts = Act.objects.filter(Q(person_id=person_id) | Q(producer_id__in=owned_producers(person_id)))
    yield Kept("helped_acts", acts.count(), months=_RECORD_MONTHS)


register(
    "helpers",
    Holder(
        references={
            "helpers.Helper.person": "ended; kept as an id: the record says who acted",
            "helpers.Helper.recorded_by": "kept as an id: the record says who wrote the consent down",
            "helpers.Helper.ended_by": "kept as an id",
        },
        export=_export,
        erase=_erase,
        kept=_kept,
    ),
)
