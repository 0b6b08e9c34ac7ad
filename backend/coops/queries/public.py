"""Producers as strangers may look them up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Lower, Replace

from coops.models import Association, Membership, Producer
from coops.queries.cards import AssociationCard, association_cards

_PLAIN = {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ü": "u"}


def public_producers(*, comuna: str = "") -> QuerySet[Producer]:
    """This will return the members of constituted associations, with a `sort_key` as Spanish orders names.

    Who doesn't show her name comes last, by her place: where she stands in the list must not tell her name.
    """
    listed = Producer.objects.filter(Exists(_memberships().filter(producer=OuterRef("pk"))))
    if comuna:
        listed = listed.filter(comuna=comuna)
    return listed.annotate(
        sort_key=Case(
            When(shows_name=True, then=_plain(F("name"))),
            default=Concat(Value("~"), _plain(F("locality"))),
            output_field=TextField(),
        )
    )


def associations_of(producer_ids: Iterable[UUID]) -> dict[UUID, list[AssociationCard]]:
    """This will return the constituted associations that each of the producers is a member of."""
    rows = _memberships().filter(producer__in=set(producer_ids)).order_by("association__slug")
    pairs = list(rows.values_list("producer_id", "association_id"))
    cards = association_cards(association_id for _, association_id in pairs)
    found: dict[UUID, list[AssociationCard]] = defaultdict(list)
    for producer_id, association_id in pairs:
        found[producer_id].append(cards[association_id])
    return found


def producers_by_comuna() -> dict[str, int]:
    """This will count the listed producers by comuna."""
    return dict(public_producers().order_by().values_list("comuna").annotate(Count("pk")))


def associations_by_comuna() -> dict[str, int]:
    """This will count the constituted associations by comuna."""
    constituted = Association.objects.filter(status=Association.Status.CONSTITUTED)
    return dict(constituted.order_by().values_list("comuna").annotate(Count("pk")))


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.belonging().filter(association__status=Association.Status.CONSTITUTED)


def _plain(name: F) -> Replace:
    plain: Lower | Replace = Lower(name)
    for marked, letter in _PLAIN.items():
        plain = Replace(plain, Value(marked), Value(letter))
    # ñ follows n.
    return Replace(plain, Value("ñ"), Value("n~"))
