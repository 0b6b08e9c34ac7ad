"""The issuer's keys: one signs, the first is made once, former ones verify, what leaked does not; private halves are sealed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from threading import Barrier, BrokenBarrierError
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from catalog.models import Lot
from lib.retries import retried
from origin import did, sealing
from origin.models import Certificate, Credential, IssuerKey
from origin.services import credentials, keys
from tests.support import certified
from tests.support.verify import Verdict, address_of_did, verify


def fetched(address: str) -> str | None:
    answer = Client().get("/" + address.split("/", 3)[3])
    return answer.content.decode() if answer.status_code == 200 else None


def verdict(text: str) -> Verdict:
    return verify(text, fetch=fetched, now=timezone.now()).verdict


def shown() -> list[str]:
    document = json.loads(fetched("https://x/.well-known/did.json") or "")
    return [method["id"].partition("#")[2] for method in document["verificationMethod"]]


def said(**options: object) -> str:
    out = StringIO()
    call_command("origin_key", stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_a_former_key_verifies_what_it_signed_for_ever():
    certificate = certified.certificate()
    former = credentials.write_for(certificate)
    assert said(rotate=True) == "signs now: key-2\n"
    assert shown() == ["key-1", "key-1-jwk", "key-2", "key-2-jwk"]
    newer = credentials.write_for(certified.certificate())
    assert '#key-2"' in newer.document
    for made in (former, newer):
        assert verdict(made.document) == verdict(made.jwt) == Verdict.VALID
    Certificate.objects.filter(pk=certificate.pk).update(
        valid_from=timezone.now() - timedelta(days=9), valid_until=timezone.now() - timedelta(days=1)
    )
    # The jar is on a shelf still: its certificate has ended, and is no less genuine for that.
    assert shown() == ["key-1", "key-1-jwk", "key-2", "key-2-jwk"]


@pytest.mark.django_db
def test_after_a_leak_the_key_proves_nothing_and_what_stands_is_signed_anew():
    good, stopped = certified.certificate(), certified.certificate(status=Certificate.Status.SUSPENDED)
    before = {certificate.pk: credentials.write_for(certificate) for certificate in (good, stopped)}
    credentials.set_status(stopped, "suspension", True)
    assert said(withdraw="key-1") == "withdrawn: key-1; signed anew: 2\n"
    assert {verdict(made.document) for made in before.values()} == {Verdict.FORGED}
    assert {verdict(made.jwt) for made in before.values()} == {Verdict.FORGED}
    present = {made.certificate_id: made for made in Credential.objects.filter(replaced_at__isnull=True)}
    assert verdict(present[good.pk].document) == Verdict.VALID
    assert verdict(present[stopped.pk].document) == Verdict.SUSPENDED
    assert shown() == ["key-2", "key-2-jwk"]
    assert "key-1  withdrawn" in said()
    with pytest.raises(CommandError):
        said(withdraw="key-9")


@pytest.mark.django_db
def test_after_a_leak_what_ended_or_was_revoked_is_genuine_still_and_no_younger():
    now = timezone.now()
    ended = certified.certificate(valid_from=now - timedelta(days=9), valid_until=now + timedelta(days=1))
    revoked = certified.certificate(status=Certificate.Status.REVOKED)
    lot = Lot.objects.get(product=ended.product)
    certified.granted(ended, lot, 10)
    of_lot = credentials.write_for_lot(ended, lot)
    replaced = credentials.write_for(revoked)
    credentials.write_for(revoked)
    credentials.set_status(revoked, "revocation", True)
    Certificate.objects.filter(pk=ended.pk).update(valid_until=now - timedelta(days=1))
    # What was signed days ago says so.
    past = json.loads(of_lot.document) | {"validFrom": "2026-01-02T03:04:05Z"}
    Credential.objects.filter(pk=of_lot.pk).update(document=json.dumps(past))
    Certificate.objects.filter(pk=ended.pk).update(valid_from=now - timedelta(days=900))
    assert said(withdraw="key-1") == "withdrawn: key-1; signed anew: 2\n"
    present = {made.certificate_id: made for made in Credential.objects.filter(replaced_at__isnull=True)}
    for text in (present[ended.pk].document, present[ended.pk].jwt):
        assert verdict(text) == Verdict.EXPIRED
    for text in (present[revoked.pk].document, present[revoked.pk].jwt):
        assert verdict(text) == Verdict.REVOKED
    again = json.loads(present[ended.pk].document)
    assert again["validFrom"] == "2026-01-02T03:04:05Z"
    assert again["credentialSubject"]["conformityAssessment"][0]["assessmentDate"] == "2026-01-02"
    assert "10 units" in again["credentialSubject"]["description"]
    assert verdict(replaced.document) == Verdict.FORGED


@pytest.mark.django_db
def test_the_private_half_is_sealed_and_the_secret_can_be_exchanged(settings):
    key = keys.signing_key()
    private = sealing.opened(key.secret).private_bytes_raw()
    assert private not in bytes(key.secret)
    settings.ORIGIN_KEY_SECRETS = ["n" * 40]
    # What SECRET_KEY had sealed opens until it is sealed anew, and then without it.
    assert sealing.opened(key.secret).private_bytes_raw() == private
    assert said(seal=True) == "sealed anew: 1\n"
    assert said(seal=True) == "sealed anew: 0\n"
    settings.SECRET_KEY = "another" * 9
    key.refresh_from_db()
    assert sealing.opened(key.secret).private_bytes_raw() == private
    assert said(check=True) == ""


@pytest.mark.django_db
def test_a_wrong_secret_is_named_and_a_new_key_helps(settings):
    certificate = certified.certificate()
    before = credentials.write_for(certificate)
    settings.SECRET_KEY = "another" * 9
    assert "ORIGIN_KEY_SECRET" in said(check=True)
    with pytest.raises(keys.SigningKeySealed):
        credentials.write_for(certificate)
    answer = Client().get("/credentials/status/revocation/1")
    assert (answer.status_code, answer.json()["code"]) == (503, "signing_key_sealed")
    said(rotate=True)
    assert verdict(before.document) == verdict(credentials.write_for(certificate).document) == Verdict.VALID


@pytest.mark.django_db
def test_under_another_name_of_the_host_what_stands_is_signed_anew(settings):
    before = credentials.write_for(certified.certificate())
    settings.PUBLIC_ORIGIN = "https://minga.example"
    assert verdict(before.document) == Verdict.FORGED
    assert said(renew=True) == "signed anew: 1\n"
    (present,) = Credential.objects.filter(replaced_at__isnull=True)
    assert '"did:web:minga.example"' in present.document
    assert verdict(present.document) == Verdict.VALID


def test_a_port_in_the_name_is_written_as_the_method_wants_it(settings):
    settings.PUBLIC_ORIGIN = "http://127.0.0.1:8000"
    assert did.issuer() == "did:web:127.0.0.1%3A8000"
    assert address_of_did(did.issuer()) == "https://127.0.0.1:8000/.well-known/did.json"
    settings.PUBLIC_ORIGIN = "https://minga.example"
    assert did.issuer() == "did:web:minga.example"
    assert address_of_did("did:web:a.example:people:b") == "https://a.example/people/b/did.json"
    for other in ("did:key:z6Mk", "", "xdid:web:a", "did:web:"):
        with pytest.raises(ValueError):
            address_of_did(other)


def first_keys(*, patience: float) -> list[str]:
    """This will let two need the first key at once, who meet each time that they have seen that there is none."""
    meeting = Barrier(2)
    look = keys._current

    def met() -> IssuerKey | None:
        found = look()
        if found is None:
            with suppress(BrokenBarrierError):
                meeting.wait(patience)
        return found

    def need(_place: int) -> str:
        try:
            return retried(keys.signing_key)().name
        except DatabaseError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with mock.patch.object(keys, "_current", met), ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(need, range(2)))


@pytest.mark.django_db(transaction=True)
def test_two_who_need_the_first_key_get_the_same_one():
    assert first_keys(patience=0.2) == ["key-1", "key-1"]
    assert IssuerKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_turns_one_of_them_fails():
    with mock.patch.object(keys, "_wait_for_our_turn"):
        # One is refused, or retires the other's: the table takes no second key that signs, so that nothing worse comes of it.
        assert len(set(first_keys(patience=60))) == 2
    assert IssuerKey.objects.filter(retired_at__isnull=True).count() == 1
