"""The words of a certificate as they were signed: a name that was changed since must not look as if somebody had forged it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from coops.territory import comuna, is_comuna
from origin.conformity import ASSESSOR_LEVELS, SEAL_KIND
from origin.models import Certificate, Seal
from origin.queries.origin_page import Backing
from origin.queries.readiness import assessed_by, of_association_itself

_COMUNA: Final = re.compile(r"Comuna de (.*), Región de Coquimbo, Chile")
_ENGLISH: Final = re.compile(
    r"(.*), as (?:the producer herself|the association itself|the association looked|assessed by )", re.DOTALL
)
_ASSESSORS: Final = {level: assessor for assessor, level in ASSESSOR_LEVELS.items()}


@dataclass(frozen=True, slots=True)
class SignedWords:
    """What a certificate's own part of the page says, and the reader's device compares; `units` of a lot alone are signed.

    `itself`: the association that answers for it made it. `body` is who assessed it from outside; empty where nobody did.
    """

    product: str
    association: str
    itself: bool
    comuna: str
    seal: str
    kind: Seal.Kind
    assessor: Certificate.Assessor
    body: str
    units: int | None


def signed_words(backing: Backing, *, in_english: bool) -> SignedWords:
    """This will return the words of a certificate as signed, or as our books have them where nothing was signed."""
    ours = _ours(backing, in_english=in_english)
    if backing.credential is None:
        return ours
    subject: dict[str, Any] = orjson.loads(backing.credential.document)["credentialSubject"]
    assessment = subject["conformityAssessment"][0]
    product = assessment["assessedProduct"][0]["product"]["name"]
    place = _COMUNA.fullmatch(assessment["assessedFacility"][0]["facility"]["name"])
    described = subject["description"].removeprefix(f"{product} meets the rules of ")
    named = _ENGLISH.match(described) if in_english else None
    answers = subject["authorisation"][0]["issuingAuthority"]
    measure = assessment["assessedPerformance"][0].get("measure")
    kind = next((one for one in subject["referenceScheme"]["type"] if one.startswith(SEAL_KIND)), None)
    return replace(
        ours,
        product=product,
        association=answers["name"],
        itself=subject["issuedToParty"]["id"] == answers["id"],
        comuna=place[1] if place else ours.comuna,
        seal=named[1] if named else assessment["name"],
        kind=Seal.Kind(kind.removeprefix(SEAL_KIND)) if kind else ours.kind,
        assessor=_ASSESSORS[subject["assessorLevel"]],
        body=_body(subject, assessment),
        units=measure["value"] if measure else ours.units,
    )


def _body(subject: dict[str, Any], assessment: dict[str, Any]) -> str:
    """The body from outside: the description ends with it, but for the units that were packed."""
    units = assessment["assessedPerformance"][0].get("measure", {}).get("value")
    lot = assessment["assessedProduct"][0]["product"].get("batchNumber")
    who = subject["description"].removesuffix(f" {units} units of lot {lot} were packed under it.")
    _rest, found, body = who.partition(", as assessed by ")
    return body.removesuffix(".") if found else ""


def _ours(backing: Backing, *, in_english: bool) -> SignedWords:
    certificate = backing.certificate
    seal, cut = certificate.seal, certificate.comuna
    return SignedWords(
        product=certificate.product_name,
        association=certificate.association.name,
        itself=of_association_itself(certificate),
        comuna=comuna(cut).name if is_comuna(cut) else cut,
        seal=seal.name_en if in_english else seal.name_es,
        kind=Seal.Kind(seal.kind),
        assessor=assessed_by(certificate, backing.inspections),
        body=certificate.assessor_name,
        units=backing.units,
    )
