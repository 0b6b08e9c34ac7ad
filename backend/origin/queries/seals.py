"""Seals as they are shown: those of everybody, and an association's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from coops import queries as coops
from lib.errors import NotFound
from origin import requirement_words, requirements
from origin.models import Seal


def public_seals() -> QuerySet[Seal]:
    """This will return the seals that anybody may see: those that are nobody's own, and own ones that are in use."""
    own = Q(kind=Seal.Kind.OWN, status=Seal.Status.NONE, association__status="constituted")
    return Seal.objects.filter(~Q(kind=Seal.Kind.OWN) | own)


def requirable(association_id: UUID, seal_ids: Collection[UUID]) -> set[UUID]:
    """This will return those of the seals that the association's offers may require: in force, and not another's own."""
    seals = Seal.objects.filter(Q(association_id=None) | Q(association_id=association_id), pk__in=list(seal_ids))
    return {seal.pk for seal in seals if seal.in_force}


def seal_by_slug(slug: str) -> Seal:
    """This will return a seal that anybody may see; one that was given up too, for what was sold under it.

    :raises NotFound: if there is none.
    """
    found = Seal.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def own_seals(association_id: UUID) -> QuerySet[Seal]:
    """This will return the association's own seals, given-up ones too."""
    return Seal.objects.filter(association_id=association_id)


def own_seal(association_id: UUID, seal_id: UUID) -> Seal:
    """This will return one of the association's own seals.

    :raises NotFound: if it has none of this id.
    """
    found = own_seals(association_id).filter(pk=seal_id).first()
    if found is None:
        raise NotFound
    return found


def described_seals(seals: Iterable[Seal]) -> list[dict[str, Any]]:
    """This will return what there is to show of these seals."""
    rows = list(seals)
    cards = coops.association_cards(seal.association_id for seal in rows if seal.association_id)
    return [_described(seal, cards.get(seal.association_id) if seal.association_id else None) for seal in rows]


def _described(seal: Seal, association: coops.AssociationCard | None) -> dict[str, Any]:
    said = requirement_words.sentences(requirements.read(seal.requirements))
    return {
        "seal": seal,
        "association": association,
        "sentences": said,
        "comunas": [one.cut for one in coops.comunas() if any(one.cut.startswith(part) for part in seal.zone)],
    }
