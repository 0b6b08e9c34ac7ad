"""Producers and associations in brief, for other rooms to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from coops.models import Association, Producer
from coops.territory import comuna


@dataclass(frozen=True, slots=True)
class ProducerCard:
    """A producer as others may show it: strangers see `public_name` and `public_initials`, members see the rest too.

    `comuna` is a CUT code. `itself` says that it is no member but the association, which makes goods too.
    """

    id: UUID
    name: str
    public_name: str
    initials: str
    public_initials: str
    comuna: str
    locality: str
    shows_name: bool
    itself: bool


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
        itself=producer.association_id is not None,
    )


def hers(mine: Set[UUID], cards: Mapping[UUID, ProducerCard]) -> set[UUID]:
    """This will return those of `mine` whose goods and money are her own: not what she acts for by an office."""
    return {pk for pk in mine if pk in cards and not cards[pk].itself}


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
