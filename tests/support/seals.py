"""Seals and certificates for tests, made by the commands that people use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from catalog.models import Lot
from origin import services
from origin.models import Certificate, Inspection, Seal
from tests.support import trade
from tests.support.people import Cast, Member, actor

_numbers = count(1)
CHEESE = ({"rule": "category", "allowed": ["cheese"]}, {"rule": "zone"})


def today() -> date:
    """This will return the day it is in the region."""
    return timezone.localdate()


def own_seal(cast: Cast, *, requirements: Sequence[dict[str, Any]] = CHEESE, zone: Sequence[str] = ("043",)) -> Seal:
    """This will make a seal of the association's own, for cheese of its province unless told otherwise."""
    name = f"Certificado propio {next(_numbers)}"
    text = services.SealText(name_es=name, name_en=name, zone=zone, requirements=list(requirements))
    return services.create_seal(actor=actor(cast.administrator.person), association_id=cast.association.pk, text=text)


def applied(cast: Cast, member: Member, *, seal: Seal | None = None, lot: Lot | None = None) -> Certificate:
    """This will have the member ask for a certificate for what it makes."""
    of = lot or trade.lot(member, 40)
    assert of.product_id is not None
    return services.apply(
        actor=actor(member.person),
        association_id=cast.association.pk,
        product_id=of.product_id,
        seal_id=(seal or own_seal(cast)).pk,
    )


def planned(certificate: Certificate, by: Member, *, kind: str = Inspection.Kind.INTERNAL_CONTROL) -> Inspection:
    """This will plan a look at it for today."""
    return services.plan_inspection(
        actor=actor(by.person),
        association_id=certificate.association_id,
        certificate_id=certificate.pk,
        kind=kind,
        planned_for=today(),
        inspector="Organismo de prueba" if kind == Inspection.Kind.EXTERNAL_BODY else "",
    )


def looked_at(
    inspection: Inspection, by: Member, *, outcome: str = Inspection.Outcome.PASSED,
    findings: Sequence[services.Found] = (),
) -> Inspection:  # fmt: skip
    """This will write down what came of a look: nothing to put right, unless told otherwise."""
    certificate = inspection.certificate
    return services.record_inspection(
        actor=actor(by.person),
        association_id=certificate.association_id,
        certificate_id=certificate.pk,
        inspection_id=inspection.pk,
        done_on=today(),
        outcome=outcome,
        findings=findings,
    )


def issued(
    cast: Cast, member: Member, *, seal: Seal | None = None, lot: Lot | None = None, cap: int | None = 100,
    days: int = 300,
) -> Certificate:  # fmt: skip
    """This will make a certificate of a member's cheese, inspected and issued by the administrator."""
    certificate = applied(cast, member, seal=seal, lot=lot)
    looked_at(planned(certificate, cast.administrator), cast.administrator)
    return services.issue(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        certificate_id=certificate.pk,
        assessor="association",
        last_day=today() + timedelta(days=days),
        cap=cap,
    )


def own_word(cast: Cast, member: Member, *, lot: Lot | None = None, cap: int | None = 100) -> Certificate:
    """This will make a certificate that an office-holder issued for her own goods, as her own word."""
    certificate = applied(cast, member, lot=lot)
    looked_at(planned(certificate, member, kind=Inspection.Kind.SELF_CONTROL), member)
    return services.issue(
        actor=actor(member.person),
        association_id=cast.association.pk,
        certificate_id=certificate.pk,
        assessor="self",
        last_day=today() + timedelta(days=300),
        cap=cap,
    )
