"""Credentials as they are written, served and stopped, and what a verifier elsewhere finds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Lot
from origin.models import Certificate, Credential
from origin.services import credentials
from origin.verify import Finding, Verdict, verify
from tests.support import certified

pytestmark = pytest.mark.django_db


def fetched(address: str) -> str | None:
    """What a verifier gets from an address of ours, whatever its scheme and host."""
    answer = Client().get("/" + address.split("/", 3)[3], headers={"Accept": "application/vc, application/json;q=0.5"})
    return answer.content.decode() if answer.status_code == 200 else None


def checked(text: str, **later: float) -> Finding:
    return verify(text, fetch=fetched, now=timezone.now() + timedelta(**later))


def test_a_credential_holds_in_both_forms():
    made = credentials.write_for(certified.certificate())
    for text in (made.document, made.jwt):
        found = checked(text)
        assert found.verdict == Verdict.VALID, found.why
        assert found.credential["name"] == "Certificado propio de queso maduro: Queso de cabra maduro"


def test_a_suspension_can_be_lifted_and_a_revocation_cannot():
    certificate = certified.certificate()
    made = credentials.write_for(certificate)
    credentials.set_status(certificate, "suspension", True)
    assert checked(made.document).verdict == checked(made.jwt).verdict == Verdict.SUSPENDED
    credentials.set_status(certificate, "suspension", False)
    assert checked(made.document).verdict == Verdict.VALID
    credentials.set_status(certificate, "revocation", True)
    assert checked(made.document).verdict == Verdict.REVOKED
    with pytest.raises(ValueError, match="never taken back"):
        credentials.set_status(certificate, "revocation", False)


def test_a_second_grant_says_the_new_sum_and_a_revocation_stops_the_former_one_too():
    certificate = certified.certificate()
    lot = Lot.objects.get(product=certificate.product)
    certified.granted(certificate, lot, 10)
    first = credentials.write_for_lot(certificate, lot)
    certified.granted(certificate, lot, 15)
    second = credentials.write_for_lot(certificate, lot)
    assert "10 units of lot" in first.document
    assert "25 units of lot" in second.document
    assert Credential.objects.get(lot=lot, replaced_at__isnull=True) == second
    credentials.set_status(certificate, "revocation", True)
    assert checked(first.document).verdict == checked(second.document).verdict == Verdict.REVOKED


def test_before_and_after_its_time_it_does_not_hold():
    made = credentials.write_for(certified.certificate())
    assert checked(made.document, days=-2).verdict == Verdict.NOT_YET
    assert checked(made.document, days=301).verdict == Verdict.EXPIRED


def test_only_what_was_issued_is_signed():
    applied = certified.certificate(
        status=Certificate.Status.APPLIED, valid_from=None, valid_until=None, issued_at=None
    )
    with pytest.raises(ValueError, match="issued"):
        credentials.write_for(applied)
    assert not Credential.objects.exists()
