"""A photo comes in over HTTP and goes out made anew; what is no photo is refused in words and leaves nothing behind."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pytest
from PIL import Image

from accounts.models import Person
from coops.models import Producer
from pictures import services
from pictures.models import Picture, PictureFile
from tests.support import photos
from tests.support.people import client_for, constituted_association, person, producer

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Maker:
    """Who sends pictures of what she makes."""

    person: Person
    producer: Producer


@pytest.fixture
def member() -> Maker:
    return maker()


def maker() -> Maker:
    who = person()
    return Maker(who, producer(who))


def send(member: Maker, data: bytes, **form: Any) -> Any:
    return client_for(member.person).post(
        f"/api/v1/producers/{member.producer.pk}/pictures", photos.form(data, **form), format="multipart"
    )


def fetched(member: Maker, url: str) -> Image.Image:
    answer = client_for(member.person).get(url)
    assert answer.status_code == 200, answer.content
    return Image.open(io.BytesIO(answer.content))


def colour(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """This will return red, green and blue at a place."""
    found = picture.convert("RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def test_a_photo_is_shown_upright_in_several_sizes_and_tells_nothing(member: Maker):
    answer = send(member, photos.told_everything(), alt_es="Quesos en la tabla")
    assert answer.status_code == 201, answer.content
    picture = answer.json()
    assert (picture["width"], picture["height"], picture["alt_es"], picture["alt_en"]) == (
        600, 800, "Quesos en la tabla", "",
    )  # fmt: skip
    assert [(source["width"], source["type"]) for source in picture["sources"]] == [
        (320, "image/webp"), (600, "image/webp"), (600, "image/jpeg"),
    ]  # fmt: skip
    for source in picture["sources"]:
        shown = fetched(member, source["url"])
        assert shown.format == source["type"].partition("/")[2].upper()
        assert shown.size == (source["width"], round(source["width"] * 4 / 3))
        # The camera was held sideways: its upper side is the right one.
        assert colour(shown, shown.width - 5, 5)[0] > 200
        assert colour(shown, 5, 5)[2] > 200
        assert not shown.getexif()
        assert not shown.info.keys() & {"exif", "comment", "icc_profile", "xmp"}
    assert not [file for file in PictureFile.objects.all() if photos.SECRET in bytes(file.body)]
    assert not [file for file in PictureFile.objects.all() if b"<script" in bytes(file.body)]


def test_an_address_is_kept_for_ever_and_opens_as_nothing_but_a_picture(member: Maker):
    url = send(member, photos.photo()).json()["sources"][0]["url"]
    guest = client_for()
    answer = guest.get(url)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert guest.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert guest.get("/media/" + "0" * 32 + ".webp").json()["code"] == "not_found"
    for odd in ("/media/../settings.py", "/media/", "/media/" + "A" * 32 + ".webp", "/media/x.svg"):
        assert guest.get(odd).status_code == 404


def test_the_same_photo_once_more_is_the_same_picture(member: Maker):
    first = send(member, photos.photo()).json()
    again = send(member, photos.photo(), alt_en="Cheese").json()
    assert again == first | {"alt_en": "Cheese"}
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 400, "picture_empty"),
        (b"\x00", 415, "picture_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "picture_unknown"),
        (
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            415,
            "picture_unknown",
        ),
        (b"<html><script>alert(1)</script>", 415, "picture_unknown"),
        (b"GIF89a" + b"\x00" * 40, 415, "picture_unknown"),
        (b"%PDF-1.7\n", 415, "picture_unknown"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", 415, "picture_heic"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 60, 422, "picture_broken"),
        (photos.photo(form="PNG")[:700], 422, "picture_broken"),
        (photos.photo(1200, 900, quality=95)[:4000], 422, "picture_broken"),
        (photos.photo(form="WEBP")[:90], 422, "picture_broken"),
        (photos.photo(progressive=True) + b"\xff\xda" * 100, 422, "picture_broken"),
        (photos.bomb(20_000, 10_000), 422, "picture_too_many_pixels"),
        (photos.bomb(2**31 - 1, 2**31 - 1), 422, "picture_too_many_pixels"),
        (photos.photo(150, 600), 422, "picture_too_small"),
        (photos.photo(200, 1200), 422, "picture_too_long"),
        (photos.moving("WEBP"), 415, "picture_animated"),
        (photos.moving("PNG"), 415, "picture_animated"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_photo_is_refused_and_nothing_is_kept(member: Maker, data: bytes, status: int, code: str):
    answer = send(member, data)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        photos.photo(mode="CMYK"),
        photos.photo(form="PNG", mode="RGBA"),
        photos.photo(form="PNG", mode="P"),
        photos.photo(form="WEBP", mode="RGBA", lossless=True),
        photos.moving("MPO"),
    ],
    ids=["cmyk", "seen through", "palette", "webp", "two pictures of one camera"],
)
def test_photos_of_every_kind_come_out_the_same(member: Maker, data: bytes):
    picture = send(member, data, name="../../etc/passwd.svg", content_type="text/html").json()
    shown = fetched(member, picture["sources"][-1]["url"])
    assert (shown.format, shown.mode) == ("JPEG", "RGB")
    red, _green, blue = colour(shown, 10, 10)
    assert red > 200
    assert blue < 60


def test_sixteen_bits_of_grey_stay_grey(member: Maker):
    picture = send(member, photos.sixteen_bits()).json()
    assert all(110 < value < 145 for value in colour(fetched(member, picture["sources"][-1]["url"]), 10, 10))


def test_a_form_without_one_photo_is_told_so(member: Maker):
    client = client_for(member.person)
    url = f"/api/v1/producers/{member.producer.pk}/pictures"
    two = photos.form(photos.photo()) | {"another": photos.form(photos.photo())["picture"]}
    for answer in (
        client.post(url, {"alt_es": "nada"}, format="multipart"),
        client.post(url, two, format="multipart"),
        client.post(url, {"picture": "words"}, format="multipart"),
        client.post(url, {"picture": "words"}, format="json"),
        client.post(url, photos.photo(), content_type="image/jpeg"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (400, "picture_not_sent"), answer.content
    hidden = send(member, photos.photo(), alt_es="a\u202eb")
    assert hidden.json()["errors"][0] | {"detail": ""} == {"attr": "alt_es", "code": "hidden_characters", "detail": ""}
    assert not Picture.objects.exists()


def test_what_is_too_heavy_is_not_read(member: Maker):
    url = f"/api/v1/producers/{member.producer.pk}/pictures"
    heavy = client_for(member.person).post(
        url, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(services.MOST_BYTES * 2)
    )
    assert (heavy.status_code, heavy.json()["code"]) == (413, "picture_too_large")
    assert "15" in heavy.json()["detail"]


def test_pictures_are_their_owners(member: Maker):
    picture = send(member, photos.photo()).json()
    url = f"/api/v1/producers/{member.producer.pk}/pictures/{picture['id']}"
    told = client_for(member.person).patch(url, {"alt_es": "Otra cosa"})
    assert told.json()["alt_es"] == "Otra cosa"
    neighbour = maker()
    theirs = f"/api/v1/producers/{neighbour.producer.pk}/pictures/{picture['id']}"
    for who, address in ((person(), url), (neighbour.person, url), (neighbour.person, theirs)):
        assert client_for(who).patch(address, {"alt_es": "Mío"}).status_code == 404


def test_an_owner_has_no_endless_room(member: Maker, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(services, "MOST_PICTURES", 1)
    assert send(member, photos.photo()).status_code == 201
    full = send(member, photos.photo(700, 600))
    assert (full.status_code, full.json()["code"]) == (409, "too_many_pictures")
    assert send(member, photos.photo()).status_code == 201


def test_the_board_sends_pictures_for_the_association():
    cast = constituted_association(2)
    url = f"/api/v1/associations/{cast.association.pk}/pictures"
    sent = client_for(cast.administrator.person).post(url, photos.form(photos.photo()), format="multipart")
    assert sent.status_code == 201
    refused = client_for(cast.members[1].person).post(url, photos.form(photos.photo()), format="multipart")
    assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
