"""Offers: written by an association, opened, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import Category, ClockTimestamp, Offer, OfferPhoto, TaxClass
from catalog.services import stock
from catalog.words import plain, sort_key
from coops import queries as coops
from coops.services.locks import AssociationClosed
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from lib.ids import new_id
from pictures import services as pictures


class AssociationForming(DomainError):
    """Only a constituted association sells."""

    code = "association_forming"
    title = _("The association can't sell yet: its founders have to be complete.")


class OfferOpenAlready(DomainError):
    """The offer is on sale."""

    code = "offer_open_already"
    title = _("This product is on sale already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferText:
    """What an association writes about an offer. Prices include taxes, in whole pesos; months are 1 to 12."""

    name: str
    category: str
    unit_es: str
    units_es: str
    unit_en: str
    units_en: str
    price_clp: int
    comuna: str
    description_es: str = ""
    description_en: str = ""
    net_content: str = ""
    tax_class: str = TaxClass.IVA
    alcohol_degrees: float | None = None
    perishable: bool = False
    withdrawal_right: bool = True
    emblem: str = ""
    picture: str = ""
    season_months: Sequence[int] = field(default_factory=list)


def create_offer(*, actor: Actor, association_id: UUID, text: OfferText, photo_id: UUID | None = None) -> Offer:
    """This will write down an offer as a draft, with one of the association's photos.

    :raises NotFound: if there is no such association. :raises coops.ComunaUnknown: for a place outside the region.
    """
    cards = coops.association_cards([association_id])
    if association_id not in cards:
        raise NotFound
    place = coops.comuna(text.comuna)
    offer_id = new_id()
    with transaction.atomic():
        offer = Offer.objects.create(
            id=offer_id,
            association_id=association_id,
            slug=f"{slugify(text.name)[:60].strip('-') or 'oferta'}-{offer_id.hex[-6:]}",
            search_text=plain(
                f"{text.name} {_KINDS[text.category]} {cards[association_id].name} {place.name} {place.also_written}"
                f" {text.description_es} {text.description_en}"
            ),
            sort_name=sort_key(text.name),
            **asdict(text),
        )
        if photo_id is not None:
            _show(offer, photo_id)
        outbox.record(
            events.OfferCreated(offer_id=offer.pk, association_id=association_id),
            key=offer.pk,
            streams=[f"association:{association_id}"],
        )
    return offer


def open_offer(*, actor: Actor, association_id: UUID, offer_id: UUID) -> Offer:
    """This will put an offer on sale.

    :raises NotFound: if it isn't the association's. :raises AssociationForming: if that may not sell yet.
    :raises AssociationClosed: if it is suspended or dissolved.
    :raises OfferOpenAlready: if it is on sale.
    """
    with transaction.atomic():
        offer = offer_of(association_id, offer_id)
        if not coops.may_sell(association_id):
            raise AssociationForming if coops.is_forming(association_id) else AssociationClosed
        if offer.status == Offer.Status.OPEN:
            raise OfferOpenAlready
        offer.status = Offer.Status.OPEN
        Offer.objects.filter(pk=offer.pk).update(status=offer.status, opened_at=ClockTimestamp(), closed_at=None)
        _keep_shown(offer)
        _tell(events.OfferOpened(offer_id=offer.pk, association_id=association_id))
    return offer


def close_offer(*, actor: Actor, association_id: UUID, offer_id: UUID) -> Offer:
    """This will take an offer off sale. What is held may still be paid.

    :raises NotFound: if it isn't the association's. :raises OfferNotOpen: if it isn't on sale.
    """
    with transaction.atomic():
        offer = offer_of(association_id, offer_id)
        if offer.status != Offer.Status.OPEN:
            raise stock.OfferNotOpen
        offer.status = Offer.Status.CLOSED
        Offer.objects.filter(pk=offer.pk).update(status=offer.status, closed_at=ClockTimestamp())
        _tell(events.OfferClosed(offer_id=offer.pk, association_id=association_id))
    return offer


def show_photo(*, actor: Actor, association_id: UUID, offer_id: UUID, photo_id: UUID | None) -> Offer:
    """This will have the offer show another of the association's photos, or (None) its drawing.

    What it showed while it was on sale is kept.

    :raises NotFound: if it isn't the association's. :raises pictures.services.PictureMissing: if the photo isn't.
    """
    with transaction.atomic():
        offer = offer_of(association_id, offer_id)
        _show(offer, photo_id)
        changed = events.OfferPhotoChanged(offer_id=offer.pk, association_id=association_id)
        streams = [f"association:{association_id}", *(["catalog"] if offer.status == Offer.Status.OPEN else [])]
        outbox.record(changed, key=offer.pk, streams=streams)
    return offer


def _show(offer: Offer, photo_id: UUID | None) -> None:
    before = offer.photo_id
    if photo_id is not None:
        pictures.take_up([photo_id], association_id=offer.association_id)
    Offer.objects.filter(pk=offer.pk).update(photo_id=photo_id)
    offer.photo_id = photo_id
    if offer.opened_at is not None:
        _keep_shown(offer)
    if before is not None and before != photo_id:
        pictures.let_go([before])


def _keep_shown(offer: Offer) -> None:
    if offer.photo_id is not None:
        OfferPhoto.objects.get_or_create(offer=offer, picture_id=offer.photo_id)


def offer_of(association_id: UUID, offer_id: UUID) -> Offer:
    """This will lock and return the association's offer.

    :raises NotFound: if it isn't the association's.
    """
    offer = stock.lock_offer(offer_id)
    if offer.association_id != association_id:
        raise NotFound
    return offer


def _tell(event: events.OfferOpened | events.OfferClosed) -> None:
    outbox.record(event, key=event.offer_id, streams=["catalog", f"association:{event.association_id}"])


# What people type when they look for a kind of product, in both languages.
_KINDS: dict[str, str] = {
    Category.CHEESE: "queso cheese",
    Category.SPIRITS: "pisco destilado spirits",
    Category.WINE: "vino pajarete wine",
    Category.BEER: "cerveza beer",
    Category.FRUIT: "fruta fruit",
    Category.DRIED_FRUIT: "fruta seca deshidratada dried fruit",
    Category.PRESERVES: "conserva mermelada preserves",
    Category.SWEETS: "dulces sweets",
    Category.OIL: "aceite oil",
    Category.HONEY: "miel honey",
    Category.MEAT: "carne meat",
    Category.SEAFOOD: "mariscos seafood",
    Category.CRAFT: "artesania oficios craft",
    Category.EXPERIENCE: "visita taller experience visit",
}
