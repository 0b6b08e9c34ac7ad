"""What every act on a certificate shares: the lock, the step that says who did it and why, and who is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from catalog.models import Lot
from coops import queries as coops
from coops.queries.offices import people_in_office
from events import outbox
from events.registry import Event
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from origin.codes import new_code
from origin.models import Certificate, CertificateStep
from origin.permissions import CONTROL
from origin.queries.acts import is_own


class CertificateClosed(DomainError):
    """It was refused, withdrawn or revoked: nothing is done with it any more."""

    code = "certificate_closed"
    title = _("This certificate is closed: it was refused, withdrawn or revoked.")


class OwnCertificate(DomainError):
    """Nobody decides about her own product, unless the certificate says that only she looked."""

    status = 403
    code = "own_certificate"
    title = _("Somebody else has to decide on your own product, or the certificate says that it is your own word.")


def person(actor: Actor) -> UUID:
    """This will return the person who acts.

    :raises NotFound: if it is a guest or the system.
    """
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


def locked(association_id: UUID, certificate_id: UUID) -> Certificate:
    """This will lock a certificate of the association until the transaction ends.

    :raises NotFound: if it has none of this id.
    """
    found = (
        Certificate.objects.select_for_update(no_key=True, of=("self",))
        .select_related("seal")
        .filter(pk=certificate_id, association_id=association_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def controls(actor: Actor, association_id: UUID) -> bool:
    """This will say whether the actor belongs to the association's control."""
    if actor.person_id is None or actor.helped_by is not None:
        return False
    return bool(coops.roles_in_association(actor.person_id, association_id) & CONTROL)


def refuse_outsiders(actor: Actor, certificate: Certificate) -> None:
    """This will pass for who acts for the producer, and for the association's control.

    :raises NotFound: for everybody else: another member's papers look like missing ones.
    """
    if not coops.acts_for(actor, certificate.producer_id) and not controls(actor, certificate.association_id):
        raise NotFound


def refuse_own(actor: Actor, certificate: Certificate) -> None:
    """This will pass unless the actor applied for the certificate, or acts for the producer that it is for.

    :raises OwnCertificate: if she does.
    """
    person(actor)
    if is_own(actor, certificate, acts_for=coops.acts_for(actor, certificate.producer_id)):
        raise OwnCertificate


def refuse_closed(certificate: Certificate) -> None:
    """This will pass while something can still be done with the certificate.

    :raises CertificateClosed: if not.
    """
    kinds = Certificate.Status
    if certificate.status in (kinds.REFUSED, kinds.WITHDRAWN, kinds.REVOKED):
        raise CertificateClosed


def step(
    certificate: Certificate, kind: CertificateStep.Kind, *, actor: Actor, reason: str = "", units: int | None = None,
    lot: Lot | None = None,
) -> CertificateStep:  # fmt: skip
    """This will write down what was done, by whom and why."""
    return CertificateStep.objects.create(
        certificate=certificate, kind=kind, reason=reason, units=units, lot=lot, person_id=actor.person_id,
        helped_by_id=actor.helped_by,
    )  # fmt: skip


def tell(certificate: Certificate, event: Event, *, everybody: bool = False) -> None:
    """This will record the event for the control and those who act for the producer; or for all members too."""
    people = {*people_in_office(certificate.association_id, CONTROL), *coops.people_of(certificate.producer_id)}
    streams = [f"producer:{certificate.producer_id}", *(f"user:{one}" for one in people)]
    if everybody:
        streams.append(f"association:{certificate.association_id}")
    outbox.record(event, key=certificate.pk, streams=streams)


def ids(certificate: Certificate) -> dict[str, Any]:
    """This will return what every event about a certificate names."""
    return {
        "association_id": certificate.association_id,
        "certificate_id": certificate.pk,
        "producer_id": certificate.producer_id,
    }


def free_code(taken: QuerySet[Any]) -> str:
    """This will draw a short code that none of these rows has."""
    code = new_code()
    while taken.filter(code=code).exists():
        code = new_code()
    return code
