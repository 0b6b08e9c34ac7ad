"""`/o/<code>`: what a stranger with a jar in her hand reads, in both languages, by any way of typing the code."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Lot
from coops.models import Producer
from origin.models import Certificate, CertificateStep, Inspection
from origin.services import credentials
from tests.support import certified, trade

pytestmark = pytest.mark.django_db
_WORDS = re.compile(r"<[^>]+>")


def labelled(**fields: Any) -> tuple[str, Certificate, Lot]:
    """This will make a lot with a certificate behind 30 of its units, and return the code on its labels."""
    pool = trade.pool((50, 30), picture="queso-maduro")
    lot = pool.contributions[1].lot
    certificate = certified.certificate(pool.cast, lot=lot, **fields)
    code = certified.granted(certificate, lot, 30).code
    credentials.write_for_lot(certificate, lot)
    return code, certificate, lot


def read(path: str, **headers: str) -> str:
    """This will return what a page says, without what stands hidden in it."""
    response = Client(headers={"accept": "text/html", **headers}).get(path)
    text = response.content.decode()
    text = re.sub(r"(?s)<script.*?</script>", "", text)
    text = re.sub(r'(?s)<div class="say"[^>]*hidden>.*?</div>', "", text)
    return re.sub(r"\s+", " ", unescape(_WORDS.sub(" ", text)))


def test_a_stranger_reads_what_it_is_where_from_who_made_it_and_who_says_so() -> None:
    code, certificate, lot = labelled()
    text = read(f"/o/{code}", **{"accept-language": "es"})
    for part in (
        "Queso de cabra maduro",
        f"Lote {lot.code}",
        certificate.association.name,
        "Comuna de Río Hurtado",
        "Certificado propio de queso maduro",
        "No es un sello del Estado ni de un tercero",
        "Tu teléfono aún no lo ha comprobado",
        certificate.code,
        "30 unidades",
    ):
        assert part in text


def test_in_english_by_the_browser_or_by_the_switch() -> None:
    code, _certificate, _lot = labelled()
    assert "Who says so" in read(f"/o/{code}", **{"accept-language": "en-GB"})
    assert "Who says so" in read(f"/o/{code}?lang=en", **{"accept-language": "es"})
    assert "Quién lo dice" in read(f"/o/{code}?lang=es", **{"accept-language": "en"})
    assert "Quién lo dice" in read(f"/o/{code}?lang=xx", **{"accept-language": "es"})


def test_the_code_is_read_as_people_type_it_and_so_is_the_certificates() -> None:
    code, certificate, _lot = labelled()
    for typed in (code.lower(), code.replace("-", ""), code.replace("0", "O").replace("1", "I")):
        assert code in read(f"/o/{typed}")
    text = read(f"/o/{certificate.code.lower()}")
    assert certificate.code in text
    assert "Lote" not in text


@pytest.mark.parametrize(
    ("language", "check", "issued"),
    [
        ("es", "Control de la asociación", "Certificado emitido"),
        ("en", "The association's check", "Certificate issued"),
    ],
)
def test_what_was_done_on_one_day_is_told_in_the_order_in_which_it_is_done(
    language: str, check: str, issued: str
) -> None:
    _code, certificate, _lot = labelled()
    assert certificate.issued_at is not None
    day = timezone.localdate(certificate.issued_at)
    Inspection.objects.create(
        certificate=certificate,
        kind=Inspection.Kind.INTERNAL_CONTROL,
        planned_for=day,
        done_on=day,
        outcome=Inspection.Outcome.PASSED,
        planned_by=certificate.applied_by,
    )
    text = read(f"/o/{certificate.code}", **{"accept-language": language})
    assert text.index(check) < text.index(issued)


def test_an_unknown_code_has_a_page_that_helps() -> None:
    for typed in ("ZZZZ-ZZ", "x", "../etc", "%00", "ñ" * 30):
        response = Client(headers={"accept": "text/html"}).get(f"/o/{typed}")
        assert response.status_code == 404
    assert "No conocemos este código" in read("/o/ZZZZ-ZZ", **{"accept-language": "es"})
    assert Client().get("/o/", {"code": "7k3qmo"})["Location"] == "/o/7K3Q-M0"
    assert Client().get("/o/", {"code": "//evil.example"})["Location"].startswith("/o/")


def test_a_certificate_that_was_never_issued_has_no_page() -> None:
    certificate = certified.certificate(status=Certificate.Status.APPLIED)
    assert Client(headers={"accept": "text/html"}).get(f"/o/{certificate.code}").status_code == 404


def test_a_producer_who_hides_her_name_is_nobody_here() -> None:
    code, certificate, _lot = labelled()
    name = certificate.producer.name
    assert name in read(f"/o/{code}")
    Producer.objects.filter(pk=certificate.producer_id).update(shows_name=False)
    whole = Client(headers={"accept": "text/html"}).get(f"/o/{code}").content.decode()
    assert name not in unescape(whole)


@pytest.mark.parametrize(
    ("status", "said"), [("suspended", "está suspendido"), ("revoked", "ya no vale"), ("issued", "venció")]
)
def test_what_no_longer_holds_says_so_without_a_script(status: str, said: str) -> None:
    code, certificate, _lot = labelled()
    now = timezone.now()
    if status == "issued":
        Certificate.objects.filter(pk=certificate.pk).update(
            valid_from=now - timedelta(days=9), valid_until=now - timedelta(hours=1)
        )
    else:
        Certificate.objects.filter(pk=certificate.pk).update(status=status)
        CertificateStep.objects.create(certificate=certificate, kind=status, reason="Faltan registros de la cava")
    text = read(f"/o/{code}", **{"accept-language": "es"})
    assert said in text
    assert status == "issued" or "Faltan registros de la cava" in text


def test_names_that_are_markup_stay_text_and_leave_the_scripts_data() -> None:
    code, certificate, _lot = labelled(product_name="Queso </script><script>alert(1)</script> & más")
    whole = Client(headers={"accept": "text/html"}).get(f"/o/{code}").content.decode()
    assert "<script>alert(1)" not in whole
    found = re.search(r'(?s)<script id="scripted" type="application/json">(.*?)</script>', whole)
    assert found
    held = json.loads(json.loads(found[1])["credentials"][str(certificate.pk)])
    product = held["credentialSubject"]["conformityAssessment"][0]["assessedProduct"][0]["product"]
    assert product["name"] == certificate.product_name


def test_nothing_in_the_page_needs_more_than_the_policy_allows() -> None:
    code, _certificate, _lot = labelled()
    response = Client(headers={"accept": "text/html"}).get(f"/o/{code}")
    whole = response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert " style=" not in whole
    assert "<style" not in whole
    assert not re.search(r"\son\w+=", whole)
    assert "data:" not in whole


def test_the_code_as_a_picture() -> None:
    code, _certificate, _lot = labelled()
    svg = Client().get(f"/o/{code.lower()}/qr.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    assert Client().get(f"/o/{code}/qr.png").content.startswith(b"\x89PNG")
    assert Client().get("/o/ZZZZ-ZZ/qr.svg").status_code == 404
