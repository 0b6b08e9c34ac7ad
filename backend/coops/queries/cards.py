"""Producers and associations in brief, for other rooms to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from coops.models import Association, Producer
from coops.territory import comuna


@dataclass(frozen=True, slots=True)
class ProducerCard:
    """A producer as others may show it: strangers see `public_name` and `public_initials`, members see the rest too.

    `comuna` is a CUT code.
    """

    id: UUID
    name: str
    public_name: str
    initials: str
    public_initials: str
    comuna: str
    locality: str
    shows_name: bool


@dataclass(frozen=True, slots=True)
class AssociationCard:
    """An association as anybody may see it."""

    id: UUID
    slug: str
    name: str
    kind: str
    status: str
    comuna: str


def producer_cards(ids: Iterable[UUID]) -> dict[UUID, ProducerCard]:
    """This will return the cards of these producers by id, in one query; unknown ids are left out."""
    return {producer.pk: producer_card(producer) for producer in Producer.objects.filter(pk__in=set(ids))}


def producer_card(producer: Producer) -> ProducerCard:
    """This will return a producer's card."""
    if producer.shows_name:
        public_name, public_initials = producer.name, producer.initials
    else:
        place = producer.locality or comuna(producer.comuna).name
        public_name, public_initials = _("Producer in %(place)s") % {"place": place}, "·"
    return ProducerCard(
        id=producer.pk,
        name=producer.name,
        public_name=public_name,
        initials=producer.initials,
        public_initials=public_initials,
        comuna=producer.comuna,
        locality=producer.locality,
        shows_name=producer.shows_name,
    )


def association_card(association: Association) -> AssociationCard:
    """This will return an association's card."""
    return AssociationCard(
        id=association.pk,
        slug=association.slug,
        name=association.name,
        kind=association.kind,
        status=association.status,
        comuna=association.comuna,
    )


def association_cards(ids: Iterable[UUID]) -> dict[UUID, AssociationCard]:
    """This will return the cards of these associations by id, in one query; unknown ids are left out."""
    return {
        row["id"]: AssociationCard(**row)
        for row in Association.objects.filter(pk__in=set(ids)).values("id", "slug", "name", "kind", "status", "comuna")
    }
