"""What a producer makes: written down once, with photos, made in lots, sold by associations that show their own photo."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.holders import holders
from catalog import services
from catalog.models import Lot, OfferPhoto, Product
from catalog.services.products import name_key
from coops.models import Producer
from pictures.models import Picture, PictureFile
from pictures.services import sweep_loose
from tests.support import photos, trade
from tests.support.people import Api, client_for, constituted_association, person, producer

pytestmark = pytest.mark.django_db

CHEESE = {"name": "Queso de cabra fresco", "category": "cheese", "unit_es": "queso", "units_es": "quesos"}
LOT = {"units": 24, "made_on": "2026-11-01"}


@pytest.fixture
def maker() -> Producer:
    return producer(person())


@pytest.fixture
def client(maker: Producer) -> Api:
    return client_for(maker.mandates.get().person)


def of(maker: Producer) -> str:
    return f"/api/v1/producers/{maker.pk}"


def test_a_product_is_written_down_with_its_photos_and_made_in_lots(maker: Producer, client: Api):
    front, back = (photos.picture(producer_id=maker.pk) for _ in range(2))
    made = client.post(
        f"{of(maker)}/products",
        CHEESE | {"photo_ids": [str(front.pk), str(back.pk)], "keeps_days": 60, "season_months": [9, 8, 9]},
    )
    assert made.status_code == 201, made.content
    cheese = made.json()
    assert (cheese["photo"]["id"], len(cheese["photos"]), cheese["season_months"]) == (str(front.pk), 2, [8, 9])
    lot = client.post(f"{of(maker)}/lots", LOT | {"product_id": cheese["id"]}).json()
    assert (lot["product_name"], lot["category"], lot["units_es"]) == ("Queso de cabra fresco", "cheese", "quesos")
    assert lot["photo"] == cheese["photo"]
    listed = client.get(f"{of(maker)}/products").json()["results"]
    assert [(row["name"], row["lots"], row["free"]) for row in listed] == [("Queso de cabra fresco", 1, 24)]
    turned = client.patch(f"{of(maker)}/products/{cheese['id']}", {"photo_ids": [str(back.pk)], "name": "Queso añejo"})
    assert [photo["id"] for photo in turned.json()["photos"]] == [str(back.pk)]
    # The label is printed: what the product is called now is another matter.
    assert client.get(f"{of(maker)}/lots").json()["results"][0]["product_name"] == "Queso de cabra fresco"


def test_a_name_twice_is_the_same_product(maker: Producer, client: Api):
    first = client.post(f"{of(maker)}/lots", LOT | {"product_name": "Queso Añejo", "category": "cheese"}).json()
    second = client.post(f"{of(maker)}/lots", LOT | {"product_name": "queso anejo", "category": "cheese"}).json()
    other = client.post(f"{of(maker)}/lots", LOT | {"product_name": "Queso Añejo", "category": "craft"}).json()
    assert first["product_id"] == second["product_id"] != other["product_id"]
    assert second["product_name"] == "queso anejo"
    again = client.post(f"{of(maker)}/products", {"name": "QUESO ANEJO", "category": "cheese"})
    assert (again.status_code, again.json()["code"]) == (409, "product_exists")
    renamed = client.patch(f"{of(maker)}/products/{other['product_id']}", {"category": "cheese"})
    assert renamed.json()["code"] == "product_exists"


def test_what_is_made_no_longer_leaves_the_list_and_keeps_its_lots(maker: Producer, client: Api):
    lot = client.post(f"{of(maker)}/lots", LOT | {"product_name": "Queso", "category": "cheese"}).json()
    url = f"{of(maker)}/products/{lot['product_id']}"
    assert client.patch(url, {"retired": True}).json()["retired"] is True
    assert client.get(f"{of(maker)}/products").json()["results"] == []
    assert [row["id"] for row in client.get(f"{of(maker)}/products?retired=true").json()["results"]] == [
        lot["product_id"]
    ]
    assert len(client.get(f"{of(maker)}/lots").json()["results"]) == 1
    assert client.patch(url, {"retired": False}).json()["retired"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\u202eb"},
        {"name": "e" + "\u0301" * 10_000},
        {"category": "gold"},
        {"keeps_days": 0},
        {"keeps_days": 1e308},
        {"season_months": [13]},
        {"photo_ids": ["x"]},
        {"photo_ids": ["00000000-0000-0000-0000-000000000000"] * 7},
    ],
    ids=str,
)
def test_what_is_wrong_is_named_and_nothing_is_kept(maker: Producer, client: Api, wrong: dict[str, Any]):
    answer = client.post(f"{of(maker)}/products", CHEESE | wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_error"), answer.content
    assert answer.json()["errors"][0]["attr"].split(".")[0] == next(iter(wrong))
    assert not Product.objects.exists()


def test_a_lot_says_what_it_is(maker: Producer, client: Api):
    nameless = client.post(f"{of(maker)}/lots", LOT)
    assert {error["attr"] for error in nameless.json()["errors"]} == {"product_name", "category"}
    foreign = services.create_product(
        producer_id=producer(person()).pk, text=services.ProductText(name="Queso", category="cheese")
    )
    own = client.post(f"{of(maker)}/lots", LOT | {"product_name": "Queso", "category": "cheese"}).json()
    answer = client.post(f"{of(maker)}/lots", LOT | {"product_id": str(foreign.pk)})
    assert (answer.status_code, answer.json()["code"]) == (400, "product_missing")
    with pytest.raises(IntegrityError), transaction.atomic():
        # The database refuses it as well.
        _steal(own["id"], foreign)


def _steal(lot_id: str, product: Product) -> None:
    Lot.objects.filter(pk=lot_id).update(product=product)
    connection.check_constraints()


def test_products_and_photos_of_others_are_missing(maker: Producer, client: Api):
    theirs = photos.picture(producer_id=producer(person()).pk)
    refused = client.post(f"{of(maker)}/products", CHEESE | {"photo_ids": [str(theirs.pk)]})
    assert (refused.status_code, refused.json()["code"]) == (400, "picture_not_found")
    assert not Product.objects.exists()
    own = client.post(f"{of(maker)}/products", CHEESE).json()
    stranger = client_for(person())
    for address in ("products", f"products/{own['id']}", "lots"):
        assert stranger.get(f"{of(maker)}/{address}").status_code == 404


def test_lots_say_in_which_offers_they_are():
    pool = trade.pool((30, 20))
    member = pool.members[0]
    client = client_for(member.person)
    (lot,) = client.get(f"{of(member.producer)}/lots").json()["results"]
    (row,) = lot["pools"]
    assert (row["offer_name"], row["units"], row["left"], row["status"]) == ("Queso de cabra maduro", 30, 30, "open")
    listed = client.get(f"/api/v1/associations/{pool.cast.association.pk}/offers").json()["results"][0]
    assert [(share["percent"], share["mine"]) for share in listed["shares"]] == [(60, True), (40, False)]
    assert listed["shares"][0]["initials"] == member.producer.initials


def test_an_offer_shows_the_associations_photo_everywhere():
    cast = constituted_association(2)
    photo = photos.picture(association_id=cast.association.pk)
    board = client_for(cast.administrator.person)
    url = f"/api/v1/associations/{cast.association.pk}/offers"
    theirs = photos.picture(association_id=constituted_association(2).association.pk)
    text = {**CHEESE, "unit_en": "cheese", "units_en": "cheeses", "price_clp": 4990, "comuna": "04305"}
    assert board.post(url, text | {"photo_id": str(theirs.pk)}).json()["code"] == "picture_not_found"
    assert board.get(url).json()["results"] == []
    offer = board.post(url, text | {"photo_id": str(photo.pk)}).json()
    board.post(f"{url}/{offer['id']}/open")
    guest = client_for()
    shown = guest.get("/api/v1/catalog/offers").json()["results"][0]["photo"]
    assert shown == offer["photo"] == guest.get(f"/api/v1/catalog/offers/{offer['slug']}").json()["photo"]
    assert (shown["id"], shown["alt_es"], shown["sources"][-1]["type"]) == (
        str(photo.pk), "Quesos en la tabla", "image/jpeg",
    )  # fmt: skip
    member = client_for(cast.members[1].person)
    assert member.put(f"{url}/{offer['id']}/photo", {"photo_id": None}).json()["code"] == "role_missing"
    assert board.put(f"{url}/{offer['id']}/photo", {"photo_id": None}).json()["photo"] is None
    assert guest.get("/api/v1/catalog/offers").json()["results"][0]["photo"] is None


def test_what_nothing_shows_is_swept_and_what_an_offer_showed_on_sale_stays():
    pool = trade.pool((5, 5))
    association_id, who = pool.cast.association.pk, pool.cast.administrator.person
    loose, first, second, fresh = (photos.picture(association_id=association_id) for _ in range(4))
    PictureFile.objects.create(picture=loose, name="a.webp", content_type="image/webp", body=b"x")
    producer_id = pool.members[0].producer.pk
    used = photos.picture(producer_id=producer_id)
    services.create_product(
        producer_id=producer_id, text=services.ProductText(name="Otro", category="craft"), photo_ids=[used.pk]
    )
    for photo in (first, second):
        services.show_photo(
            actor=trade.actor(who), association_id=association_id, offer_id=pool.offer.pk, photo_id=photo.pk
        )
    Picture.objects.exclude(pk=fresh.pk).update(loose_since=timezone.now() - timedelta(days=2))
    # What is shown is looked at once, and then left alone.
    assert sweep_loose(10) == 4
    assert sweep_loose(10) == 0
    assert not PictureFile.objects.exists()
    assert set(Picture.objects.values_list("pk", flat=True)) == {first.pk, second.pk, used.pk, fresh.pk}
    assert OfferPhoto.objects.filter(offer=pool.offer).count() == 2


def test_lots_of_before_become_lots_of_products():
    """What the migration does to the rows of the release before."""
    pool = trade.pool((30, 20))
    alone = trade.lot(pool.members[1], 5, product_name="Ñandú 漢", category="craft")
    Lot.objects.update(product=None)
    Product.objects.all().delete()
    migration = import_module("catalog.migrations.0006_products_of_lots")
    migration.make_products(apps, None)
    assert Product.objects.count() == 3
    pooled = Lot.objects.exclude(pk=alone.pk).select_related("product")
    assert {(lot.product.name, lot.product.units_es, lot.product.net_content) for lot in pooled} == {
        ("Queso de cabra maduro", "quesos", "400 g")
    }
    alone.refresh_from_db()
    assert (alone.product.name, alone.product.units_es) == ("Ñandú 漢", "unidades")
    for name in ("Queso de cabra maduro", "Ñandú 漢", "漢字", "PISCO ~ 40°", "Añejo-2"):
        assert migration.key_of(name) == name_key(name)


def test_a_makers_photos_go_with_her(maker: Producer, client: Api):
    photo = photos.picture(producer_id=maker.pk)
    PictureFile.objects.create(picture=photo, name="a.webp", content_type="image/webp", body=b"x")
    client.post(f"{of(maker)}/products", CHEESE | {"photo_ids": [str(photo.pk)], "description_es": "De mi abuela."})
    person_id = maker.mandates.get().person_id
    copied = {section.name: list(section.rows) for _label, one in holders() for section in one.export(person_id)}
    assert copied["pictures"][0]["alt_es"] == "Quesos en la tabla"
    for _label, holder in holders():
        holder.erase(person_id)
    assert not Picture.objects.exists()
    assert not PictureFile.objects.exists()
    assert Product.objects.get().description_es == ""
