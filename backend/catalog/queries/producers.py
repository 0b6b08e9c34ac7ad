"""Producers on the storefront: who they are as far as they want to say it, and what they take part in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F

from catalog.models import Contribution, Offer
from catalog.queries.public import offer_cards
from coops import queries as coops
from coops.models import Producer
from lib.errors import NotFound

# More than a page shows; the catalog's own list, which has pages, has the rest.
MOST_OFFERS: Final = 100


def described_producers(producers: Sequence[Producer]) -> list[dict[str, Any]]:
    """This will return these producers for the public list, in three queries; the hidden ones without id and story."""
    ids = [producer.pk for producer in producers]
    associations = coops.associations_of(ids)
    taking_part = _contributions().filter(producer__in=ids)
    offers = dict(taking_part.order_by().values_list("producer_id").annotate(Count("offer", distinct=True)))
    return [
        _card(producer) | {"offers": offers.get(producer.pk, 0), "associations": _sellers(associations[producer.pk])}
        for producer in producers
    ]


def public_producer(producer_id: UUID) -> dict[str, Any]:
    """This will return a producer's page with the open offers that she has units in, at most MOST_OFFERS.

    :raises NotFound: if there is none on the list, or she doesn't show her name.
    """
    producer = coops.public_producers().filter(pk=producer_id, shows_name=True).first()
    if producer is None:
        raise NotFound
    offers = _contributions().filter(producer=producer).order_by("offer__sort_name", "offer_id")
    ids = [offer_id for _name, offer_id in offers.values_list("offer__sort_name", "offer_id").distinct()[:MOST_OFFERS]]
    cards = offer_cards(ids)
    return _card(producer) | {
        "story": producer.story,
        "associations": _sellers(coops.associations_of([producer.pk])[producer.pk]),
        "offers": [cards[offer_id] for offer_id in ids],
    }


def territory() -> list[dict[str, Any]]:
    """This will count what there is in each comuna of the region, in the order of their names."""
    open_offers = Offer.objects.filter(status=Offer.Status.OPEN)
    offers = dict(open_offers.order_by().values_list("comuna").annotate(Count("pk")))
    producers, associations = coops.producers_by_comuna(), coops.associations_by_comuna()
    return [
        {
            "comuna": place.cut,
            "offers": offers.get(place.cut, 0),
            "producers": producers.get(place.cut, 0),
            "associations": associations.get(place.cut, 0),
        }
        for place in coops.comunas()
    ]


def _contributions() -> Any:
    return Contribution.objects.filter(offer__status=Offer.Status.OPEN, units__gt=F("withdrawn"))


def _card(producer: Producer) -> dict[str, Any]:
    card = coops.producer_card(producer)
    return {
        "id": card.id if card.shows_name else None,
        "public_name": card.public_name,
        "initials": card.public_initials,
        "comuna": card.comuna,
        "locality": card.locality,
    }


def _sellers(cards: Sequence[coops.AssociationCard]) -> list[dict[str, Any]]:
    return [{"id": card.id, "slug": card.slug, "name": card.name, "kind": card.kind} for card in cards]
