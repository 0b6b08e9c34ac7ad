"""Papers: what may be laid to a certificate, by whom, and how it goes out."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from origin.models import Certificate, CertificateStep, Evidence
from origin.services import papers
from origin.services.forgetting import drop_papers
from tests.support import pdfs, people, photos, seals
from tests.support.people import Cast, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(3)


@pytest.fixture
def certificate(cast: Cast) -> Certificate:
    return seals.applied(cast, cast.members[1])


def send(certificate: Certificate, by: Any, body: bytes | None, **about: str) -> Any:
    """This will send a file to the certificate's papers."""
    address = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}/evidence"
    form: dict[str, Any] = dict(about)
    if body is not None:
        form["file"] = SimpleUploadedFile("como-sea.exe", body, content_type="application/x-anything")
    return client_for(by).post(address, form, format="multipart")


def test_a_photo_and_a_pdf_are_kept_as_they_came_and_go_out_as_downloads(cast: Cast, certificate: Certificate):
    member = cast.members[1].person
    for body, media_type, ending in (
        (photos.told_everything(), "image/jpeg", "jpg"), (photos.photo(form="PNG"), "image/png", "png"),
        (photos.photo(form="WEBP"), "image/webp", "webp"), (pdfs.plain(), "application/pdf", "pdf"),
    ):  # fmt: skip
        answer = send(certificate, member, body, name="Sala de ordeña")
        assert answer.status_code == 201, answer.content
        kept = answer.json()["evidence"][-1]
        assert (kept["name"], kept["media_type"], kept["size"]) == ("Sala de ordeña", media_type, len(body))
        assert kept["sha256"] == hashlib.sha256(body).hexdigest()
        base = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
        file = client_for(member).get(f"{base}/evidence/{kept['id']}/file")
        assert file.content == body
        assert file["Content-Type"] == media_type
        assert file["Content-Disposition"].startswith("attachment")
        assert file["Content-Disposition"].endswith(f'.{ending}"')
        assert file["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in file["Content-Security-Policy"]
        assert client_for(cast.members[2].person).get(f"{base}/evidence/{kept['id']}/file").status_code == 404
        assert client_for(cast.administrator.person).get(f"{base}/evidence/{kept['id']}/file").status_code == 200


def test_the_same_file_twice_is_one(cast: Cast, certificate: Certificate):
    body = pdfs.plain()
    for by in (cast.members[1].person, cast.administrator.person):
        assert len(send(certificate, by, body).json()["evidence"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 415, "evidence_unknown"),
        (b"MZ\x90\x00", 415, "evidence_unknown"),
        (b"", 415, "evidence_unknown"),
        (b"%PDF-1.7 and no more", 422, "evidence_broken"),
        (pdfs.locked(), 422, "evidence_locked"),
        (pdfs.with_script(), 422, "evidence_active"),
        (b"\xff\xd8\xff and no more", 422, "picture_broken"),
        (photos.bomb(20_000, 10_000), 422, "picture_too_many_pixels"),
        (None, 400, "evidence_not_sent"),
    ],
    ids=["svg", "program", "empty", "cut", "locked", "script", "cut photo", "200 megapixels", "nothing"],
)
def test_what_is_no_paper_is_refused(cast: Cast, certificate: Certificate, body: bytes | None, status: int, code: str):
    answer = send(certificate, cast.members[1].person, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert not Evidence.objects.exists()


def test_what_is_too_heavy_is_not_read(cast: Cast, certificate: Certificate):
    answer = send(certificate, cast.members[1].person, b"%PDF-" + b"0" * 5_100_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "evidence_too_large")


def test_it_can_say_what_it_is_about(cast: Cast, certificate: Certificate):
    inspection = seals.planned(certificate, cast.administrator)
    answer = send(certificate, cast.members[1].person, pdfs.plain(), inspection_id=str(inspection.pk))
    assert answer.json()["evidence"][0]["inspection_id"] == str(inspection.pk)
    other = seals.planned(seals.applied(cast, cast.members[2]), cast.administrator)
    for about in ({"inspection_id": str(other.pk)}, {"finding_id": str(uuid4())}):
        assert send(certificate, cast.members[1].person, pdfs.plain(pages=3), **about).status_code == 404
    assert send(certificate, cast.members[1].person, pdfs.plain(pages=3), inspection_id="x").status_code == 400


def test_others_lay_nothing_to_it(cast: Cast, certificate: Certificate):
    assert send(certificate, cast.members[2].person, pdfs.plain()).status_code == 404


@pytest.mark.parametrize(("ended", "days", "gone"), [("withdrawn", 31, True), ("refused", 29, False)])
def test_the_files_of_what_came_to_nothing_go_after_a_month(
    cast: Cast, certificate: Certificate, ended: str, days: int, gone: bool
):
    member = cast.members[1].person
    kept = send(certificate, member, pdfs.plain(), name="Plano").json()["evidence"][0]
    Certificate.objects.filter(pk=certificate.pk).update(status=ended)
    CertificateStep.objects.create(certificate=certificate, kind=ended, at=timezone.now() - timedelta(days=days))
    assert drop_papers(10) == int(gone)
    assert drop_papers(10) == 0
    base = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
    answer = client_for(member).get(f"{base}/evidence/{kept['id']}/file")
    assert answer.status_code == (410 if gone else 200)
    assert not gone or answer.json()["code"] == "evidence_dropped"
    still = client_for(member).get(base).json()["evidence"][0]
    assert (still["name"], still["sha256"]) == ("Plano", kept["sha256"])
    # Whoever reads the list is told that it is gone, and since when.
    assert kept["gone_at"] is None
    assert (still["gone_at"] is not None) == gone


def test_of_a_producer_so_many_files_are_kept(cast: Cast, certificate: Certificate, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(papers, "MOST_OF_A_PRODUCER", 1)
    member = cast.members[1].person
    assert send(certificate, member, pdfs.plain()).status_code == 201
    assert send(certificate, member, pdfs.plain(pages=3)).json()["code"] == "too_much_evidence_of_producer"
    Certificate.objects.filter(pk=certificate.pk).update(status="withdrawn", papers_dropped_at=timezone.now())
    assert send(seals.applied(cast, cast.members[1]), member, pdfs.plain(pages=3)).status_code == 201
