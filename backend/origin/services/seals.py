"""An association's own seals: its board writes their rules. No vote is needed, and none can change them: see decision 0027."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coops import queries as coops
from coops.models import Association
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from lib.ids import new_id
from origin import events, requirements
from origin.models import Seal
from origin.services import records
from origin.services.applications import AssociationSellsNothing

MOST_OWN: Final = 30
_ZONE: Final = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}")
# Words of names that the law or a register gives, as `_plain` has them: an association's own may not look like one.
_RESERVED: Final = (
    "denominacion de origen", "denominaciones de origen", "denomination of origin", "designation of origin", "appellation",
    "indicacion geografica", "indicacion de origen", "geographical indication", "indication of origin", "sello de origen",
    "marca colectiva", "collective mark", "marca de certificacion", "certification mark", "inapi", "sag", "d o", "i g",
    "d o p", "i g p", "dop", "igp",
)  # fmt: skip


class RequirementsInvalid(DomainError):
    """A requirement isn't of its shape; `errors` says which and why."""

    status = 400
    code = "requirements_invalid"
    title = _("The requirements can't be like that.")


class ZoneInvalid(DomainError):
    """What isn't the beginning of a comuna's code."""

    status = 400
    code = "zone_invalid"
    title = _("A zone is made of codes of regions (04), provinces (041) or comunas (04101).")


class SealNameReserved(DomainError):
    """It would look like a name by law or from a register."""

    status = 400
    code = "seal_name_reserved"
    title = _("That name sounds like an official one. Call your own certificate something that nobody can mistake.")


class SealNameTaken(DomainError):
    """The association has one of this name."""

    code = "seal_name_taken"
    title = _("The association has a seal of that name already.")


class TooManySeals(DomainError):
    """So many and no more."""

    status = 429
    code = "too_many_seals"
    title = _("An association can have up to thirty seals of its own.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealText:
    """What an own seal says and demands."""

    name_es: str
    name_en: str
    about_es: str = ""
    about_en: str = ""
    rules_es: str = ""
    rules_en: str = ""
    zone: Sequence[str] = ()
    requirements: Sequence[Any] = field(default_factory=list)


@transaction.atomic
def create_seal(*, actor: Actor, association_id: UUID, text: SealText) -> Seal:
    """This will make an association's own seal.

    :raises AssociationSellsNothing: if it isn't constituted. :raises TooManySeals, SealNameTaken, SealNameReserved.
    :raises ZoneInvalid, RequirementsInvalid: if its rules can't be read.
    """
    person_id = records.person(actor)
    if not coops.may_sell(association_id):
        raise AssociationSellsNothing
    _check_names(text.name_es, text.name_en)
    check_rules(text.zone, text.requirements)
    slug = _slug(association_id, text.name_es)
    own = Seal.objects.filter(association_id=association_id)
    if own.count() >= MOST_OWN:
        raise TooManySeals
    seal, is_new = Seal.objects.get_or_create(
        slug=slug,
        defaults={
            "id": new_id(),
            "kind": Seal.Kind.OWN,
            "association_id": association_id,
            **_fields(text),
        },
    )
    if not is_new:
        raise SealNameTaken
    outbox.record(
        events.SealCreated(association_id=association_id, seal_id=seal.pk, person_id=person_id),
        key=seal.pk,
        streams=[f"association:{association_id}", "catalog"],
    )
    return seal


@transaction.atomic
def update_seal(*, actor: Actor, association_id: UUID, seal_id: UUID, text: SealText, given_up: bool = False) -> Seal:
    """This will change an own seal. New rules hold for what is packed from now on: what was certified stays so.

    `given_up`: nobody applies for it or packs under it any more.

    :raises NotFound: if the association has no such own seal. :raises SealNameReserved: as it says.
    :raises ZoneInvalid, RequirementsInvalid: if its rules can't be read.
    """
    seal = Seal.objects.select_for_update(no_key=True).filter(pk=seal_id, association_id=association_id).first()
    if seal is None:
        raise NotFound
    # A name that became an official one after it stood here can still be given up, and its rules be changed.
    _check_names(*({text.name_es, text.name_en} - {seal.name_es, seal.name_en}))
    check_rules(text.zone, text.requirements)
    fields = _fields(text) | {"status": Seal.Status.CANCELLED if given_up else Seal.Status.NONE}
    if all(getattr(seal, name) == value for name, value in fields.items()):
        return seal
    if (seal.zone, seal.requirements) != (fields["zone"], fields["requirements"]):
        seal.version += 1
    for name, value in fields.items():
        setattr(seal, name, value)
    seal.save()
    outbox.record(
        events.SealChanged(
            association_id=association_id, seal_id=seal.pk, seal_version=seal.version, person_id=records.person(actor)
        ),
        key=seal.pk,
        streams=[f"association:{association_id}", "catalog"],
    )
    return seal


def check_rules(zone: Sequence[str], raw: Sequence[Any]) -> None:
    """This will pass if zone and requirements can be read.

    :raises ZoneInvalid, RequirementsInvalid: if not.
    """
    if len(zone) > requirements.MOST_NAMES or not all(_ZONE.fullmatch(one) for one in zone):
        raise ZoneInvalid
    try:
        requirements.read(raw)
    except requirements.RequirementInvalid as refused:
        error = {"code": "requirement_invalid", "detail": str(refused.message), "attr": refused.place}
        raise RequirementsInvalid(errors=[error]) from None


def _check_names(*names: str) -> None:
    """None of the words of an authority, none of the names that are nobody's own, and no letters that only look alike."""
    given = Seal.objects.exclude(kind=Seal.Kind.OWN).values_list("name_es", "name_en")
    reserved = {*_RESERVED, *(_plain(name) for both in given for name in both)} - {""}
    for name in names:
        plain = f" {_plain(name)} "
        if not plain.isascii() or any(f" {words} " in plain for words in reserved):
            raise SealNameReserved


def _plain(name: str) -> str:
    """The name's letters and numbers in small, without accents, words parted by single blanks."""
    shown = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if unicodedata.category(sign) not in ("Mn", "Cf")
    )
    return " ".join("".join(sign if sign.isalnum() else " " for sign in shown.casefold()).split())


def _fields(text: SealText) -> dict[str, Any]:
    return {
        "name_es": text.name_es,
        "name_en": text.name_en,
        "about_es": text.about_es,
        "about_en": text.about_en,
        "rules_es": text.rules_es,
        "rules_en": text.rules_en,
        "zone": sorted(set(text.zone)),
        "requirements": list(text.requirements),
    }


def _slug(association_id: UUID, name: str) -> str:
    association = Association.objects.filter(pk=association_id).values_list("slug", flat=True).get()
    return f"{association[:45]}-{slugify(name)[:34]}".strip("-")
