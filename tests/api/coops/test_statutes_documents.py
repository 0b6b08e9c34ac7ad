"""Statutes as a PDF: sent, published, read by members and by who is invited, and nothing that runs."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coops import services
from coops.models import Invitation, StatutesDocument, StatutesFile
from coops.queries import current_statutes
from coops.services import documents
from lib.clock import database_now
from tests.support import pdfs, people
from tests.support.problems import refused, refused_field

pytestmark = pytest.mark.django_db


def base(association):
    return f"/api/v1/associations/{association.pk}"


def send(client, association, data: bytes, name="estatutos.pdf"):
    return client.post(
        f"{base(association)}/statutes-documents",
        {"document": SimpleUploadedFile(name, data, "application/pdf")},
        format="multipart",
    )


def publish(client, association, **fields):
    body = {"changes": "Todo en un PDF.", "adopted_on": str(timezone.localdate())} | fields
    return client.post(f"{base(association)}/statutes", body)


def test_a_pdf_becomes_the_statutes_and_members_download_it(cast, admin_client, member_client, stranger_client):
    data = pdfs.plain()
    sent = send(admin_client, cast.association, data)
    assert sent.status_code == 201, sent.content
    assert sent.json() | {"id": ""} == {
        "id": "", "size": len(data), "pages": 2, "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    answer = publish(admin_client, cast.association, document_id=sent.json()["id"])
    assert answer.status_code == 201, answer.content
    assert (answer.json()["statutes"]["text"], answer.json()["statutes"]["document"]) == ("", sent.json())

    place = f"{base(cast.association)}/statutes-documents/{sent.json()['id']}"
    file = member_client.get(place)
    assert (file.status_code, file.content) == (200, data)
    said = file.headers
    assert said["Content-Disposition"] == 'attachment; filename="estatutos.pdf"'
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "public" not in said["Cache-Control"]
    refused(stranger_client.get(place), 404, "not_found")
    refused(people.client_for().get(place), 401, "sign_in_needed")
    newest, oldest = member_client.get(f"{base(cast.association)}/statutes").json()["results"]
    assert (newest["document"], oldest["document"]) == (sent.json(), None)


def test_who_is_invited_reads_what_she_is_asked_to_accept(cast, admin_client):
    document = send(admin_client, cast.association, pdfs.plain()).json()
    token = people.invited(cast)
    guest = people.client_for()
    words = guest.get(f"/api/v1/invitations/{token}/statutes")
    assert (words.headers["Content-Type"], words.content.decode()) == ("text/plain; charset=utf-8", people.STATUTES)
    publish(admin_client, cast.association, document_id=document["id"])
    assert guest.get(f"/api/v1/invitations/{token}").json()["statutes"]["document"] == document
    assert guest.get(f"/api/v1/invitations/{token}/statutes").content == pdfs.plain()
    Invitation.objects.filter(association=cast.association).update(expires_at=database_now())
    refused(guest.get(f"/api/v1/invitations/{token}/statutes"), 404, "not_found")


def test_whoever_has_them_as_a_pdf_sends_it_right_after_founding(forming):
    founder = people.client_for(forming.administrator.person)
    document = send(founder, forming.association, pdfs.plain()).json()
    answer = publish(founder, forming.association, document_id=document["id"], adopted_on=None)
    assert answer.status_code == 201, answer.content
    statutes = answer.json()["statutes"]
    assert (statutes["document"], statutes["accepted_by_me"]) == (document, True)
    token = people.invited(forming)
    assert people.client_for().get(f"/api/v1/invitations/{token}/statutes").content == pdfs.plain()


def test_the_same_file_once_more_is_the_same_document(cast, admin_client):
    first, second = (send(admin_client, cast.association, pdfs.plain()).json() for _ in range(2))
    assert first == second
    assert StatutesFile.objects.count() == 1
    publish(admin_client, cast.association, document_id=first["id"])
    refused(publish(admin_client, cast.association, document_id=first["id"]), 409, "statutes_same")
    assert send(admin_client, cast.association, pdfs.plain()).json() == first


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"MZ\x90 no es un PDF", 415, "statutes_document_unknown"),
        (pdfs.plain()[:-700], 422, "statutes_document_broken"),
        (pdfs.locked(), 422, "statutes_document_locked"),
        (pdfs.with_script(), 422, "statutes_document_active"),
    ],
    ids=["no pdf", "cut", "locked", "script"],
)
def test_what_is_no_document_to_read_is_refused_in_words(cast, admin_client, data, status, code):
    refused(send(admin_client, cast.association, data), status, code)
    assert not StatutesDocument.objects.exists()


def test_too_heavy_or_no_file(cast, admin_client):
    heavy = pdfs.plain() + b" " * documents.MOST_BYTES
    assert "5" in refused(send(admin_client, cast.association, heavy), 413, "statutes_document_too_large")["detail"]
    refused(admin_client.post(f"{base(cast.association)}/statutes-documents", {}), 400, "statutes_document_not_sent")


def test_who_may_send_one(cast, member_client, stranger_client, guest_client):
    refused(send(member_client, cast.association, pdfs.plain()), 403, "role_missing")
    refused(send(stranger_client, cast.association, pdfs.plain()), 404, "not_found")
    refused(send(guest_client, cast.association, pdfs.plain()), 401, "sign_in_needed")


def test_another_associations_document_is_a_missing_one(cast, admin_client, stranger, stranger_client):
    other = stranger.membership.association
    theirs = send(stranger_client, other, pdfs.plain()).json()["id"]
    refused(publish(admin_client, cast.association, document_id=theirs), 404, "not_found")
    refused(admin_client.get(f"{base(cast.association)}/statutes-documents/{theirs}"), 404, "not_found")
    refused(publish(admin_client, cast.association, document_id=str(uuid4())), 404, "not_found")


def test_a_version_is_one_of_the_two(cast, admin_client):
    document = send(admin_client, cast.association, pdfs.plain()).json()["id"]
    refused(publish(admin_client, cast.association), 400, "statutes_text_or_document")
    both = publish(admin_client, cast.association, text="Otros.", document_id=document)
    refused(both, 400, "statutes_text_or_document")


def test_a_megabyte_of_text_is_refused_and_nothing_is_published(cast, admin_client):
    refused_field(publish(admin_client, cast.association, text="a" * 900_000), "text", "max_length")
    refused(publish(admin_client, cast.association, text="a" * 1_100_000), 413, "too_large")
    assert current_statutes(cast.association.pk).version == 1


@pytest.mark.parametrize(
    ("day", "code"), [("2026-02-30", "invalid"), ("ayer", "invalid"), ("2026-13-01", "invalid"), (20261122, "invalid")]
)
def test_a_day_that_does_not_exist_is_a_field_that_is_wrong(cast, admin_client, day, code):
    for field in ("adopted_on", "review_on"):
        refused_field(publish(admin_client, cast.association, text="Otros.", **{field: day}), field, code)


def test_days_that_nobody_meant(cast, admin_client):
    today = timezone.localdate()
    for field, day, status, code in (
        ("adopted_on", "0026-11-22", 400, "statutes_adoption_too_early"),
        ("adopted_on", str(today + timedelta(days=1)), 409, "statutes_adoption_not_yet"),
        ("review_on", str(today), 400, "review_date_invalid"),
        ("review_on", "2126-01-01", 400, "review_date_invalid"),
    ):
        refused(publish(admin_client, cast.association, text="Otros.", **{field: day}), status, code)
    assert current_statutes(cast.association.pk).version == 1


def test_what_nothing_shows_is_swept_after_a_day_and_not_before(cast, admin_client):
    loose = send(admin_client, cast.association, pdfs.plain("Uno")).json()["id"]
    kept = send(admin_client, cast.association, pdfs.plain("Dos")).json()["id"]
    publish(admin_client, cast.association, document_id=kept)
    assert documents.sweep_loose_documents(10) == 0
    StatutesDocument.objects.update(loose_since=database_now() - timedelta(days=2))
    assert documents.sweep_loose_documents(10) == 2
    assert [str(pk) for pk in StatutesDocument.objects.values_list("pk", flat=True)] == [kept]
    assert documents.sweep_loose_documents(10) == 0
    refused(publish(admin_client, cast.association, document_id=loose), 404, "not_found")


def test_nobody_fills_the_house_with_files(cast, admin_client, monkeypatch):
    monkeypatch.setattr(documents, "MOST_LOOSE", 1)
    assert send(admin_client, cast.association, pdfs.plain("Uno")).status_code == 201
    refused(send(admin_client, cast.association, pdfs.plain("Dos")), 429, "too_many_statutes_documents")


def test_an_association_that_is_over_takes_none(cast, admin_client):
    type(cast.association).objects.filter(pk=cast.association.pk).update(status="dissolved")
    refused(send(admin_client, cast.association, pdfs.plain()), 409, "association_closed")


def test_the_service_keeps_what_came(cast):
    data = pdfs.plain()
    kept = services.keep_document(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk, sent=data
    )
    assert bytes(kept.file.body) == data
