"""The words of a certificate as they were signed: a name that was changed since must not look as if somebody had forged it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from coops.territory import comuna, is_comuna
from origin.models import Certificate
from origin.queries.origin_page import Backing

_COMUNA: Final = re.compile(r"Comuna de (.*), Región de Coquimbo, Chile")
_ENGLISH: Final = re.compile(r"(.*), as (?:the producer herself|the association looked|assessed by )", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SignedWords:
    """What a certificate's own part of the page says, and the telephone compares; `units` of a lot alone are signed."""

    product: str
    association: str
    comuna: str
    seal: str
    units: int | None


def signed_words(backing: Backing, *, in_english: bool) -> SignedWords:
    """This will return the words of a certificate as signed, or as our books have them where nothing was signed."""
    ours = _ours(backing.certificate, backing.units, in_english=in_english)
    if backing.credential is None:
        return ours
    subject: dict[str, Any] = orjson.loads(backing.credential.document)["credentialSubject"]
    assessment = subject["conformityAssessment"][0]
    product = assessment["assessedProduct"][0]["product"]["name"]
    place = _COMUNA.fullmatch(assessment["assessedFacility"][0]["facility"]["name"])
    described = subject["description"].removeprefix(f"{product} meets the rules of ")
    named = _ENGLISH.match(described) if in_english else None
    measure = assessment["assessedPerformance"][0].get("measure")
    return replace(
        ours,
        product=product,
        association=subject["authorisation"][0]["issuingAuthority"]["name"],
        comuna=place[1] if place else ours.comuna,
        seal=named[1] if named else assessment["name"],
        units=measure["value"] if measure else ours.units,
    )


def _ours(certificate: Certificate, units: int | None, *, in_english: bool) -> SignedWords:
    seal, cut = certificate.seal, certificate.comuna
    return SignedWords(
        product=certificate.product_name,
        association=certificate.association.name,
        comuna=comuna(cut).name if is_comuna(cut) else cut,
        seal=seal.name_en if in_english else seal.name_es,
        units=units,
    )
