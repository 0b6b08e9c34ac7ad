"""Units of a lot come under a certificate as they are packed: held against the seal's rules, what it was made of, and the cap."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog import services as catalog
from catalog.models import CoverGrant, Lot
from coops import queries as coops
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.retries import retried
from origin import events, rules
from origin.models import Certificate, CertificateStep, OriginCode
from origin.queries import readiness
from origin.queries.facts import facts_of, granted_units, most_by_balance, rules_of
from origin.services import credentials, records
from origin.services.applications import RulesBroken, SealNotInForce


class CertificateNotInForce(DomainError):
    """It isn't issued, is suspended, or its time is over; or a critical finding isn't put right."""

    code = "certificate_not_in_force"
    title = _("Nothing can be packed under this certificate now.")


class LotOfOtherCertificate(DomainError):
    """The certificate is for another product, or another member's."""

    status = 400
    code = "lot_of_other_certificate"
    title = _("That lot isn't of the product that this certificate is for.")


class CertifiedInputsShort(DomainError):
    """More certified output than certified input."""

    code = "certified_inputs_short"
    title = _("The certified lots that it was made of don't reach that far.")
    detail = _("By what it was made of, %(left)s units more can be certified.")


class CapMissing(DomainError):
    """Who acts for the producer, whatever her office, packs only up to a cap."""

    status = 403
    code = "certificate_without_cap"
    title = _("This certificate has no cap of units, so that the association's control writes down what is packed.")


@retried
@transaction.atomic
def grant(*, actor: Actor, association_id: UUID, certificate_id: UUID, lot_id: UUID, units: int) -> CoverGrant:
    """This will put `units` more of a lot under the certificate.

    The association's control may always, but of her own goods; who acts for the producer may where there is a cap.

    :raises NotFound: if the association has no such certificate, or it isn't the actor's.
    :raises CapMissing, CertificateNotInForce, SealNotInForce, LotOfOtherCertificate, RulesBroken: as they say.
    :raises CertifiedInputsShort: by what it was made of.
    :raises catalog.CoverExhausted: beyond the cap. :raises catalog.GrantBeyondLot: beyond the lot.
    """
    certificate = _locked_with_siblings(association_id, certificate_id)
    records.refuse_outsiders(actor, certificate)
    _refuse_not_in_force(certificate)
    own = coops.acts_for(actor, certificate.producer_id)
    if certificate.cap is None and (own or not records.controls(actor, association_id)):
        raise CapMissing
    lot = Lot.objects.select_related("product", "producer").filter(pk=lot_id).first()
    if lot is None or (lot.producer_id, lot.product_id) != (certificate.producer_id, certificate.product_id):
        raise LotOfOtherCertificate
    seal = certificate.seal
    if breaches := rules.check(rules_of(seal), facts_of(lot)):
        raise RulesBroken(breaches)
    most = most_by_balance(seal, [lot.pk]).get(lot.pk)
    if most is not None and (left := most - granted_units(seal, [lot.pk]).get(lot.pk, 0)) < units:
        raise CertifiedInputsShort(left=max(0, left))
    granted = catalog.grant_units(cover_id=certificate.pk, lot_id=lot.pk, units=units)
    if not OriginCode.objects.filter(lot=lot).exists():
        OriginCode.objects.get_or_create(lot=lot, defaults={"code": records.free_code(OriginCode.objects.all())})
    credentials.write_for_lot(certificate, lot)
    records.step(certificate, CertificateStep.Kind.GRANTED, actor=actor, units=units, lot=lot)
    event = events.UnitsCertified(**records.ids(certificate), lot_id=lot.pk, units=units)
    records.tell(certificate, event, everybody=True)
    return granted


def _locked_with_siblings(association_id: UUID, certificate_id: UUID) -> Certificate:
    """All certificates of the same product and seal wait for each other: the balance is over all of them."""
    asked = Certificate.objects.filter(pk=certificate_id, association_id=association_id).first()
    if asked is None:
        raise NotFound
    siblings = Certificate.objects.filter(seal_id=asked.seal_id, product_id=asked.product_id)
    locked = siblings.select_for_update(no_key=True, of=("self",)).select_related("seal").order_by("pk")
    return next(one for one in locked if one.pk == certificate_id)


def _refuse_not_in_force(certificate: Certificate) -> None:
    if certificate.status != Certificate.Status.ISSUED or readiness.critical_open(certificate):
        raise CertificateNotInForce
    now = database_now()
    if certificate.valid_until is None or certificate.valid_from is None:
        raise CertificateNotInForce
    if not certificate.valid_from <= now < certificate.valid_until:
        raise CertificateNotInForce
    if not certificate.seal.in_force:
        raise SealNotInForce
