"""`/o/<code>`: what a stranger with a jar in her hand reads, in both languages, by any way of typing the code."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from catalog.models import Lot
from coops.models import Association, Producer
from origin import page_words
from origin.models import Certificate, CertificateStep, Inspection
from origin.services import credentials
from tests.support import certified, people, trade

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
        "Este dispositivo aún no lo ha comprobado",
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


def test_all_that_the_script_asks_for_is_named_in_the_head() -> None:
    code, certificate, _lot = labelled()
    head = Client(headers={"accept": "text/html"}).get(f"/o/{code}").content.decode().partition("</head>")[0]
    made = certificate.credentials.get(replaced_at__isnull=True, lot__isnull=False)
    lists = {entry["statusListCredential"].split("/", 3)[3] for entry in json.loads(made.document)["credentialStatus"]}
    named = re.findall(r'<link rel="preload" href="/([^"]+)" as="fetch" crossorigin>', head)
    assert set(named) == {".well-known/did.json", *lists}


def test_the_code_as_a_picture() -> None:
    code, _certificate, _lot = labelled()
    svg = Client().get(f"/o/{code.lower()}/qr.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    assert Client().get(f"/o/{code}/qr.png").content.startswith(b"\x89PNG")
    assert Client().get("/o/ZZZZ-ZZ/qr.svg").status_code == 404


class TestSeveralBehindOneLot:
    """Days and names are of the certificate that decides: each seal's best one, and of those the worst."""

    def second(self, first: Certificate, lot: Lot, *, holds: tuple[int, int], **fields: Any) -> Certificate:
        """This will put another certificate behind the lot, that holds between so many days from today."""
        now = timezone.now()
        times = {"valid_from": now + timedelta(days=holds[0]), "valid_until": now + timedelta(days=holds[1])}
        other = certified.certificate(**{"lot": lot, "association": first.association, **times, **fields})
        certified.granted(other, lot, 9)
        return other

    def elsewhere(self) -> Association:
        """This will make another association, of a name of its own."""
        association = people.constituted_association(2).association
        Association.objects.filter(pk=association.pk).update(name="Cooperativa Otra Ladera")
        association.refresh_from_db()
        return association

    def test_of_two_seals_the_one_that_expired_decides(self) -> None:
        code, certificate, lot = labelled()
        expired = self.second(certificate, lot, holds=(-90, -20))
        text = read(f"/o/{code}", **{"accept-language": "es"})
        assert f"Valió hasta el {said(expired.valid_until)}" in text

    def test_a_renewal_stands_before_what_it_renewed(self) -> None:
        code, certificate, lot = labelled()
        self.second(certificate, lot, holds=(-90, -20), seal=certificate.seal)
        text = read(f"/o/{code}", **{"accept-language": "es"})
        assert "Minga dice que el certificado está vigente" in text
        now = timezone.now()
        Certificate.objects.filter(pk=certificate.pk).update(
            valid_from=now - timedelta(days=9), valid_until=now - timedelta(days=3)
        )
        certificate.refresh_from_db()
        assert f"Valió hasta el {said(certificate.valid_until)}" in read(f"/o/{code}", **{"accept-language": "es"})

    def test_what_is_suspended_is_told_with_its_own_day_and_association(self) -> None:
        code, certificate, lot = labelled()
        now = timezone.now()
        Certificate.objects.filter(pk=certificate.pk).update(
            valid_from=now - timedelta(days=9), valid_until=now - timedelta(hours=30)
        )
        suspended = self.second(
            certificate, lot, holds=(-90, 90), association=self.elsewhere(), status=Certificate.Status.SUSPENDED
        )
        at = now - timedelta(days=12)
        CertificateStep.objects.create(certificate=suspended, kind="suspended", reason="Faltan registros", at=at)
        with translation.override("es"):
            day = page_words.said_day(at)
        text = read(f"/o/{code}", **{"accept-language": "es"})
        assert f"{suspended.association.name} lo suspendió el {day}" in text
        assert f"{certificate.association.name} lo suspendió" not in text

    def test_a_day_is_not_told_of_what_only_the_telephone_may_find(self) -> None:
        code, certificate, lot = labelled()
        self.second(certificate, lot, holds=(-90, 90), association=self.elsewhere())
        client = Client(headers={"accept": "text/html", "accept-language": "es"})
        whole = unescape(client.get(f"/o/{code}").content.decode())
        assert "lo suspendió el" not in whole
        assert "lo retiró el" not in whole
        assert "lo que se firmó para" not in whole


def said(moment: datetime | None) -> str:
    """This will return the last day on which what ends then holds, as the Spanish page says it."""
    with translation.override("es"):
        return page_words.last_day(moment)
