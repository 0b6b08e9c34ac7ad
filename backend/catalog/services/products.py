"""What a producer makes: written down once, and made in lots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import ClockTimestamp, Product, ProductPhoto
from catalog.services.product_rules import check_product, usual_tax
from catalog.words import plain
from events import outbox
from lib.errors import DomainError, NotFound
from lib.text import NAME_LENGTH
from pictures import services as pictures

MOST_PRODUCTS: Final = 200
MOST_PHOTOS: Final = 6


class ProductExists(DomainError):
    """The producer has a product of this name and kind."""

    code = "product_exists"
    title = _("You have a product with this name already.")


class TooManyProducts(DomainError):
    """A producer writes down so many and no more."""

    code = "too_many_products"
    title = _("That is more products than one producer can have.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductText:
    """What a producer writes about a product. Months are 1 to 12; it keeps for so many days from being made.

    The price includes taxes, which follow from the category unless they are said.
    """

    name: str
    category: str
    description_es: str = ""
    description_en: str = ""
    unit_es: str = "unidad"
    units_es: str = "unidades"
    unit_en: str = "unit"
    units_en: str = "units"
    net_content: str = ""
    perishable: bool = False
    keeps_days: int | None = None
    season_months: Sequence[int] = field(default_factory=list)
    price_clp: int | None = None
    tax_class: str = ""
    alcohol_degrees: float | None = None
    withdrawal_right: bool = True
    comuna: str = ""
    story_es: str = ""
    story_en: str = ""
    gtin: str = ""

    def fields(self) -> dict[str, Any]:
        """This will return the fields of a row."""
        return asdict(self) | {"tax_class": self.tax_class or usual_tax(self.category)}


def create_product(*, producer_id: UUID, text: ProductText, photo_ids: Sequence[UUID] = ()) -> Product:
    """This will write down a product with its photos, the first of which stands for it. Who may is asked by the address.

    :raises ProductExists: if there is one of that name and kind. :raises TooManyProducts: if there are very many.
    :raises pictures.services.PictureMissing: if a photo isn't the producer's.
    :raises DomainError: one of product_rules, if what is said of it doesn't agree.
    """
    with transaction.atomic():
        if Product.objects.filter(producer_id=producer_id).count() >= MOST_PRODUCTS:
            raise TooManyProducts
        written = Product(producer_id=producer_id, name_key=name_key(text.name), **text.fields())
        check_product(written)
        product, made = Product.objects.get_or_create(
            producer_id=producer_id,
            category=text.category,
            name_key=written.name_key,
            defaults=text.fields() | {"gtin": written.gtin},
        )
        if not made:
            raise ProductExists(product_id=str(product.pk))
        _show(product, photo_ids)
        _tell(events.ProductCreated, product)
    return product


def update_product(*, producer_id: UUID, product_id: UUID, **changes: Any) -> Product:
    """This will change what is given of a product: a field of ProductText, `photo_ids`, or `retired`. Lots keep their label.

    :raises NotFound: if it isn't the producer's. :raises ProductExists: if another has the new name.
    :raises pictures.services.PictureMissing: if a photo isn't the producer's.
    :raises DomainError: one of product_rules, if what is said of it doesn't agree.
    """
    photo_ids, retired = changes.pop("photo_ids", None), changes.pop("retired", None)
    with transaction.atomic():
        product = Product.objects.select_for_update(no_key=True).filter(pk=product_id, producer_id=producer_id).first()
        if product is None:
            raise NotFound
        for name, value in changes.items():
            setattr(product, name, value)
        product.name_key = name_key(product.name)
        check_product(product)
        others = Product.objects.filter(producer_id=producer_id).exclude(pk=product.pk)
        if others.filter(category=product.category, name_key=product.name_key).exists():
            raise ProductExists
        product.save()
        if retired is not None and retired != (product.retired_at is not None):
            Product.objects.filter(pk=product.pk).update(retired_at=ClockTimestamp() if retired else None)
            product.refresh_from_db(fields=["retired_at"])
        if photo_ids is not None:
            _show(product, photo_ids)
        _tell(events.ProductChanged, product)
    return product


def product_like(*, producer_id: UUID, text: ProductText) -> Product:
    """This will return the producer's product of this name and kind, written down now if it wasn't."""
    return products_like(producer_id=producer_id, texts=[text])[0]


def products_like(*, producer_id: UUID, texts: Sequence[ProductText]) -> list[Product]:
    """This will return the producer's products of these names and kinds; those that aren't there are written down now.

    At most four statements, however many they are.
    """
    wanted = {(text.category, name_key(text.name)): text for text in reversed(texts)}
    with transaction.atomic():
        found = _named(producer_id, wanted)
        fresh = [
            Product(producer_id=producer_id, name_key=key[1], **text.fields())
            for key, text in reversed(wanted.items())
            if key not in found
        ]
        if fresh:
            # Somebody may write one of them down meanwhile: hers stands.
            Product.objects.bulk_create(fresh, ignore_conflicts=True)
            found = _named(producer_id, wanted)
            ours = [product for product in fresh if found[product.category, product.name_key].pk == product.pk]
            _tell(events.ProductCreated, *ours)
    return [found[text.category, name_key(text.name)] for text in texts]


def _named(producer_id: UUID, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Product]:
    own = Product.objects.filter(producer_id=producer_id, name_key__in={key for _category, key in wanted})
    return {(product.category, product.name_key): product for product in own}


def name_key(name: str) -> str:
    """This will return what two names have in common that mean the same product."""
    return plain(name) or name.casefold()[:NAME_LENGTH]


def _show(product: Product, photo_ids: Sequence[UUID]) -> None:
    wanted = list(dict.fromkeys(photo_ids))
    pictures.take_up(wanted, producer_id=product.producer_id)
    before = set(product.photos.values_list("picture_id", flat=True))
    product.photos.all().delete()
    ProductPhoto.objects.bulk_create(
        ProductPhoto(product=product, picture_id=picture_id, place=place) for place, picture_id in enumerate(wanted)
    )
    pictures.let_go(before - set(wanted))


def _tell(kind: type[events.ProductCreated | events.ProductChanged], *products: Product) -> None:
    outbox.record_all(
        [
            outbox.Told(
                kind(product_id=product.pk, producer_id=product.producer_id),
                product.pk,
                [f"producer:{product.producer_id}"],
            )
            for product in products
        ]
    )
