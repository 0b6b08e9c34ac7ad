"""What happened to seals and certificates. No event names a person, nor what a product is called."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from events.registry import Event


class SealCreated(Event):
    """An association has a seal of its own."""

    name = "origin.seal_created"

    association_id: UUID
    seal_id: UUID
    person_id: UUID


class SealChanged(Event):
    """An association changed what its own seal says or demands, or gave it up."""

    name = "origin.seal_changed"

    association_id: UUID
    seal_id: UUID
    seal_version: int
    person_id: UUID


class CertificateAppliedFor(Event):
    """A member asked for a certificate for one of its products."""

    name = "origin.certificate_applied_for"

    association_id: UUID
    certificate_id: UUID
    seal_id: UUID
    producer_id: UUID
    person_id: UUID


class CertificateWithdrawn(Event):
    """A member took its application for a certificate back."""

    name = "origin.certificate_withdrawn"

    association_id: UUID
    certificate_id: UUID
    producer_id: UUID


class CertificateRefused(Event):
    """The association refused a certificate; why stands in no event. `people` are those who act for the producer."""

    name = "origin.certificate_refused"

    association_id: UUID
    certificate_id: UUID
    producer_id: UUID
    people: list[UUID]


class InspectionPlanned(Event):
    """Somebody will look at the product: by a list of her own, for the association, or from a body outside."""

    name = "origin.inspection_planned"

    association_id: UUID
    certificate_id: UUID
    inspection_id: UUID
    producer_id: UUID
    kind: str


class InspectionRecorded(Event):
    """Somebody looked: `passed`, `findings` or `failed`. What was found stands in no event."""

    name = "origin.inspection_recorded"

    association_id: UUID
    certificate_id: UUID
    inspection_id: UUID
    producer_id: UUID
    outcome: str


class FindingCorrected(Event):
    """What an inspection found was put right."""

    name = "origin.finding_corrected"

    association_id: UUID
    certificate_id: UUID
    finding_id: UUID
    producer_id: UUID


class EvidenceAdded(Event):
    """A file was laid to a certificate's papers."""

    name = "origin.evidence_added"

    association_id: UUID
    certificate_id: UUID
    evidence_id: UUID
    producer_id: UUID


class CertificateIssued(Event):
    """A product may be sold under a seal's name, for a time and up to `cap` units (null: without a bound)."""

    name = "origin.certificate_issued"

    association_id: UUID
    certificate_id: UUID
    seal_id: UUID
    producer_id: UUID
    assessor: str
    valid_until: datetime
    cap: int | None
    people: list[UUID]


class CertificateSuspended(Event):
    """Nothing may be sold by a certificate until that is lifted. Why stands in no event."""

    name = "origin.certificate_suspended"

    association_id: UUID
    certificate_id: UUID
    seal_id: UUID
    producer_id: UUID
    people: list[UUID]


class CertificateReinstated(Event):
    """A certificate's suspension was lifted."""

    name = "origin.certificate_reinstated"

    association_id: UUID
    certificate_id: UUID
    seal_id: UUID
    producer_id: UUID
    people: list[UUID]


class CertificateRevoked(Event):
    """A certificate was taken away for good. Why stands in no event."""

    name = "origin.certificate_revoked"

    association_id: UUID
    certificate_id: UUID
    seal_id: UUID
    producer_id: UUID
    people: list[UUID]


class UnitsCertified(Event):
    """Units of a lot were packed under a certificate."""

    name = "origin.units_certified"

    association_id: UUID
    certificate_id: UUID
    producer_id: UUID
    lot_id: UUID
    units: int


class CertificateEndsSoon(Event):
    """A certificate's time is over within a month. `people` are those who act for the producer."""

    name = "origin.certificate_ends_soon"

    association_id: UUID
    certificate_id: UUID
    producer_id: UUID
    valid_until: datetime
    people: list[UUID]
