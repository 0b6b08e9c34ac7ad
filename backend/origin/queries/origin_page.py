"""What `/o/<code>` tells a stranger about a lot or a certificate: facts that were stored, and nobody's name who hides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from catalog.models import CoverGrant, Lot, LotInput, Offer
from coops.models import Producer
from lib.clock import database_now
from lib.errors import NotFound
from origin.codes import read_code
from origin.models import Certificate, CertificateStep, Credential, Inspection, OriginCode

# A certificate that was never issued has no page.
_SHOWN = (Certificate.Status.ISSUED, Certificate.Status.SUSPENDED, Certificate.Status.REVOKED)
_MOST_INPUTS = 12


@dataclass(frozen=True, slots=True)
class Backing:
    """One certificate behind a lot; `state` is how it stands now: valid, not_yet, expired, suspended or revoked."""

    certificate: Certificate
    state: str
    since: datetime | None
    reason: str
    units: int | None
    inspected_on: date | None
    inspections: list[Inspection]
    packed_at: datetime | None
    credential: Credential | None


@dataclass(frozen=True, slots=True)
class OriginPage:
    """`lot` is None on the page of a certificate; `producer` is what she lets strangers see, if it isn't the association."""

    code: str
    product_name: str
    category: str
    net_content: str
    comuna: str
    lot: Lot | None
    producer: str
    inputs: list[Lot]
    backings: list[Backing]
    offer: Offer | None


def page(typed: str) -> OriginPage:
    """This will return what stands behind a code, as somebody typed it: a lot's, or a certificate's.

    :raises NotFound: if nothing that may be shown has this code.
    """
    code = read_code(typed)
    if code is None:
        raise NotFound
    known = OriginCode.objects.select_related("lot__product", "lot__producer").filter(pk=code).first()
    if known is not None:
        inputs = LotInput.objects.filter(lot=known.lot).select_related("input_lot")
        found = label(code, known.lot)
        if found is None:
            raise NotFound
        return replace(
            found,
            inputs=[row.input_lot for row in inputs.order_by("input_lot__made_on", "id")[:_MOST_INPUTS]],
            offer=_offer(contributions__lot=known.lot),
        )
    certificate = _certificates().filter(code=code).first()
    if certificate is None:
        raise NotFound
    return _of_certificate(certificate)


def _certificates() -> QuerySet[Certificate]:
    return Certificate.objects.filter(status__in=_SHOWN).select_related("seal", "association", "product", "producer")


def label(code: str, lot: Lot) -> OriginPage | None:
    """This will return what a label has room for: the page without what the lot was made of and where it is on sale.

    None where nothing stands behind it that may be shown. The lot comes with its product and its producer.
    """
    grants = {row.cover_id: row for row in CoverGrant.objects.filter(lot=lot)}
    backings = _backings(list(_certificates().filter(pk__in=grants).order_by("-valid_until", "id")), lot, grants)
    if not backings:
        return None
    return OriginPage(
        code=code,
        # In the words of the certificate: they are what is signed.
        product_name=backings[0].certificate.product_name,
        category=lot.category,
        net_content=lot.product.net_content if lot.product else "",
        comuna=backings[0].certificate.comuna,
        lot=lot,
        producer=_shown_name(lot.producer),
        inputs=[],
        backings=backings,
        offer=None,
    )


def _of_certificate(certificate: Certificate) -> OriginPage:
    return OriginPage(
        code=certificate.code,
        product_name=certificate.product_name,
        category=certificate.category,
        net_content=certificate.product.net_content,
        comuna=certificate.comuna,
        lot=None,
        producer=_shown_name(certificate.producer),
        inputs=[],
        backings=_backings([certificate], None, {}),
        offer=_offer(contributions__lot__product=certificate.product_id),
    )


def _backings(certificates: Sequence[Certificate], lot: Lot | None, grants: dict[UUID, CoverGrant]) -> list[Backing]:
    steps: dict[UUID, list[CertificateStep]] = {}
    for step in CertificateStep.objects.filter(certificate__in=certificates).order_by("at", "id"):
        steps.setdefault(step.certificate_id, []).append(step)
    looked: dict[UUID, list[Inspection]] = {}
    for inspection in Inspection.objects.filter(certificate__in=certificates, outcome="passed").order_by("done_on"):
        looked.setdefault(inspection.certificate_id, []).append(inspection)
    credentials = {
        row.certificate_id: row
        for row in Credential.objects.filter(certificate__in=certificates, lot=lot, replaced_at__isnull=True)
    }
    at = database_now()
    return [
        _backing(
            certificate,
            lot,
            at=at,
            steps=steps.get(certificate.pk, []),
            looked=looked.get(certificate.pk, []),
            grant=grants.get(certificate.pk),
            credential=credentials.get(certificate.pk),
        )
        for certificate in certificates
    ]


def _backing(
    certificate: Certificate,
    lot: Lot | None,
    *,
    at: datetime,
    steps: Sequence[CertificateStep],
    looked: list[Inspection],
    grant: CoverGrant | None,
    credential: Credential | None,
) -> Backing:
    state = _state(certificate, at)
    ended = next((step for step in reversed(steps) if step.kind == state), None)
    packed = [step.at for step in steps if step.kind == CertificateStep.Kind.GRANTED and lot and step.lot_id == lot.pk]
    return Backing(
        certificate=certificate,
        state=state,
        since=ended.at if ended else certificate.valid_until if state == "expired" else None,
        reason=ended.reason if ended else "",
        units=grant.units if grant else certificate.cap,
        inspected_on=looked[-1].done_on if looked else None,
        inspections=looked,
        packed_at=packed[-1] if packed else grant.granted_at if grant else None,
        credential=credential,
    )


def _state(certificate: Certificate, at: datetime) -> str:
    if certificate.status != Certificate.Status.ISSUED:
        return str(certificate.status)
    if certificate.valid_until is not None and at >= certificate.valid_until:
        return "expired"
    return "not_yet" if certificate.valid_from is not None and at < certificate.valid_from else "valid"


def _shown_name(producer: Producer) -> str:
    """A producer who hides her name is nobody here: the association stands for her. What an association makes itself is told
    by its own name alone, which stands beside it.
    """
    return producer.name if producer.shows_name and producer.association_id is None else ""


def _offer(**holding: Any) -> Offer | None:
    """The offer that shows it, one on sale before one that is not."""
    offers = Offer.objects.filter(**holding).exclude(status=Offer.Status.DRAFT).order_by("-opened_at", "id")
    return offers.filter(status=Offer.Status.OPEN).first() or offers.first()
