"""What the views and other rooms may ask of pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lib.errors import DomainError
from pictures.models import Picture, PictureFile

# A picture `p` as the API shows it, for the statements in which the database writes the JSON.
SHOWN = """CASE WHEN p.id IS NOT NULL THEN jsonb_build_object(
  'id', p.id, 'width', p.width, 'height', p.height, 'alt_es', p.alt_es, 'alt_en', p.alt_en, 'sources', p.sources) END"""


class PictureMissing(DomainError):
    """There is no such picture of this owner."""

    status = 400
    code = "picture_not_found"
    title = _("The photo is not there any more. Choose it again.")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a picture."""

    content_type: str
    body: bytes


def shown(picture: Picture | None) -> dict[str, Any] | None:
    """This will return a picture as the API shows it, or None where there is none."""
    if picture is None:
        return None
    return {
        "id": picture.pk,
        "width": picture.width,
        "height": picture.height,
        "alt_es": picture.alt_es,
        "alt_en": picture.alt_en,
        "sources": picture.sources,
    }


def pictures_of(ids: Iterable[UUID], **owner: UUID) -> list[Picture]:
    """This will return these pictures of one owner in the order of the ids, locked against being swept.

    `owner` is producer_id or association_id.

    :raises PictureMissing: if one isn't the owner's.
    """
    wanted = list(ids)
    found = Picture.objects.select_for_update(no_key=True).filter(pk__in=wanted, **owner)
    by_id = {picture.pk: picture for picture in found.order_by("pk")}
    if missing := [picture_id for picture_id in wanted if picture_id not in by_id]:
        raise PictureMissing(picture_id=str(missing[0]))
    return [by_id[picture_id] for picture_id in wanted]


def file_named(name: str) -> StoredFile | None:
    """This will return a file by its name, or None."""
    row = PictureFile.objects.filter(name=name).values_list("content_type", "body").first()
    return None if row is None else StoredFile(row[0], bytes(row[1]))
