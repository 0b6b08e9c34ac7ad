"""A member asks for a certificate; the association refuses it, or inspects (inspections) and issues it (standing)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from coops import queries as coops
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from origin import events, rules
from origin.models import Certificate, CertificateStep, Seal
from origin.services import records

MOST_OPEN: Final = 300
MOST_OPEN_OF_A_PRODUCER: Final = 30


class SealNotInForce(DomainError):
    """A name that isn't registered yet, or no longer; or an own one that was given up."""

    code = "seal_not_in_force"
    title = _("Nothing can be sold under that name now: it isn't registered yet, or it was given up.")


class SealMissing(DomainError):
    """There is no such seal, or it is another association's."""

    status = 400
    code = "seal_missing"
    title = _("There is no such seal here. Choose another.")


class ProductNotYours(DomainError):
    """The product isn't of a producer that the person acts for and that is a member here."""

    status = 400
    code = "product_not_yours"
    title = _("Choose a product of yours, as a member of this association.")


class RulesBroken(DomainError):
    """Something isn't as the seal's rules ask; `errors` says what, with a code for each."""

    code = "rules_broken"
    title = _("Something isn't as the rules of this name ask.")

    def __init__(self, breaches: list[rules.Breach]) -> None:
        errors = [{"code": one.code, "detail": said(one), "attr": one.attr} for one in breaches]
        super().__init__(errors=errors)
        self.breaches = breaches


class CertificateAppliedFor(DomainError):
    """An application for the same seal and product waits."""

    code = "certificate_applied_for"
    title = _("There is an application for this product and this seal already.")


class AssociationSellsNothing(DomainError):
    """It is forming, suspended or dissolved; or the producer is no member any more."""

    code = "association_sells_nothing"
    title = _("Only an association that is constituted gives certificates, and to its members.")


class TooManyCertificateApplications(DomainError):
    """Many wait at the association or of the producer."""

    status = 429
    code = "too_many_certificate_applications"
    title = _("Too many applications for certificates wait. Have some of them decided first.")


class CertificateDecided(DomainError):
    """It isn't an application any more."""

    code = "certificate_decided"
    title = _("This application was decided or withdrawn already.")


def said(breach: rules.Breach) -> str:
    """This will return a breach in the language that is active."""
    return breach.en if get_language() == "en" else breach.es


@transaction.atomic
def apply(*, actor: Actor, association_id: UUID, product_id: UUID, seal_id: UUID, note: str = "") -> Certificate:
    """This will ask for a certificate for a product of a producer that the actor acts for.

    :raises ProductNotYours: if it isn't, or the producer is no member here.
    :raises SealMissing: if there is no such seal for this association. :raises SealNotInForce: if it can't be used.
    :raises RulesBroken: if the product can never bear the name, for its place or its kind.
    :raises CertificateAppliedFor: if one waits. :raises AssociationSellsNothing, TooManyCertificateApplications.
    """
    person_id = records.person(actor)
    product = Product.objects.filter(pk=product_id, retired_at__isnull=True).select_related("producer").first()
    if product is None or not coops.acts_for(actor, product.producer_id):
        raise ProductNotYours
    if not coops.sells_in(association_id, product.producer_id):
        raise ProductNotYours
    if not coops.may_sell(association_id):
        raise AssociationSellsNothing
    seal = usable_seal(association_id, seal_id)
    comuna = product.comuna or product.producer.comuna
    asked = rules.Rules.of(seal.zone, seal.requirements)
    breaches = [*rules.check_place(asked, comuna), *rules.check_category(asked, product.category)]
    if breaches:
        raise RulesBroken(breaches)
    open_ones = Certificate.objects.filter(status=Certificate.Status.APPLIED)
    if (
        open_ones.filter(association_id=association_id).count() >= MOST_OPEN
        or open_ones.filter(producer_id=product.producer_id).count() >= MOST_OPEN_OF_A_PRODUCER
    ):
        raise TooManyCertificateApplications
    certificate, is_new = Certificate.objects.get_or_create(
        seal=seal,
        product=product,
        status=Certificate.Status.APPLIED,
        defaults={
            "code": records.free_code(Certificate.objects.all()),
            "association_id": association_id,
            "producer_id": product.producer_id,
            "product_name": product.name,
            "category": product.category,
            "comuna": comuna,
            "note": note,
            "applied_by_id": person_id,
        },
    )
    if not is_new:
        raise CertificateAppliedFor
    records.step(certificate, CertificateStep.Kind.APPLIED, actor=actor)
    event = events.CertificateAppliedFor(**records.ids(certificate), seal_id=seal.pk, person_id=person_id)
    records.tell(certificate, event)
    return certificate


@transaction.atomic
def withdraw_application(*, actor: Actor, association_id: UUID, certificate_id: UUID) -> Certificate:
    """This will take an application back. Doing so twice changes nothing.

    :raises NotFound: if the actor doesn't act for its producer. :raises CertificateDecided: if it is decided.
    """
    certificate = records.locked(association_id, certificate_id)
    if not coops.acts_for(actor, certificate.producer_id):
        raise NotFound
    if certificate.status == Certificate.Status.WITHDRAWN:
        return certificate
    _close(certificate, Certificate.Status.WITHDRAWN)
    records.step(certificate, CertificateStep.Kind.WITHDRAWN, actor=actor)
    records.tell(certificate, events.CertificateWithdrawn(**records.ids(certificate)))
    return certificate


@transaction.atomic
def refuse(*, actor: Actor, association_id: UUID, certificate_id: UUID, reason: str) -> Certificate:
    """This will say no, with the reason that the member reads.

    :raises NotFound: if the association has no such certificate. :raises CertificateDecided: if it is decided.
    :raises OwnCertificate: if it is the actor's own.
    """
    certificate = records.locked(association_id, certificate_id)
    records.refuse_own(actor, certificate)
    _close(certificate, Certificate.Status.REFUSED)
    records.step(certificate, CertificateStep.Kind.REFUSED, actor=actor, reason=reason)
    people = coops.people_of(certificate.producer_id)
    records.tell(certificate, events.CertificateRefused(**records.ids(certificate), people=people))
    return certificate


def usable_seal(association_id: UUID, seal_id: UUID) -> Seal:
    """This will return a seal that the association's members can be certified under.

    :raises SealMissing: if there is none. :raises SealNotInForce: if it can't be used now.
    """
    seal = Seal.objects.filter(pk=seal_id).first()
    if seal is None or (seal.association_id is not None and seal.association_id != association_id):
        raise SealMissing
    if not seal.in_force:
        raise SealNotInForce
    return seal


def _close(certificate: Certificate, status: Certificate.Status) -> None:
    if certificate.status != Certificate.Status.APPLIED:
        raise CertificateDecided
    certificate.status = status
    certificate.save(update_fields=["status"])
