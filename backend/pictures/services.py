"""Commands about pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lib.errors import DomainError, NotFound
from pictures import making
from pictures.models import Picture, PictureFile

MOST_BYTES: Final = 15_000_000
# What one producer or association keeps; with the day until unused ones are swept, room for mistakes too.
MOST_PICTURES: Final = 400
KEPT_LOOSE: Final = "1 day"
_EXTENSIONS: Final = {"image/webp": "webp", "image/jpeg": "jpg"}


class TooManyPictures(DomainError):
    """A producer or an association keeps so many and no more."""

    code = "too_many_pictures"
    title = _("You have reached the limit of photos. Take out some that you don't use; they are removed after a day.")
    detail = _("The limit is %(most)s.")


class PictureMissing(DomainError):
    """There is no such picture of this owner."""

    status = 400
    code = "picture_not_found"
    title = _("The photo is not there any more. Choose it again.")


def take_picture(*, sent: bytes, alt_es: str = "", alt_en: str = "", **owner: UUID) -> Picture:
    """This will make the picture anew and keep it for its owner; the same bytes once more are the same picture.

    `owner` is producer_id or association_id.
    Who may is asked by the address. Nothing is kept of a picture that is refused.

    :raises DomainError: why it can't be used (pictures.making). :raises TooManyPictures: if the owner has too many.
    """
    digest = hashlib.sha256(sent).hexdigest()
    words = {name: text for name, text in (("alt_es", alt_es), ("alt_en", alt_en)) if text}
    known = Picture.objects.filter(**owner, sent_digest=digest)
    # Shown by something or not: it isn't swept before the form that it was chosen for is sent.
    if not known.update(loose_since=Now(), **words):
        if Picture.objects.filter(**owner).count() >= MOST_PICTURES:
            raise TooManyPictures(most=MOST_PICTURES)
        _keep(making.make(sent), owner, digest, words)
    return known.get()


def describe_picture(*, picture_id: UUID, changes: Mapping[str, str], **owner: UUID) -> Picture:
    """This will change what is said about a picture to who doesn't see it: alt_es, alt_en.

    :raises NotFound: if it isn't the owner's.
    """
    picture = Picture.objects.filter(pk=picture_id, **owner).first()
    if picture is None:
        raise NotFound
    for name in changes.keys() & {"alt_es", "alt_en"}:
        setattr(picture, name, changes[name])
    picture.save(update_fields=["alt_es", "alt_en"])
    return picture


def take_up(picture_ids: Iterable[UUID], **owner: UUID) -> list[Picture]:
    """This will return these pictures of one owner in the order of the ids, for something to show them.

    Call it in the transaction that begins to show them. `owner` is producer_id or association_id.

    :raises PictureMissing: if one isn't the owner's.
    """
    wanted = list(picture_ids)
    found = Picture.objects.select_for_update(no_key=True).filter(pk__in=wanted, **owner)
    by_id = {picture.pk: picture for picture in found.order_by("pk")}
    if missing := [picture_id for picture_id in wanted if picture_id not in by_id]:
        raise PictureMissing(picture_id=str(missing[0]))
    Picture.objects.filter(pk__in=wanted).update(loose_since=None)
    return [by_id[picture_id] for picture_id in wanted]


def let_go(picture_ids: Iterable[UUID]) -> None:
    """This will note that something stopped showing the pictures; a day later, what nothing shows is swept."""
    Picture.objects.filter(pk__in=list(picture_ids)).update(loose_since=Now())


def sweep_loose(limit: int) -> int:
    """This will look at up to `limit` pictures that may be loose for a day, remove those that nothing shows, and count.

    Whoever begins to show a picture locks it by its key; locked here first, nobody can begin while we look.
    """
    shown = " OR ".join(
        ["false", *(f"EXISTS (SELECT FROM {table} WHERE {table}.{column} = p.id)" for table, column in _pointing())]
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM pictures_picture WHERE loose_since < now() - interval '{KEPT_LOOSE}'"  # noqa: S608
            " ORDER BY loose_since LIMIT %s FOR UPDATE SKIP LOCKED",
            [limit],
        )
        due = [row[0] for row in cursor.fetchall()]
        if not due:
            return 0
        cursor.execute(f"SELECT id FROM pictures_picture AS p WHERE id = ANY(%s) AND ({shown})", [due])  # noqa: S608
        kept = {row[0] for row in cursor.fetchall()}
        Picture.objects.filter(pk__in=kept).update(loose_since=None)
        PictureFile.objects.filter(picture_id__in=set(due) - kept).delete()
        Picture.objects.filter(pk__in=set(due) - kept).delete()
    return len(due)


def _pointing() -> list[tuple[str, str]]:
    """The columns of other rooms that point at pictures, as their models say: this room knows none of them."""
    return [
        (model._meta.db_table, field.attname)
        for model in apps.get_models()
        if model is not PictureFile
        for field in model._meta.concrete_fields
        if field.related_model is Picture
    ]


def _keep(files: list[making.MadeFile], owner: Mapping[str, UUID], digest: str, words: Mapping[str, str]) -> None:
    names = [f"{hashlib.sha256(file.body).hexdigest()[:32]}.{_EXTENSIONS[file.content_type]}" for file in files]
    widest = max(files, key=lambda file: file.width)
    sources = [
        {"url": f"/media/{name}", "width": file.width, "type": file.content_type}
        for name, file in zip(names, files, strict=True)
    ]
    with transaction.atomic():
        # Two at the same moment make one.
        picture, made = Picture.objects.get_or_create(
            **owner,
            sent_digest=digest,
            defaults={"width": widest.width, "height": widest.height, "sources": sources, **words},
        )
        if made:
            PictureFile.objects.bulk_create(
                PictureFile(picture=picture, name=name, content_type=file.content_type, body=file.body)
                for name, file in zip(names, files, strict=True)
            )
