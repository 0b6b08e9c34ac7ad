"""What machines get of an origin page: data in known terms, the credential, events, and the links of a GS1 Digital Link."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import services as catalog
from catalog.models import Contribution, Lot, LotInput, LotMovement, Product, StockMovement
from catalog.services import lot_book
from lib.actor import Actor
from origin.models import Credential, OriginCode
from origin.queries import traceability
from origin.services import credentials
from tests.support import certified, trade
from tests.support.people import client_for, constituted_association

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[2] / "unit" / "origin" / "data"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
GTIN = "04012345999990"


def unpacked(name: str) -> Any:
    return json.loads(gzip.decompress((DATA / name).read_bytes()))


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool((20, 40), cast=constituted_association(2))


@pytest.fixture
def code(pool: trade.Pool) -> OriginCode:
    """A lot of the second member under a certificate, with its article number."""
    lot = pool.contributions[1].lot
    certificate = certified.certificate(pool.cast, lot=lot)
    Product.objects.filter(pk=lot.product_id).update(gtin=GTIN[1:])
    made = certified.granted(certificate, lot, 40)
    credentials.write_for_lot(certificate, lot)
    return made


def asked(path: str, accept: str = "*/*", **headers: str) -> Any:
    return Client().get(path, headers={"Accept": accept, **headers})


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/vc", "application/vc"),
        ("application/vc+jwt, application/vc;q=0.9", "application/vc+jwt"),
        ("application/vc+jwt;q=0.2, application/vc;q=0.9", "application/vc"),
        ("application/linkset+json", "application/linkset+json"),
        ("text/html;q=0.1, application/vc", "application/vc"),
        ("text/html;q=0, */*;q=0.1", "application/xhtml+xml"),
    ],
)
def test_programs_get_what_they_ask_for(code: OriginCode, accept: str, kind: str):
    answer = asked(f"/o/{code.code}", accept)
    assert answer.status_code == 200
    if kind == "application/xhtml+xml":
        kind = "text/html; charset=utf-8"
    else:
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"] == kind
    assert "Accept" in answer["Vary"]


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "", "image/png"])
def test_people_get_the_page(code: OriginCode, accept: str):
    answer = asked(f"/o/{code.code}", accept)
    assert answer["Content-Type"].startswith("text/html")
    assert "Accept" in answer["Vary"]
    assert f'/o/{code.code}.jsonld>; rel="alternate"; type="application/ld+json"' in answer["Link"]


def test_what_a_lot_has_not_is_not_offered(code: OriginCode):
    Product.objects.update(gtin="")
    refused = asked(f"/o/{code.code}", "application/linkset+json")
    assert (refused.status_code, refused.json()["code"]) == (406, "not_acceptable")
    assert "application/linkset+json" not in refused.json()["forms"]
    other = asked(f"/o/{code.code}", "application/linkset+json, application/ld+json;q=0.1")
    assert other["Content-Type"] == "application/ld+json"
    Credential.objects.all().delete()
    assert asked(f"/o/{code.code}", "application/vc").status_code == 406
    assert asked(f"/o/{code.code}", "application/vc, text/html;q=0.1")["Content-Type"].startswith("text/html")


def test_each_term_stands_in_schema_org_on_its_type(code: OriginCode):
    vocabulary = unpacked("schema-org/types-and-properties.json.gz")
    # Of the types that are only named, the subset has no properties of their own.
    named_only: dict[str, Any] = {"Country": {"name"}}
    values = {f"https://schema.org/{value}" for listed in vocabulary["enumerations"].values() for value in listed}

    def check(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                check(item)
        if not isinstance(node, dict):
            return
        kind = node["@type"]
        known = named_only[kind] if kind in named_only else vocabulary["types"][kind]["properties"]
        for name, value in node.items():
            if name.startswith("@"):
                continue
            assert name in known, (kind, name)
            assert name not in vocabulary["superseded"]
            if name == "certificationStatus":
                assert value in values
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, dict) and kind not in named_only:
                    allowed = set(known[name])
                    ancestors = vocabulary["types"].get(inner["@type"], {}).get("ancestors", [])
                    assert allowed & {inner["@type"], *ancestors}, (kind, name, inner["@type"])
            check(value)

    found = asked(f"/o/{code.code}.jsonld").json()
    check(found)
    (certification,) = found["hasCertification"]
    assert certification["certificationStatus"] == "https://schema.org/CertificationActive"
    assert found["hasGS1DigitalLink"].endswith(f"/01/{GTIN}/10/{code.lot.code}")
    assert asked("/" + certification["url"].split("/", 3)[3], "application/vc").status_code == 200


def test_no_form_names_a_person_or_a_producer(code: OriginCode, pool: trade.Pool):
    names = [
        word for member in pool.members for word in (member.person.name, member.producer.name, member.person.email)
    ]
    paths = [
        f"/o/{code.code}.jsonld",
        f"/o/{code.code}/epcis.jsonld",
        f"/01/{GTIN}/10/{code.lot.code}?linkType=linkset",
    ]
    texts = [asked(path).content.decode() for path in paths]
    texts += [asked(f"/o/{code.code}", form).content.decode() for form in ("application/vc", "application/vc+jwt")]
    for text in texts:
        assert not [name for name in names if name in text]
        assert str(pool.members[1].producer.pk) not in text


def test_the_links_of_a_digital_link_fit_gs1s_schema(code: OriginCode):
    answer = asked(f"/01/{GTIN}/10/{code.lot.code}?linkType=linkset")
    assert answer["Content-Type"] == "application/linkset+json"
    found = answer.json()
    for name in ("gs1-linkset-schema.json", "linkset-schema.json"):
        schema = json.loads((DATA / "linkset" / name).read_text())
        if name == "linkset-schema.json":
            found = {"linkset": [{k: v for k, v in one.items() if k != "itemDescription"} for one in found["linkset"]]}
        jsonschema.Draft7Validator(schema).validate(found)
    for name, links in found["linkset"][0].items():
        if name != "anchor":
            for link in links:
                got = asked("/" + link["href"].split("/", 3)[3], link["type"])
                assert got["Content-Type"].startswith(link["type"])
    assert asked(f"/o/{code.code}", "application/linkset+json").json()["linkset"][0]["anchor"].endswith(code.lot.code)


def test_a_digital_link_leads_to_the_page_or_to_what_is_asked_for(code: OriginCode):
    for path in (f"/01/{GTIN}/10/{code.lot.code}", f"/01/{GTIN[1:]}/10/{code.lot.code}?linkType=gs1:recipeInfo"):
        answer = asked(path, BROWSER)
        assert (answer.status_code, answer["Location"].split("/", 3)[3]) == (307, f"o/{code.code}")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert 'rel="linkset"' in answer["Link"]
    certified_by = asked(f"/01/{GTIN}/10/{code.lot.code}?linkType=gs1:certificationInfo")["Location"]
    assert "/credentials/" in certified_by


@pytest.mark.parametrize(
    "path",
    ["/01/04012345999983/10/{lot}", "/01/" + GTIN + "/10/none", "/01/1/10/{lot}", "/01/x/10/y"]
    + [f"/01/{GTIN}/10/{hostile}" for hostile in ("%00", "L%00", "%0A", "%7F", "%F0%9F%A7%80", "a" * 21)]
    + [f"/o/{hostile}.jsonld" for hostile in ("%00", "A%00B", "a" * 3000)]
    + [f"/o/{hostile}/epcis.jsonld" for hostile in ("%00", "a" * 3000)],
)
def test_a_digital_link_to_nothing(code: OriginCode, path: str):
    answer = asked(path.format(lot=code.lot.code))
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_events_of_a_lot_and_its_ancestors_fit_gs1s_schema(code: OriginCode, pool: trade.Pool):
    cheese = code.lot
    milk = trade.lot(pool.members[1], 300, product_name="Leche de cabra")
    LotInput.objects.create(lot=cheese, input_lot=milk, units=280)
    Lot.objects.filter(pk=cheese.pk).update(comuna="04305")
    public = asked(f"/o/{code.code}/epcis.jsonld").json()
    association_id = pool.cast.association.pk
    inside = traceability.of_association(association_id=association_id, lot_id=cheese.pk).document
    validator = jsonschema.Draft7Validator(
        unpacked("epcis/EPCIS-JSON-Schema.json.gz"), format_checker=jsonschema.FormatChecker()
    )
    for found in (public, inside):
        validator.validate(found)
        kinds = [(event["type"], event.get("bizStep")) for event in found["epcisBody"]["eventList"]]
        assert sorted(kinds) == [
            ("AggregationEvent", "storing"),
            ("ObjectEvent", "commissioning"),
            ("TransformationEvent", "commissioning"),
        ]
        for event in found["epcisBody"]["eventList"]:
            assert re.fullmatch(r"ni:///sha-256;[0-9a-f]{64}\?ver=CBV2\.0", event["eventID"])
    # How many is nobody's business but theirs.
    assert '"quantity"' not in json.dumps(public)
    (transformed,) = [event for event in inside["epcisBody"]["eventList"] if event["type"] == "TransformationEvent"]
    assert [one["quantity"] for one in transformed["inputQuantityList"]] == [280]
    # The negative control: the schema's formats are looked at.
    inside["epcisBody"]["eventList"][0]["eventTime"] = "2026-11-02T10:00:00"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(inside)


def test_a_long_history_comes_in_parts(code: OriginCode, pool: trade.Pool, monkeypatch: pytest.MonkeyPatch):
    for _number in range(3):
        LotInput.objects.create(lot=code.lot, input_lot=trade.lot(pool.members[1], 9, product_name="Leche"), units=9)
    administrator = client_for(pool.cast.administrator.person)
    here = f"/api/v1/associations/{pool.cast.association.pk}/lots/{code.lot_id}/epcis"
    whole = administrator.get(here)
    assert not whole.has_header("Link")
    asked_for, got = "?limit=2", []
    while asked_for:
        answer = administrator.get(here + asked_for)
        assert {**answer.json(), "epcisBody": None} == {**whole.json(), "epcisBody": None}
        got.append(answer.json()["epcisBody"]["eventList"])
        link = re.fullmatch(r'<(\S+)>; rel="next"', answer.headers.get("Link", ""))
        asked_for = link[1] if link else ""
    assert [len(part) for part in got] == [2, 2, 1]
    assert [event for part in got for event in part] == whole.json()["epcisBody"]["eventList"]
    for wrong in ("limit=0", "limit=101", "limit=x", "after=-1", "after=9999999", "after=x"):
        assert administrator.get(f"{here}?{wrong}").status_code == 400, wrong
    assert administrator.get(f"{here}?after=5").json()["epcisBody"]["eventList"] == []

    monkeypatch.setattr("origin.views.machine_forms.MOST_EVENTS", 3)
    shown = f"/o/{code.code}/epcis.jsonld"
    assert asked(shown)["Link"] == '<?after=3>; rel="next"'
    rest = asked(f"{shown}?after=3")
    assert (len(rest.json()["epcisBody"]["eventList"]), rest.has_header("Link")) == (2, False)
    assert asked(f"{shown}?after=-1").status_code == 404


def test_a_very_long_history_costs_what_a_short_one_does(code: OriginCode, pool: trade.Pool):
    """Ten thousand movements and two hundred ancestors: as many statements, and no more rows of movements than are told."""
    administrator = client_for(pool.cast.administrator.person)
    inside = f"/api/v1/associations/{pool.cast.association.pk}/lots/{code.lot_id}/epcis"
    ways = (lambda end: asked(f"/o/{code.code}/epcis.jsonld{end}"), lambda end: administrator.get(inside + end))

    def made(way: Any, end: str = "") -> tuple[int, int, Any]:
        with CaptureQueriesContext(connection) as statements, counted_models(LotMovement, StockMovement) as rows:
            answer = way(end)
        assert answer.status_code == 200
        return len(statements), rows[0], answer

    milk = trade.lot(pool.members[1], 300, product_name="Leche de cabra")
    LotInput.objects.create(lot=code.lot, input_lot=milk, units=1)
    short = [made(way)[0] for way in ways]
    lots = [
        Lot(
            code=f"A-{number}", producer=milk.producer, product=milk.product, product_name=milk.product_name,
            category=milk.category, units=9, made_on=milk.made_on,
        )
        for number in range(199)
    ]  # fmt: skip
    lot_book.open_books(lots, actor=Actor.system())
    LotInput.objects.bulk_create(LotInput(lot=code.lot, input_lot=lot, units=1) for lot in lots)
    LotMovement.objects.bulk_create(
        LotMovement(
            lot=code.lot, version=1_000 + number, kind="dispatched", units=1, free=-1, dispatched=1, via="system",
        )
        for number in range(10_000)
    )  # fmt: skip
    for way, few in zip(ways, short, strict=True):
        for end in ("", "?after=100", "?after=9000", "?after=10200"):
            statements, rows, answer = made(way, end)
            # Of the part alone: a kind of event that isn't among them isn't asked for.
            assert statements <= few + 1, end
            assert rows <= 100, end
            assert len(answer.json()["epcisBody"]["eventList"]) <= 100
            assert answer.has_header("Link") == (end != "?after=10200"), end


def test_a_step_undone_between_two_parts_moves_nothing(code: OriginCode, pool: trade.Pool):
    """What was told in the second part before is told in it after, in public too, and no link is lost."""
    lot = code.lot
    held = catalog.hold(offer_id=pool.offer.pk, owner=uuid4(), units=60)
    catalog.spend(sales=[catalog.Sale(hold_id=held.id, document="a sale", amount_clp=60 * 7990)])
    actor = Actor.system()
    parcels = {
        name: [catalog.Parcel(lot_id=lot.pk, units=units, sale="a sale")] for name, units in (("wrong", 2), ("sent", 3))
    }
    for name, parcel in parcels.items():
        catalog.dispatch(actor=actor, document=name, parcels=parcel)

    def told(after: int, limit: int = 3) -> tuple[list[str], int | None]:
        part = traceability.shown_to_all(code.code, after=after, limit=limit)
        return [event["bizStep"] for event in part.document["epcisBody"]["eventList"]], part.more

    assert (told(0), told(3)) == ((["commissioning", "storing", "shipping"], 3), (["shipping"], None))
    catalog.undo_dispatch(actor=actor, document="wrong", parcels=parcels["wrong"])
    assert (told(0), told(3)) == ((["commissioning", "storing"], 3), (["shipping"], None))
    assert told(0, limit=4) == (["commissioning", "storing", "shipping"], 4)
    assert told(4, limit=4) == ([], None)


@contextmanager
def counted_models(*kinds: type[Model]) -> Iterator[list[int]]:
    """This will count how many rows become objects of these models."""
    rows = [0]

    def seen(sender: Any, **_more: Any) -> None:
        rows[0] += 1

    for kind in kinds:
        post_init.connect(seen, sender=kind)
    try:
        yield rows
    finally:
        for kind in kinds:
            post_init.disconnect(seen, sender=kind)


def test_what_was_sent_and_came_back_is_told_with_its_amount_only_to_who_sold_it(pool: trade.Pool):
    lot = pool.contributions[1].lot
    parcel = catalog.Parcel(lot_id=lot.pk, units=3, sale="a sale")
    held = catalog.hold(offer_id=pool.offer.pk, owner=uuid4(), units=60)
    catalog.spend(sales=[catalog.Sale(hold_id=held.id, document="a sale", amount_clp=60 * 7990)])
    catalog.dispatch(actor=Actor.system(), document="order:1", parcels=[parcel])
    catalog.take_back(
        actor=Actor.system(), contribution_id=pool.contributions[1].pk, units=1, sale="a sale", to_stock=False
    )

    def went_out() -> list[tuple[str, str, int | None]]:
        found = traceability.of_association(association_id=pool.cast.association.pk, lot_id=lot.pk).document
        return [
            (event["bizStep"], event["disposition"], event["quantityList"][0].get("quantity"))
            for event in found["epcisBody"]["eventList"]
            if event["bizStep"] in ("shipping", "receiving")
        ]

    assert went_out() == [("shipping", "in_transit", 3), ("receiving", "returned", 1)]
    # Marked by mistake: it never left, nor came back. What was sent after all is told once.
    wrong = [catalog.Parcel(lot_id=lot.pk, units=2, sale="a sale")]
    catalog.dispatch(actor=Actor.system(), document="order:2", parcels=wrong)
    assert went_out()[2:] == [("shipping", "in_transit", 2)]
    catalog.undo_dispatch(actor=Actor.system(), document="order:2", parcels=wrong)
    assert went_out() == [("shipping", "in_transit", 3), ("receiving", "returned", 1)]
    catalog.dispatch(actor=Actor.system(), document="order:2", parcels=wrong)
    assert went_out()[2:] == [("shipping", "in_transit", 2)]
    catalog.undo_dispatch(actor=Actor.system(), document="order:2", parcels=wrong)
    # Another association sells of the same lot: a parcel may be theirs, and how many is not told.
    other = constituted_association(2)
    Contribution.objects.create(
        association=other.association,
        offer=trade.offer(other),
        lot=lot,
        producer=lot.producer,
        membership=other.members[1].membership,
    )
    assert went_out() == [("shipping", "in_transit", None), ("receiving", "returned", None)]


def test_lots_that_were_made_of_each_other_end(pool: trade.Pool):
    """The tables can't hold a circle of one; of two they could, and nobody waits for its end."""
    first, second = pool.contributions[0].lot, pool.contributions[1].lot
    LotInput.objects.create(lot=first, input_lot=second, units=1)
    LotInput.objects.create(lot=second, input_lot=first, units=1)
    found = traceability.of_association(association_id=pool.cast.association.pk, lot_id=first.pk).document
    assert len(found["epcisBody"]["eventList"]) == 4


def test_the_events_are_the_controls_of_the_association_and_of_no_other(pool: trade.Pool):
    lot = pool.contributions[1].lot
    here = f"/api/v1/associations/{pool.cast.association.pk}/lots/{lot.pk}/epcis"
    administrator = client_for(pool.cast.administrator.person)
    assert administrator.get(here, headers={"Accept": "application/ld+json"})["Content-Type"] == "application/ld+json"
    assert administrator.get(here).json()["type"] == "EPCISDocument"
    assert client_for(pool.members[1].person).get(here).status_code == 403
    other = constituted_association(2)
    there = f"/api/v1/associations/{other.association.pk}/lots/{lot.pk}/epcis"
    assert client_for(other.administrator.person).get(there).status_code == 404
