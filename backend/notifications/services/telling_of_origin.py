"""Who is told what about certificates: the control of what was asked for, the member of what became of it."""

from __future__ import annotations

from uuid import UUID

from coops.queries.offices import people_in_office
from lib.access import BOARD
from lib.clock import last_day
from notifications.models import InboxItem
from notifications.services.inbox import tell_people
from origin.events import (
    CertificateAppliedFor,
    CertificateEndsSoon,
    CertificateIssued,
    CertificateRefused,
    CertificateReinstated,
    CertificateRevoked,
    CertificateSuspended,
)

Kind = InboxItem.Kind
Changed = CertificateIssued | CertificateRefused | CertificateSuspended | CertificateReinstated | CertificateRevoked
_CONTROL = BOARD | {"oversight"}


def tell_of_certificate_asked(event: CertificateAppliedFor, *, event_id: UUID) -> int:
    """This will tell the association's control that a member asks for a certificate."""
    people = set(people_in_office(event.association_id, _CONTROL)) - {event.person_id}
    return _tell(Kind.CERTIFICATE_APPLIED, event_id, event, people)


def tell_of_certificate(event: Changed, *, how: str, event_id: UUID) -> int:
    """This will tell those who act for the producer what became of a certificate; the reason stands with it."""
    return _tell(Kind.CERTIFICATE_CHANGED, event_id, event, set(event.people), reason=how)


def tell_of_certificates_end(event: CertificateEndsSoon, *, event_id: UUID) -> int:
    """This will tell the member's people and the control that a certificate's time is over soon."""
    people = {*event.people, *people_in_office(event.association_id, _CONTROL)}
    return _tell(Kind.CERTIFICATE_ENDS, event_id, event, people, reason=last_day(event.valid_until).isoformat())


def _tell(
    kind: InboxItem.Kind, event_id: UUID, event: CertificateAppliedFor | Changed | CertificateEndsSoon,
    people: set[UUID], **more: str,
) -> int:  # fmt: skip
    about = {
        "association_id": event.association_id, "certificate_id": event.certificate_id,
        "producer_id": event.producer_id, **more,
    }  # fmt: skip
    return tell_people(kind, event_id, people, **about)
