"""What pictures keep of a person: the photographs of those who make things and are hers alone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounts.holders import Holder, Section, register
from coops import queries as coops
from pictures.models import Picture, PictureFile


def _export(person_id: UUID) -> Iterable[Section]:
    owned = Picture.objects.filter(producer_id__in=coops.owned_producers(person_id))
    yield Section("pictures", owned.values("producer__name", "alt_es", "alt_en", "sources", "created_at"))


def _erase(person_id: UUID) -> None:
    hers = Picture.objects.filter(producer_id__in=coops.owned_alone(person_id))
    PictureFile.objects.filter(picture__in=hers).delete()
    hers.delete()


register("pictures", Holder(export=_export, erase=_erase))
