"""Each certificate's part of `/o/<code>` speaks in the words that were signed of it, whatever was renamed since."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from coops.models import Association
from origin.models import Seal
from origin.services import credentials
from tests.support import certified, people, trade

pytestmark = pytest.mark.django_db


def signed_places(html: str) -> list[tuple[str, str]]:
    """This will return what stands at the places that the telephone compares, in their order."""
    return [(name, unescape(text)) for name, text in re.findall(r'<span data-signed="(\w+)">([^<]*)</span>', html)]


def parts(code: str, language: str) -> list[list[tuple[str, str]]]:
    """This will return the places of the top of the page, and of each certificate's part."""
    html = Client(headers={"accept": "text/html", "accept-language": language}).get(f"/o/{code}").content.decode()
    return [signed_places(part) for part in html.split("<article")]


def test_two_certificates_behind_a_lot_speak_each_in_its_own_words() -> None:
    pool = trade.pool((50, 30))
    lot = pool.contributions[1].lot
    first = certified.certificate(pool.cast, lot=lot, product_name="Queso <maduro>")
    other_cast = people.constituted_association(2)
    Association.objects.filter(pk=other_cast.association.pk).update(name="Quesos del Norte & Cía.")
    other_cast.association.refresh_from_db()
    second = certified.certificate(
        other_cast, lot=lot, product_name="Queso de Hurtado", valid_until=first.valid_until - timedelta(days=50)
    )
    code = certified.granted(first, lot, 30).code
    certified.granted(second, lot, 7)
    for certificate in (first, second):
        credentials.write_for_lot(certificate, lot)
    top, one, two = parts(code, "es")
    names = {"association": first.association.name, "comuna": "Río Hurtado"}
    assert {"product": "Queso <maduro>", "lot": lot.code, **names} == dict(top)
    assert {"seal": "Certificado propio de queso maduro", "product": "Queso <maduro>", "units": "30", **names} == dict(
        one
    )
    assert (dict(two)["product"], dict(two)["association"]) == ("Queso de Hurtado", "Quesos del Norte & Cía.")
    assert dict(two)["units"] == "7"


def test_a_name_that_was_changed_since_stays_as_it_was_signed() -> None:
    pool = trade.pool((50, 30))
    lot = pool.contributions[1].lot
    certificate = certified.certificate(pool.cast, lot=lot)
    code = certified.granted(certificate, lot, 30).code
    name = certificate.association.name
    Seal.objects.filter(pk=certificate.seal_id).update(name_en="Cheese, as we like it")
    certificate.seal.refresh_from_db()
    credentials.write_for_lot(certificate, lot)
    Seal.objects.update(name_es="Otro nombre", name_en="Another name")
    Association.objects.filter(pk=certificate.association_id).update(name="Otra")
    for language, seal in (("es", "Certificado propio de queso maduro"), ("en", "Cheese, as we like it")):
        top, one = parts(code, language)
        assert dict(top)["association"] == dict(one)["association"] == name
        assert dict(one)["seal"] == seal
