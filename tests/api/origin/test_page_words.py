"""Each certificate's part of `/o/<code>` speaks in the words that were signed of it, whatever was renamed since."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from catalog.services import create_lot
from coops.models import Association
from coops.services import make_goods
from origin import seal_words
from origin.models import Certificate, Inspection, Seal
from origin.services import credentials
from tests.support import certified, people, seals, trade

pytestmark = pytest.mark.django_db


def signed_places(html: str) -> list[tuple[str, str]]:
    """This will return what stands at the places that the telephone compares, in their order."""
    return [
        (name, unescape(text)) for name, text in re.findall(r'<(?:span|p)[^>]* data-signed="(\w+)">([^<]*)</', html)
    ]


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
    assert dict(one) == {
        "seal": "Certificado propio de queso maduro",
        "product": "Queso <maduro>",
        "kind": "Certificado propio de la asociación",
        "assessor": f"Lo afirma {first.association.name} de su propio socio, con control interno. "
        "No es un sello del Estado ni de un tercero.",
        "units": "30",
        **names,
    }
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


# What the page's script knows by itself, to hold the page against it.
KNOWN: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "frontend" / "src" / "origin" / "sealWords.json").read_text()
)
BODY = "Laboratorio 3 units of lot 5 were packed under it. S.A."


@pytest.mark.parametrize("kind", Seal.Kind)
@pytest.mark.parametrize(
    ("assessor", "level"), [("self", "self"), ("association", "membership"), ("external", "3rdParty")]
)
def test_the_script_knows_the_words_of_each_kind_of_name_and_of_each_who_looked(
    kind: Seal.Kind, assessor: str, level: str
) -> None:
    pool = trade.pool((50, 30))
    lot = pool.contributions[1].lot
    registered = {"association": None, "status": Seal.Status.REGISTERED}
    fields = {Seal.Kind.OWN: {}, Seal.Kind.LAW: {"association": None}}.get(kind, registered)
    # What stands before the body is a name, whatever words are in it.
    seal = certified.seal(pool.cast, kind=kind, name_en="Cheese as assessed by us", **fields)
    certificate = certified.certificate(
        pool.cast, lot=lot, seal=seal, assessor=assessor, assessor_name=BODY if level == "3rdParty" else ""
    )
    if level == "3rdParty":
        Inspection.objects.create(
            certificate=certificate, kind=Inspection.Kind.EXTERNAL_BODY, planned_for=date(2026, 9, 1),
            done_on=date(2026, 9, 2), outcome="passed", planned_by=certificate.applied_by, inspector=BODY,
        )  # fmt: skip
    code = certified.granted(certificate, lot, 30).code
    credentials.write_for_lot(certificate, lot)
    # What was signed stands there, whatever became of it since.
    name = certificate.association.name
    Association.objects.filter(pk=certificate.association_id).update(name="Otra")
    Certificate.objects.filter(pk=certificate.pk).update(assessor="self", assessor_name="")
    told = KNOWN["kinds"][kind]
    for language in ("es", "en"):
        _top, one = parts(code, language)
        who = KNOWN["assessors"][level][language] % {"association": name, "body": BODY}
        bound = KNOWN["bounds"]["own" if kind == Seal.Kind.OWN else "other"][language]
        assert dict(one)["assessor"] == (who if level == "3rdParty" else f"{who} {bound}")
        said, _, standing = dict(one)["kind"].partition(", ")
        assert (said, bool(standing)) == (told[language], told["shape"] == "reg")
    html = Client(headers={"accept": "text/html"}).get(f"/o/{code}").content.decode()
    assert f'class="seal seal--{told["shape"]}" data-' in html


def test_what_an_association_makes_itself_is_told_of_one_party_alone() -> None:
    pool = trade.pool((50, 30))
    chief, name = people.actor(pool.cast.administrator.person), pool.cast.association.name
    own = make_goods(actor=chief, association_id=pool.cast.association.pk)
    lot = create_lot(
        actor=chief, producer_id=own.pk, product_name="Queso", category="cheese", made_on=seals.today(), units=40
    )
    seal = certified.seal(pool.cast, name_en="Cheese of ours, as we like it")
    certificate = certified.certificate(pool.cast, lot=lot, seal=seal, producer=own, assessor="self")
    code = certified.granted(certificate, lot, 30).code
    signed = [
        json.loads(one.document)["credentialSubject"]
        for one in (credentials.write_for(certificate), credentials.write_for_lot(certificate, lot))
    ]
    for one in signed:
        assert one["issuedToParty"] == one["authorisation"][0]["issuingAuthority"]
        assert (one["issuedToParty"]["name"], one["assessorLevel"]) == (name, "self")
        assert "as the association itself declares, which makes it." in one["description"]
    # The page goes by what was signed of it, whatever is known since.
    Association.objects.filter(pk=certificate.association_id).update(name="Otra", slug="otra")
    for language in ("es", "en"):
        top, part = parts(code, language)
        said = KNOWN["assessors"]["itself"][language] % {"association": name}
        assert dict(part)["assessor"] == f"{said} {KNOWN['bounds']['own'][language]}"
        assert dict(part)["seal"] == (seal.name_en if language == "en" else seal.name_es)
        assert dict(top)["association"] == name
    for address in (f"/o/{code}", f"/o/{certificate.code}"):
        html = Client(headers={"accept": "text/html"}).get(address).content.decode()
        by = html.partition('<p class="soft by">')[2].partition("</p>")[0]
        # Its name stands there once, with the way to its page.
        assert (by.count(name), "Otra" in by) == (1, False), by


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_script_knows_the_words_of_each_standing_of_a_registration(language: str) -> None:
    with translation.override(language):
        signed = str(seal_words.kind(Seal.Kind.COLLECTIVE_MARK, Seal.Status.REGISTERED)).partition(", ")[0]
        said = {seal_words.kind(Seal.Kind.COLLECTIVE_MARK, status) for status in Seal.Status}
    assert said == {f"{signed}, {standing[language]}" for standing in KNOWN["standings"]}
