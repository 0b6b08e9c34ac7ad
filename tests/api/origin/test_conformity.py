"""What credentials say: valid against W3C's and UN/CEFACT's schemas, in terms of their contexts, honest about who looked."""

from __future__ import annotations

import json
import re
import string
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Lot
from origin.models import Certificate, Credential, Inspection
from origin.services import credentials
from tests.support import certified
from tests.support.people import constituted_association
from tests.support.verify import Verdict, verify

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[2] / "unit" / "origin" / "data"
UNTP = json.loads((DATA / "untp" / "ConformityCredential-0.7.0.schema.json").read_text())
W3C = json.loads((DATA / "vc" / "verifiable-credential-schema.json").read_text())
# As they are published beside the Recommendations.
CONTEXTS = {
    "credentials-v2.jsonld": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "security-data-integrity-v2.jsonld": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
}


ALPHABET = string.ascii_letters + string.digits + "-_"


def fetched(address: str) -> str | None:
    """This will return what is at an address of ours, whatever its scheme and host."""
    answer = Client().get("/" + address.split("/", 3)[3], headers={"Accept": "application/vc, application/json;q=0.5"})
    return answer.content.decode() if answer.status_code == 200 else None


def lot_of(certificate: Certificate) -> Lot:
    return Lot.objects.get(product=certificate.product)


def written(certificate: Certificate) -> list[Credential]:
    """This will write both kinds of credential."""
    lot = lot_of(certificate)
    certified.granted(certificate, lot, 12)
    return [credentials.write_for(certificate), credentials.write_for_lot(certificate, lot)]


def errors(schema: dict[str, Any], document: dict[str, Any]) -> list[jsonschema.ValidationError]:
    checker = jsonschema.FormatChecker()
    return list(jsonschema.Draft202012Validator(schema, format_checker=checker).iter_errors(document))


def test_w3cs_schema_finds_nothing_and_untps_the_one_known_conflict():
    for made in written(certified.certificate()):
        document = json.loads(made.document)
        assert errors(W3C, document) == []
        (several,) = errors(UNTP, document)
        # W3C lets a credential be in two lists; this schema knows of one,
        assert list(several.absolute_path) == ["credentialStatus"]
        for entry in document["credentialStatus"]:
            (textual,) = errors(UNTP, {**document, "credentialStatus": entry})
            # and wants its place as a number, where W3C wants a text.
            assert list(textual.absolute_path) == ["credentialStatus", "statusListIndex"]
            assert textual.validator == "type"
            assert errors(UNTP, {**document, "credentialStatus": {**entry, "statusListIndex": 7}}) == []


def test_a_status_list_is_a_credential_too():
    credentials.write_for(certified.certificate())
    for purpose in ("revocation", "suspension"):
        found = Client().get(f"/credentials/status/{purpose}/1", headers={"Accept": "application/json"}).json()
        assert errors(W3C, found) == []
        assert found["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]


def names_in(node: Any) -> set[str]:
    """This will return every name of an object, however deep."""
    if isinstance(node, list):
        return set().union(*map(names_in, node))
    if isinstance(node, dict):
        return set(node).union(*map(names_in, node.values()))
    return set()


def test_contexts_are_the_published_ones_and_know_every_term():
    for name, digest in CONTEXTS.items():
        assert sha256((DATA / "contexts" / name).read_bytes()).hexdigest() == digest
    known = {"@context"}.union(
        *(names_in(json.loads(path.read_text())) for path in (DATA / "contexts").glob("*.jsonld"))
    )
    for made in written(certified.certificate()):
        assert names_in(json.loads(made.document)) <= known


@pytest.mark.parametrize(
    ("assessor", "name", "inspected", "looked", "level"),
    [
        ("self", "", "", "", "self"),
        ("association", "", "", "", "membership"),
        ("association", "Laboratorio del Norte", "external_body", "", "membership"),
        ("external", "Laboratorio del Norte", "external_body", "", "3rdParty"),
        ("external", "Laboratorio del Norte", "external_body", "Laboratorio del Sur", "membership"),
        # Somebody from outside has to have been there, and to be named.
        ("external", "Laboratorio del Norte", "internal_control", "", "membership"),
        ("external", "", "external_body", "", "membership"),
        ("external", "Laboratorio del Norte", "", "", "membership"),
    ],
)
def test_who_looked_is_said_as_it_was(assessor: str, name: str, inspected: str, looked: str, level: str):
    cast = constituted_association(2)
    certificate = certified.certificate(cast, assessor=assessor, assessor_name=name)
    if inspected:
        Inspection.objects.create(
            certificate=certificate, kind=inspected, planned_for=date(2026, 9, 1), done_on=date(2026, 9, 2),
            outcome="passed", planned_by=cast.administrator.person, inspector=looked or name,
        )  # fmt: skip
    for made in written(certificate):
        subject = json.loads(made.document)["credentialSubject"]
        assert subject["assessorLevel"] == level
        assert (subject["attestationType"] == "certification") == (level == "3rdParty")
        assert ("Laboratorio" in made.document) == (level == "3rdParty")


def test_nobody_is_named_and_no_number_of_a_person_is_in_it():
    cast = constituted_association(2)
    certificate = certified.certificate(cast)
    cast.members[1].producer.rut = "123456785"
    cast.members[1].producer.save()
    for made in written(certificate):
        for member in cast.members:
            for word in (member.person.name, member.person.email, member.producer.name, "123456785", "12.345.678"):
                assert word not in made.document
            assert str(member.producer.pk) not in made.document
            assert str(member.person.pk) not in made.document


def test_a_credential_changed_in_any_one_byte_fails():
    certificate = certified.certificate()
    made = written(certificate)[1]
    found: dict[str, str | None] = {}

    def fetch(address: str) -> str | None:
        if address not in found:
            found[address] = fetched(address)
        return found[address]

    now = timezone.now()
    for text in (made.document, made.jwt):
        assert verify(text, fetch=fetch, now=now).verdict == Verdict.VALID
        content = text.encode()
        # Of a token each third: it takes twice as long, and its signature is over the text itself.
        for place in range(0, len(content), 1 if text == made.document else 3):
            changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
            verdict = verify(changed.decode("utf-8", "replace"), fetch=fetch, now=now).verdict
            # It may name another issuer then, whose document is not to be had.
            assert verdict in (Verdict.FORGED, Verdict.UNREADABLE, Verdict.STATUS_UNKNOWN), place
    # The last sign of a token holds four bits that stand for nothing: they have to be as they were too.
    ends = {verify(made.jwt[:-1] + last, fetch=fetch, now=now).verdict for last in ALPHABET if last != made.jwt[-1]}
    assert ends == {Verdict.FORGED}


def test_left_out_or_doubled_it_fails_too():
    made = credentials.write_for(certified.certificate())
    for text in (
        "",
        "{}",
        "[]",
        "a.b.c",
        made.document[:-1],
        made.document + "x",
        made.document.replace('"issuer":', '"issuer":"did:web:x","issuer":', 1),
        made.document.replace('"validUntil":', '"validUntil":NaN,"v":', 1),
        "{" + '"a":{' * 100_000,
        re.sub(r'"proof":\{.*?\},"type"', '"type"', made.document),
        made.jwt.rsplit(".", 1)[0] + ".",
    ):
        verdict = verify(text, fetch=fetched, now=timezone.now()).verdict
        assert verdict in (Verdict.FORGED, Verdict.UNREADABLE)
