"""Credentials as they are written, served and stopped, and what a verifier elsewhere finds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Lot
from origin import bitstring
from origin.models import Certificate, Credential, StatusList
from origin.services import credentials
from tests.support import certified
from tests.support.verify import Finding, Verdict, verify

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
        assert found.credential is not None
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


def asked(path: str, accept: str = "*/*", **headers: str) -> Any:
    return Client().get(path, headers={"Accept": accept, **headers})


def test_who_asks_from_elsewhere_gets_the_form_that_is_wanted():
    made = credentials.write_for(certified.certificate())
    path = f"/credentials/{made.pk}"
    forms = {"application/vc": made.document, "application/vc+jwt": made.jwt, "application/json": made.document}
    for form, text in forms.items():
        answer = asked(path, form)
        assert (answer["Content-Type"], answer.content.decode()) == (form, text)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Accept" in answer["Vary"]
        assert "Set-Cookie" not in answer
    assert asked(path)["Content-Type"] == "application/vc"
    assert asked(path, "application/vc;q=0.1, application/vc+jwt")["Content-Type"] == "application/vc+jwt"
    refused = asked(path, "text/html")
    assert (refused.status_code, refused.json()["code"]) == (406, "not_acceptable")
    assert refused["Access-Control-Allow-Origin"] == "*"


def test_what_is_known_is_not_sent_again():
    made = credentials.write_for(certified.certificate())
    for path, seconds in (
        (f"/credentials/{made.pk}", 86400),
        ("/credentials/status/revocation/1", 60),
        ("/.well-known/did.json", 60),
    ):
        first = asked(path)
        assert first["Cache-Control"] == f"public, max-age={seconds}"
        again = asked(path, **{"If-None-Match": f'W/"other", {first["ETag"]}'})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Access-Control-Allow-Origin"] == "*"
    before = asked("/credentials/status/revocation/1")["ETag"]
    assert asked("/credentials/status/revocation/1", "application/vc+jwt")["ETag"] != before
    credentials.set_status(made.certificate, "revocation", True)
    assert asked("/credentials/status/revocation/1", **{"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/credentials/00000000-0000-0000-0000-000000000000",
        "/credentials/status/revocation/1",
        "/credentials/status/suspension/999999",
        "/credentials/status/message/1",
        "/credentials/status/revocation/0",
        "/credentials/status/revocation/9999999",
        "/credentials/nothing",
        "/.well-known/nothing",
    ],
)
def test_what_is_not_there(path: str):
    answer = asked(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_nothing_can_be_written_from_outside():
    made = credentials.write_for(certified.certificate())
    for path in (f"/credentials/{made.pk}", "/credentials/status/revocation/1", "/.well-known/did.json"):
        assert Client().post(path).status_code == 405
        assert Client().delete(path).status_code == 405
        asked_first = Client().options(path, headers={"Origin": "https://elsewhere.example"})
        assert (asked_first.status_code, asked_first["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
        head = Client().head(path)
        assert (head.status_code, head.content) == (200, b"")


def test_another_list_or_another_key_is_believed_by_nobody():
    certificate = certified.certificate()
    made = credentials.write_for(certificate)
    credentials.set_status(certificate, "revocation", True)
    lists = {purpose: fetched(f"https://x/credentials/status/{purpose}/1") for purpose in ("revocation", "suspension")}

    def swapped(address: str) -> str | None:
        # The clean list of the other purpose in place of the one that has the mark.
        return lists["suspension"] if "/status/" in address else fetched(address)

    now = timezone.now()
    assert verify(made.document, fetch=swapped, now=now).verdict == Verdict.STATUS_UNKNOWN

    # A clean list of the same purpose, signed well, but of another number.
    StatusList.objects.create(purpose="revocation", number=2, bits=bitstring.empty())

    def renumbered(address: str) -> str | None:
        return fetched(address.replace("revocation/1", "revocation/2"))

    assert verify(made.document, fetch=renumbered, now=now).verdict == Verdict.STATUS_UNKNOWN
    gone = verify(made.document, fetch=lambda address: None if "/status/" in address else fetched(address), now=now)
    assert gone.verdict == Verdict.STATUS_UNKNOWN
    # A list that was kept from before the mark ends to be believed after a week.
    assert verify(made.document, fetch=fetched, now=now + timedelta(days=8)).verdict == Verdict.STATUS_UNKNOWN
    stranger = fetched("https://x/.well-known/did.json").replace("did:web:", "did:web:other.")
    other = verify(
        made.document, fetch=lambda address: stranger if "did.json" in address else fetched(address), now=now
    )
    assert other.verdict == Verdict.FORGED
