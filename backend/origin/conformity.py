"""What a credential says, after UN/CEFACT's Digital Conformity Credential 0.7.0. Never a person's or a producer's name, nor a RUT."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from catalog.models import Lot
from coops.territory import comuna, is_comuna
from origin import did, requirement_words, requirements
from origin.models import Certificate, Inspection, Seal, StatusList
from origin.queries.readiness import assessed_by, of_association_itself

CONTEXTS: Final = ("https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/")
# A member looks at her own; an association at its members': it knows them, so that it is never a third party.
ASSESSOR_LEVELS: Final[dict[Certificate.Assessor, str]] = {
    Certificate.Assessor.SELF: "self",
    Certificate.Assessor.ASSOCIATION: "membership",
    Certificate.Assessor.EXTERNAL: "3rdParty",
}
# Names without an address of their own, as RFC 4151 has it.
_NAMED: Final = "tag:minga.cl,2026:"
# What kind of name it is, as a further type of its scheme: one that is registered must not be told of an association's own.
SEAL_KIND: Final = f"{_NAMED}seal-kind:"
_PIECE: Final = "C62"


def moment(at: datetime) -> str:
    """This will return a moment as credentials write it: UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def address_of(credential_id: UUID) -> str:
    """This will return where a credential is to be had, which is its id too."""
    return f"{settings.PUBLIC_ORIGIN}/credentials/{credential_id}"


def address_of_list(purpose: str, number: int) -> str:
    """This will return where a status list is to be had."""
    return f"{settings.PUBLIC_ORIGIN}/credentials/status/{purpose}/{number}"


def credential(
    *,
    credential_id: UUID,
    certificate: Certificate,
    status_number: int,
    status_index: int,
    at: datetime,
    lot: Lot | None = None,
    units: int = 0,
) -> dict[str, Any]:
    """This will return the credential of a certificate, or that `units` of a lot were packed under it, not yet signed.

    :raises ValueError: if the certificate was not issued.
    """
    if certificate.valid_from is None or certificate.valid_until is None:
        raise ValueError("only a certificate that was issued can be shown")
    since = certificate.valid_from if lot is None else max(certificate.valid_from, at)
    thing = f"{certificate.product_name}, lote {lot.code}" if lot else certificate.product_name
    return {
        "@context": list(CONTEXTS),
        "id": address_of(credential_id),
        "type": ["DigitalConformityCredential", "VerifiableCredential"],
        "issuer": {"type": ["CredentialIssuer"], "id": did.issuer(), "name": "Minga"},
        "validFrom": moment(since),
        "validUntil": moment(certificate.valid_until),
        "name": f"{certificate.seal.name_es}: {thing}",
        "credentialStatus": [_entry(purpose, status_number, status_index) for purpose in StatusList.Purpose],
        "credentialSubject": _attestation(certificate, lot, units, at),
    }


def _entry(purpose: str, number: int, index: int) -> dict[str, str]:
    address = address_of_list(purpose, number)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": str(purpose),
        # The Recommendation wants a text; UNTP's schema asks for a number and is wrong in that.
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def _attestation(certificate: Certificate, lot: Lot | None, units: int, at: datetime) -> dict[str, Any]:
    seal = certificate.seal
    level = _assessor_level(certificate)
    kinds = ["ConformityScheme", f"{SEAL_KIND}{seal.kind}"]
    scheme = {"type": kinds, "id": _seal_address(seal), "name": seal.name_es}
    return {
        "type": ["ConformityAttestation"],
        "id": _about(certificate, lot, "certificate"),
        "name": f"{seal.name_es} {certificate.code}",
        "description": _description(certificate, lot, units),
        "assessorLevel": level,
        "assessmentLevel": "no-endorsement" if level == "3rdParty" else "scheme-self",
        "attestationType": "certification" if level == "3rdParty" else "declaration",
        "issuedToParty": _holder(certificate),
        "authorisation": [
            {
                "name": f"{certificate.association.name} issued it and answers for it",
                "issuingAuthority": _association(certificate),
            }
        ],
        "referenceScheme": scheme,
        "referenceProfile": {
            "type": ["ConformityProfile"],
            "id": f"{_seal_address(seal)}#v{seal.version}",
            "name": f"{seal.name_es}, reglas n.º {seal.version}",
        },
        "conformityCertificate": {
            "linkURL": _page_address(certificate),
            "linkName": f"{seal.name_es} {certificate.code}",
            "mediaType": "text/html",
        },
        "conformityAssessment": [_assessment(certificate, lot, units, at)],
    }


def _assessor_level(certificate: Certificate) -> str:
    passed = certificate.inspections.filter(outcome=Inspection.Outcome.PASSED)
    return ASSESSOR_LEVELS[assessed_by(certificate, passed)]


def _assessment(certificate: Certificate, lot: Lot | None, units: int, at: datetime) -> dict[str, Any]:
    seal = certificate.seal
    performance: dict[str, Any] = {"score": {"code": "conforms", "definition": "Meets the rules that are named here."}}
    if lot is not None:
        metric = {
            "type": ["PerformanceMetric"],
            "id": f"{_NAMED}metric:packed",
            "name": "Units packed under the certificate",
        }
        performance = {"metric": metric, "measure": {"value": units, "unit": _PIECE}} | performance
    product = {"type": ["Product"], "id": _product_id(certificate, lot), "name": certificate.product_name}
    facility = {
        "type": ["Facility"],
        "id": f"{_NAMED}comuna:{certificate.comuna}",
        "name": f"Comuna de {_comuna(certificate.comuna)}, Región de Coquimbo, Chile",
    }
    return {
        "type": ["ConformityAssessment"],
        "id": _about(certificate, lot, "assessment"),
        "name": seal.name_es,
        "assessmentCriteria": _criteria(seal),
        "assessmentDate": timezone.localdate(at if lot else certificate.issued_at or at).isoformat(),
        "assessedPerformance": [performance],
        "assessedProduct": [{"product": product | ({"batchNumber": lot.code} if lot else {}), "idVerifiedByCAB": True}],
        "assessedFacility": [{"facility": facility, "idVerifiedByCAB": False}],
        "conformityTopic": [
            {"type": ["ConformityTopic"], "id": f"{_NAMED}topic:origin", "name": "geographical origin of a product"}
        ],
        "conformance": True,
    }


def _criteria(seal: Seal) -> list[dict[str, Any]]:
    """The rules in words, as the seal's own page has them."""
    address = f"{_seal_address(seal)}#v{seal.version}"
    said = requirement_words.sentences(requirements.read(seal.requirements))
    rules = [(f"{address}-{number}-{one.rule}", one.es) for number, one in enumerate(said, 1)]
    return [
        {"type": ["Criterion"], "id": criterion, "name": words}
        for criterion, words in rules or [(f"{address}-rules", "Reglas de uso")]
    ]


def _description(certificate: Certificate, lot: Lot | None, units: int) -> str:
    who = {
        "self": "as the association itself declares, which makes it"
        if of_association_itself(certificate)
        else "as the producer herself declares",
        "membership": "as the association looked at its own member's product; no third party did",
        "3rdParty": f"as assessed by {certificate.assessor_name}",
    }[_assessor_level(certificate)]
    packed = f" {units} units of lot {lot.code} were packed under it." if lot else ""
    return f"{certificate.product_name} meets the rules of {certificate.seal.name_en}, {who}.{packed}"


def _holder(certificate: Certificate) -> dict[str, Any]:
    """A member by her association and comuna; an association that makes it itself is no member of its own."""
    if of_association_itself(certificate):
        return _association(certificate)
    return {
        "type": ["Party"],
        "id": _about(certificate, None, "member"),
        "name": f"{certificate.association.name}, socio de {_comuna(certificate.comuna)}",
    }


def _association(certificate: Certificate) -> dict[str, Any]:
    association = certificate.association
    return {
        "type": ["Party"],
        "id": f"{settings.PUBLIC_ORIGIN}/asociaciones/{association.slug}",
        "name": association.name,
    }


def _product_id(certificate: Certificate, lot: Lot | None) -> str:
    return f"urn:uuid:{lot.pk}" if lot else f"urn:uuid:{certificate.product_id}"


def _page_address(certificate: Certificate) -> str:
    """Where people read the same."""
    return f"{settings.PUBLIC_ORIGIN}/o/{certificate.code}"


def _about(certificate: Certificate, lot: Lot | None, what: str) -> str:
    return f"{_page_address(certificate)}#{what}" + (f"-{quote(lot.code, safe='')}" if lot else "")


def _seal_address(seal: Seal) -> str:
    return f"{settings.PUBLIC_ORIGIN}/api/v1/seals/{seal.slug}"


def _comuna(cut: str) -> str:
    # A name by law may reach beyond the region whose comunas we know.
    return comuna(cut).name if is_comuna(cut) else cut
