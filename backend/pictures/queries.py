"""What the views and other rooms may ask of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pictures.models import Picture, PictureFile

# A picture `p` as the API shows it, for the statements in which the database writes the JSON.
SHOWN = """CASE WHEN p.id IS NOT NULL THEN jsonb_build_object(
  'id', p.id, 'width', p.width, 'height', p.height, 'alt_es', p.alt_es, 'alt_en', p.alt_en, 'sources', p.sources) END"""


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


def file_named(name: str) -> StoredFile | None:
    """This will return a file by its name, or None."""
    row = PictureFile.objects.filter(name=name).values_list("content_type", "body").first()
    return None if row is None else StoredFile(row[0], bytes(row[1]))
