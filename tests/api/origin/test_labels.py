"""Label sheets: what stands on them is true, and there are no more than the certificate covers."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Person
from catalog.models import Cover, Lot
from origin.models import Certificate, Seal
from tests.api.origin.test_page import labelled
from tests.support.people import client_for

pytestmark = pytest.mark.django_db


def printed(certificate: Certificate, lot_id: object, who: Person | None = None, **asked: Any) -> Any:
    """This will ask for labels as the member whose lot it is, in Spanish."""
    path = f"/api/v1/associations/{certificate.association_id}/lots/{lot_id}/labels.pdf"
    return client_for(who or certificate.applied_by).get(path, asked, headers={"accept-language": "es"})


def test_a_sheet_says_what_it_is_in_the_seals_honest_words() -> None:
    code, certificate, lot = labelled(product_name="Queso de cabra maduro con orégano silvestre de la quebrada" * 2)
    answer = printed(certificate, lot.pk)
    assert answer["Content-Type"] == "application/pdf"
    sheets = PdfReader(io.BytesIO(answer.content)).pages
    assert len(sheets) == 2, "30 units are covered: 24 labels and 6"
    text = " ".join(sheets[0].extract_text().split())
    assert text.count(code) == 24
    assert " ".join(sheets[1].extract_text().split()).count(code) == 6
    for part in (
        f"Lote {lot.code}",
        "Vence",
        certificate.association.name,
        "no es un sello del Estado ni de un tercero.",
    ):
        assert part in text


def test_no_line_begins_with_what_parts_two_things() -> None:
    _code, certificate, lot = labelled()
    (sheet, _other) = PdfReader(io.BytesIO(printed(certificate, lot.pk).content)).pages
    lines = [line.strip() for line in sheet.extract_text().splitlines()]
    assert any("Río Hurtado" in line for line in lines)
    assert not [line for line in lines if line.startswith("·") or line.endswith("·")]


def test_a_long_name_is_cut_and_never_what_is_said_of_it() -> None:
    _code, certificate, lot = labelled(product_name="Queso de cabra maduro con orégano silvestre de la quebrada" * 2)
    Seal.objects.filter(pk=certificate.seal_id).update(name_es="Queso de majada de la quebrada " * 3)
    sheets = PdfReader(io.BytesIO(printed(certificate, lot.pk).content)).pages
    assert "no es un sello del Estado ni de un tercero." in " ".join(sheets[0].extract_text().split())


def test_as_many_as_are_asked_for_within_what_is_covered() -> None:
    _code, certificate, lot = labelled()
    assert len(PdfReader(io.BytesIO(printed(certificate, lot.pk, count=5).content)).pages) == 1
    assert printed(certificate, lot.pk, count=48).status_code == 200
    refused = printed(certificate, lot.pk, count=49)
    assert (refused.status_code, refused.json()["code"]) == (400, "labels_too_many")
    for count in (0, -1, "1e308", "x", 481, "1.5"):
        assert printed(certificate, lot.pk, count=count).status_code == 400


def certified_units(certificate: Certificate, lot_id: object) -> int:
    """This will return of how many units the lot's own page says that they can be labelled."""
    path = f"/api/v1/associations/{certificate.association_id}/lots/{lot_id}/genealogy"
    return int(client_for(certificate.applied_by).get(path).json()["certified_units"])


@pytest.mark.parametrize("why", ["never certified", "suspended", "lapsed", "not begun"])
def test_nothing_is_printed_that_no_certificate_in_force_stands_behind(why: str) -> None:
    _code, certificate, lot = labelled()
    assert certified_units(certificate, lot.pk) == 30
    now = timezone.now()
    if why == "never certified":
        lot = Lot.objects.create(
            code="L-0", producer=lot.producer, product=lot.product, product_name=lot.product_name,
            category="cheese", made_on=lot.made_on, units=5, free=5,
        )  # fmt: skip
    elif why == "suspended":
        Certificate.objects.filter(pk=certificate.pk).update(status=Certificate.Status.SUSPENDED)
        Cover.objects.filter(pk=certificate.pk).update(blocked="suspended")
    else:
        shift = timedelta(days=-400 if why == "lapsed" else 2)
        times = {"valid_from": now + shift, "valid_until": now + shift + timedelta(days=9)}
        Certificate.objects.filter(pk=certificate.pk).update(**times)
        Cover.objects.filter(pk=certificate.pk).update(**times)
    refused = printed(certificate, lot.pk)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_label")
    assert certified_units(certificate, lot.pk) == 0


def test_of_the_associations_lots_alone() -> None:
    _code, certificate, _lot = labelled()
    _other_code, _other, other_lot = labelled()
    assert printed(certificate, other_lot.pk).status_code == 404
