"""Products and lots as tables: looked at line by line before anything is written, written whole, the same once more."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import ImportedLine, Lot, LotInput, LotMovement, Product
from coops.models import Producer
from events.models import OutboxEvent
from tests.support.people import Api, client_for, person, producer

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MADE = str(TODAY - timedelta(days=40))
PRODUCTS = (
    "nombre;clase;unidad;precio;grados;comuna;meses;historia\n"
    "Queso añejo;queso;quesos;$ 6.990;;Río Hurtado;8-10;De mi abuela\n"
    "Pisco Luna Quieta;pisco;botella;15.050;40,5;Paiguano;;\n"
)
LOTS = (
    "producto;clase;cantidad;hecho el;vence el;comuna;leche;días de maduración\n"
    f"Queso añejo;queso;24;{MADE};;Río Hurtado;de cabra;35\n"
    f"Queso añejo;queso;24;{MADE};;Río Hurtado;de cabra;35\n"
    f"Queso añejo;queso;12;{TODAY:%d-%m-%Y};;;;\n"
)


@pytest.fixture
def maker() -> Producer:
    return producer(person())


@pytest.fixture
def client(maker: Producer) -> Api:
    return client_for(maker.mandates.get().person)


def url(maker: Producer, end: str = "") -> str:
    return f"/api/v1/producers/{maker.pk}/tables{end}"


def _file(table: str | bytes) -> SimpleUploadedFile:
    sent = table.encode() if isinstance(table, str) else table
    return SimpleUploadedFile("planilla.csv", sent, content_type="text/csv")


def look(client: Api, maker: Producer, table: str | bytes, language: str = "es") -> Any:
    """This will ask what a table would do."""
    return client.post(
        url(maker, "/preview"), {"table": _file(table)}, format="multipart", headers={"Accept-Language": language}
    )


def send(client: Api, maker: Producer, table: str | bytes, plan: str) -> Any:
    """This will do what was looked at."""
    return client.post(url(maker), {"table": _file(table), "plan": plan}, format="multipart")


def imported(client: Api, maker: Producer, table: str | bytes) -> tuple[int, int, int]:
    """This will look at a table and do it."""
    plan = look(client, maker, table)
    assert plan.status_code == 200, plan.content
    done = send(client, maker, table, plan.json()["plan"])
    assert done.status_code == 200, done.content
    return done.json()["made"], done.json()["changed"], done.json()["same"]


def faults(client: Api, maker: Producer, table: str) -> dict[int, list[tuple[str, str]]]:
    """This will return what is wrong with each line: (column, code)."""
    lines = look(client, maker, table).json()["lines"]
    return {
        line["number"]: [(error["column"], error["code"]) for error in line["faults"]]
        for line in lines
        if line["state"] == "wrong"
    }


def test_products_are_looked_at_and_then_written_once(maker: Producer, client: Api):
    plan = look(client, maker, PRODUCTS).json()
    assert (plan["kind"], plan["new"], plan["wrong"], plan["unknown"]) == ("products", 2, 0, [])
    assert not Product.objects.exists()
    assert imported(client, maker, PRODUCTS) == (2, 0, 0)
    cheese, pisco = Product.objects.order_by("-name")
    assert (cheese.price_clp, cheese.units_es, cheese.units_en, cheese.season_months) == (
        6_990, "quesos", "cheeses", [8, 9, 10],
    )  # fmt: skip
    assert (cheese.comuna, cheese.story_es, cheese.category) == ("04305", "De mi abuela", "cheese")
    assert (pisco.alcohol_degrees, pisco.tax_class, pisco.comuna) == (40.5, "iva_ila_spirits", "04105")
    assert imported(client, maker, PRODUCTS) == (0, 0, 2)
    changed = look(client, maker, PRODUCTS.replace("6.990", "7.490")).json()
    assert (changed["changed"], changed["same"]) == (1, 1)
    assert changed["lines"][0]["changes"] == [{"column": "precio", "before": "6990", "after": "7490"}]
    assert imported(client, maker, PRODUCTS.replace("6.990", "7.490")) == (0, 1, 1)
    cheese.refresh_from_db()
    # An empty cell leaves what stands.
    assert (cheese.price_clp, cheese.story_es) == (7_490, "De mi abuela")
    assert imported(client, maker, "nombre;clase;historia\nQueso añejo;queso;\n") == (0, 0, 1)


def test_lots_are_written_once_also_two_that_are_alike(maker: Producer, client: Api):
    assert imported(client, maker, LOTS) == (3, 0, 0)
    assert Product.objects.get().name == "Queso añejo"
    assert [(lot.units, lot.facts) for lot in Lot.objects.order_by("pk")] == [
        (24, {"milk": "cabra", "rested_days": 35}), (24, {"milk": "cabra", "rested_days": 35}), (12, {}),
    ]  # fmt: skip
    again = look(client, maker, LOTS).json()
    assert {line["state"] for line in again["lines"]} == {"same"}
    assert {line["code"] for line in again["lines"]} == set(Lot.objects.values_list("code", flat=True))
    assert imported(client, maker, LOTS) == (0, 0, 3)
    # A count that found more doesn't make the line another one.
    assert imported(client, maker, LOTS + f"Queso añejo;queso;7;{MADE};;;;\n") == (1, 0, 3)
    assert Lot.objects.count() == 4
    assert ImportedLine.objects.count() == 4


def many_lots(of: Lot, lines: int, units: int = 1) -> str:
    """This will return a table of lots of new and known products, each made of some of one lot."""
    return "producto;clase;cantidad;hecho el;hecho con\n" + "".join(
        f"Tabla {line % 7};dulce;{units + line};{TODAY};{of.code} x 1\n" for line in range(lines)
    )


def test_a_long_table_takes_as_many_statements_as_a_short_one(maker: Producer, client: Api):
    imported(client, maker, f"producto;clase;cantidad;hecho el\nQueso;queso;500;{MADE}\n")
    cheese = Lot.objects.get()
    statements = []
    for lines, units in ((8, 1), (120, 50)):
        table = many_lots(cheese, lines, units)
        plan = look(client, maker, table).json()["plan"]
        before = OutboxEvent.objects.latest("number").pk
        with CaptureQueriesContext(connection) as asked:
            assert send(client, maker, table, plan).json()["made"] == lines
        statements.append(len(asked))
        told = OutboxEvent.objects.filter(pk__gt=before).order_by("pk")
        names = [one.name for one in told]
        assert (names.count("catalog.lot_created"), names.count("catalog.lot_moved")) == (lines, lines)
        made = Lot.objects.order_by("-pk")[:lines]
        assert {one.key for one in told if one.name == "catalog.lot_created"} == {lot.pk for lot in made}
    # The second time the products are there.
    assert statements[1] <= statements[0] <= 50, statements
    cheese.refresh_from_db()
    assert (cheese.free, cheese.used, cheese.version) == (500 - 128, 128, 129)
    moved = [one.data["lot_version"] for one in OutboxEvent.objects.filter(name="catalog.lot_moved").order_by("pk")]
    assert moved == list(range(2, 130))
    assert [one.version for one in LotMovement.objects.filter(lot=cheese).order_by("version")] == list(range(1, 130))
    # The lots are as long in line as the table, and the book says all of it.
    codes = [int(code[2:]) for code in Lot.objects.order_by("pk").values_list("code", flat=True)]
    assert codes == sorted(codes)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_was_written_by_hand_isnt_made_again(maker: Producer, client: Api):
    body = {"product_name": "Queso añejo", "category": "cheese", "units": 12, "made_on": str(TODAY)}
    by_hand = client.post(f"/api/v1/producers/{maker.pk}/lots", body).json()
    assert imported(client, maker, LOTS) == (2, 0, 1)
    assert look(client, maker, LOTS).json()["lines"][2]["code"] == by_hand["code"]


def test_a_file_that_went_out_comes_back_as_it_was(maker: Producer, client: Api):
    imported(client, maker, PRODUCTS)
    imported(client, maker, LOTS)
    wine = Lot.objects.order_by("pk").first()
    assert wine is not None
    made_of = f"producto;clase;cantidad;hecho el;hecho con\nTabla;dulce;3;{TODAY};{wine.code} x 2 quesos\n"
    assert imported(client, maker, made_of) == (1, 0, 0)
    assert LotInput.objects.get().units == 2
    for language in ("es", "en"):
        for kind, rows in (("products", 3), ("lots", 4)):
            path = f"/api/v1/producers/{maker.pk}/{kind}/file"
            file = client.get(path, headers={"Accept-Language": language})
            assert file["Content-Type"] == "text/csv; charset=utf-8"
            assert file["Content-Disposition"].startswith("attachment")
            plan = look(client, maker, file.content, language).json()
            assert (plan["kind"], plan["same"], plan["unknown"]) == (kind, rows, []), plan["lines"]


def test_a_formula_leaves_as_text(maker: Producer, client: Api):
    told = {
        "name": "=HYPERLINK(A1)", "category": "craft", "description_es": "+56 9 1234", "story_en": "@me\n-yours",
        "description_en": "'=1+1", "story_es": "''@you", "net_content": "'single'",
    }  # fmt: skip
    client.post(f"/api/v1/producers/{maker.pk}/products", told)
    client.post(
        f"/api/v1/producers/{maker.pk}/lots",
        {"product_name": "=HYPERLINK(A1)", "category": "craft", "units": 1, "made_on": str(TODAY)},
    )
    for kind in ("products", "lots"):
        file = client.get(f"/api/v1/producers/{maker.pk}/{kind}/file").content.decode("utf-8-sig")
        delimiter = ";" if ";" in file.splitlines()[0] else ","
        cells = [cell for row in csv.reader(io.StringIO(file), delimiter=delimiter) for cell in row]
        assert "'=HYPERLINK(A1)" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        told = look(client, maker, file).json()
        assert told.get("same") == 1, told


def test_each_line_says_what_is_wrong_with_it_and_nothing_is_written(maker: Producer, client: Api):
    bad = (
        "nombre;clase;unidad;precio;grados;impuestos;código de barras;comuna;se puede devolver\n"
        "Queso;queso;queso;4990;;;;Ovalle;\n"
        ";queso;;;;;;;\n"
        "Oro;oro;;;;;;;\n"
        "Queso;queso;;;;;;;\n"
        "Miel;miel;frasco;12,5;;;;;\n"
        "Miel de campo;miel;frasco;;5;;;;\n"
        "Aceite;aceite;;;;IVA + ILA vino;123;Santiago;\n"
        "Dulce;dulce;;;;;;;no\n"
        "Cosa;artesanía;;;;;;;;;sobra\n"
        "Pieza\u202e;artesanía;;;;;;;\n"
        "Barro;artesanía;puñado;;;;;;\n"
        "Vino;vino;botella;0;97;;;;\n"
    )
    assert faults(client, maker, bad) == {
        3: [("nombre", "required")],
        4: [("clase", "word_unknown")],
        5: [("nombre", "line_twice")],
        6: [("precio", "not_whole")],
        7: [("grados", "degrees_misplaced")],
        8: [("comuna", "comuna_unknown")],
        9: [("se puede devolver", "withdrawal_owed")],
        10: [("", "too_many_cells")],
        11: [("nombre", "hidden_characters")],
        12: [("unidad", "unit_unknown")],
        13: [("precio", "min_value"), ("grados", "max_value")],
    }
    plan = look(client, maker, bad).json()
    refused = send(client, maker, bad, plan["plan"])
    assert (refused.status_code, refused.json()["code"], refused.json()["wrong"]) == (409, "sheet_has_faults", 11)
    assert not Product.objects.exists()


def test_each_line_of_lots_says_what_is_wrong_with_it(maker: Producer, client: Api):
    imported(client, maker, LOTS)
    first = Lot.objects.order_by("pk").first()
    assert first is not None
    bad = (
        "lote;producto;clase;cantidad;unidad;hecho el;vence el;cepas;hecho con;grados\n"
        f";Queso añejo;;2,5;;{MADE};;;;\n"
        f";Queso añejo;;-1;;{MADE};;;;\n"
        f";Queso añejo;;5;kilos;{MADE};;;;\n"
        f";Queso añejo;;5;;{TODAY + timedelta(days=1)};;;;\n"
        f";Queso añejo;;5;;{MADE};{TODAY - timedelta(days=1)};;;\n"
        f";Queso añejo;;5;;{MADE};;torontel;;\n"
        f";Pisco;pisco;5;;{MADE};;uva inventada;;\n"
        f";Pisco;;5;;{MADE};;;;\n"
        f";Tabla;dulce;5;;{TODAY};;;{first.code} x 20 kilos;\n"
        f";Tabla;dulce;5;;{TODAY};;;{first.code} x 25;\n"
        f";Tabla;dulce;5;;{TODAY};;;L-999999999 x 1;\n"
        f";Tabla;dulce;5;;{TODAY};;;{first.code} x 1 + {first.code} x 1;\n"
        f"L-999999999;Queso añejo;;5;;{MADE};;;;\n"
        f"{first.code};Queso añejo;;25;;{MADE};;;;\n"
        f";Queso añejo;;5;;{MADE};;;;12\n"
        f"{first.code};Queso añejo;;24;;{MADE};;;;\n"
    )
    assert faults(client, maker, bad) == {
        2: [("cantidad", "not_whole")],
        3: [("cantidad", "not_whole")],
        4: [("unidad", "unit_mismatch")],
        5: [("hecho el", "made_later")],
        6: [("vence el", "best_before_past")],
        7: [("cepas", "facts_invalid")],
        8: [("cepas", "word_unknown")],
        9: [("clase", "category_needed")],
        10: [("hecho con", "input_unit_mismatch")],
        11: [("hecho con", "lot_short")],
        12: [("hecho con", "input_missing")],
        13: [("hecho con", "input_twice")],
        14: [("lote", "lot_unknown")],
        15: [("cantidad", "lot_differs")],
        16: [("grados", "degrees_misplaced")],
    }
    assert Lot.objects.count() == 3


def test_lines_share_what_is_left_of_an_input(maker: Producer, client: Api):
    imported(client, maker, LOTS)
    code = Lot.objects.order_by("pk").values_list("code", flat=True)[0]
    head = "producto;clase;cantidad;hecho el;hecho con\n"
    line = f"Tabla;dulce;{{}};{TODAY};{code} x 15\n"
    assert faults(client, maker, head + line.format(1) + line.format(2)) == {3: [("hecho con", "lot_short")]}
    assert imported(client, maker, head + line.format(1)) == (1, 0, 0)
    assert imported(client, maker, head + line.format(1)) == (0, 0, 1)


def test_what_changed_since_it_was_looked_at_is_looked_at_again(maker: Producer, client: Api):
    plan = look(client, maker, PRODUCTS).json()["plan"]
    client.post(f"/api/v1/producers/{maker.pk}/products", {"name": "Queso añejo", "category": "cheese"})
    refused = send(client, maker, PRODUCTS, plan)
    assert (refused.status_code, refused.json()["code"]) == (409, "sheet_changes_else")
    assert Product.objects.count() == 1
    assert send(client, maker, PRODUCTS, "").status_code == 400
    # Who didn't hear the answer sends the same again.
    plan = look(client, maker, PRODUCTS).json()["plan"]
    assert [send(client, maker, PRODUCTS, plan).json()["made"] for _ in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("table", "status", "code"),
    [
        (b"", 400, "sheet_empty"),
        (b"PK\x03\x04", 415, "sheet_not_text"),
        (b"<html><table><tr><td>nombre</td></tr></table></html>", 415, "sheet_not_text"),
        (b"nombre;clase\nQue\x00so;queso\n", 415, "sheet_not_text"),
        (b'nombre;clase\n"Queso;queso\n', 400, "sheet_broken"),
        (b"a;b\nc;d\n", 400, "sheet_columns_missing"),
        (b"nombre;clase;tipo\na;b;c\n", 400, "sheet_column_twice"),
        (b"nombre;clase\n" + b"a;queso\n" * 501, 400, "sheet_too_long"),
        (b"nombre;clase\n" + b"a" * 1_100_000, 413, "sheet_too_large"),
    ],
    ids=["empty", "workbook", "page", "NUL", "quotes", "columns", "twice", "long", "large"],
)
def test_what_is_no_table_of_ours_is_refused_by_name(
    maker: Producer, client: Api, table: bytes, status: int, code: str
):
    answer = look(client, maker, table)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


WAYS = {
    "UTF-8 with its mark": lambda table: b"\xef\xbb\xbf" + table.encode(),
    "UTF-16": lambda table: table.encode("utf-16"),
    "UTF-16 the other way round": lambda table: b"\xfe\xff" + table.encode("utf-16-be"),
    "Windows-1252": lambda table: table.encode("cp1252"),
    "commas": lambda table: table.replace(";", ",").encode(),
    "tabs": lambda table: table.replace(";", "\t").encode(),
    "lines of Windows": lambda table: table.replace("\n", "\r\n").encode(),
    "lines of an old Mac": lambda table: table.replace("\n", "\r").encode(),
    "its separator said": lambda table: b"sep=;\n" + table.encode(),
    "empty lines": lambda table: ("\n" + table.replace("\n", "\n;;;;\n\n")).encode(),
    "days with slashes": lambda table: table.replace(MADE, f"{TODAY - timedelta(days=40):%d/%m/%Y}").encode(),
    "days with points": lambda table: table.replace(MADE, f"{TODAY - timedelta(days=40):%d.%m.%Y}").encode(),
    "days as moments": lambda table: table.replace(MADE, f"{MADE} 00:00:00").encode(),
    "thousands": lambda table: table.replace(";1500;", ";1.500;").encode(),
    "a cell in quotes": lambda table: table.replace("Queso añejo", '"Queso\nañejo"').encode(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_however_a_spreadsheet_saved_it_the_table_says_the_same(maker: Producer, client: Api, way: Any):
    imported(client, maker, "nombre;clase\nQueso añejo;queso\n")
    table = f"producto;clase;cantidad;hecho el;leche\nQueso añejo;queso;1500;{MADE};de cabra\n"
    plan = look(client, maker, way(table)).json()
    assert [(line["state"], line["notes"], line["faults"]) for line in plan["lines"]] == [("new", [], [])]
    assert imported(client, maker, way(table)) == (1, 0, 0)
    assert imported(client, maker, table) == (0, 0, 1)
    lot = Lot.objects.get()
    assert (lot.units, str(lot.made_on), lot.facts) == (1500, MADE, {"milk": "cabra"})


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("Queso;queso;24,5;{day}", ("cantidad", "not_whole")),
        ("Queso;queso;1,500;{day}", ("cantidad", "not_whole")),
        ("Queso;queso;1e308;{day}", ("cantidad", "not_whole")),
        ("Queso;queso;=2+22;{day}", ("cantidad", "not_whole")),
        ("Queso;queso;99999999999;{day}", ("cantidad", "max_value")),
        ("Queso;queso;0;{day}", ("cantidad", "min_value")),
        ("Queso;queso;24;30-02-2026", ("hecho el", "not_a_day")),
        ("Queso;queso;24;01-11-26", ("hecho el", "not_a_day")),
        ("Queso;queso;24;46327", ("hecho el", "not_a_day")),
        ("Que\u202eso;queso;24;{day}", ("producto", "hidden_characters")),
    ],
)
def test_a_cell_that_means_nothing_is_named_by_its_column(
    maker: Producer, client: Api, cells: str, fault: tuple[str, str]
):
    table = "producto;clase;cantidad;hecho el\n" + cells.format(day=MADE) + "\n"
    assert faults(client, maker, table) == {2: [fault]}


def test_a_table_is_the_makers_own(maker: Producer, client: Api):
    stranger = client_for(person())
    assert look(stranger, maker, PRODUCTS).status_code == 404
    assert stranger.get(f"/api/v1/producers/{maker.pk}/lots/file").status_code == 404
    assert client.post(url(maker, "/preview"), {}, format="multipart").json()["code"] == "table_not_sent"
    theirs = producer(person())
    imported(client_for(theirs.mandates.get().person), theirs, LOTS)
    code = Lot.objects.order_by("pk").values_list("code", flat=True)[0]
    made_of = f"producto;clase;cantidad;hecho el;hecho con\nTabla;dulce;3;{TODAY};{code} x 2\n"
    assert faults(client, maker, made_of) == {2: [("hecho con", "input_missing")]}


def test_headings_and_numbers_in_english(maker: Producer, client: Api):
    table = 'name,kind,unit,price,degrees,description\nQuiet Moon,spirits,bottle,"15,050",40.5,From a small still\n'
    assert imported(client, maker, table) == (1, 0, 0)
    product = Product.objects.get()
    assert (product.price_clp, product.unit_es, product.unit_en, product.description_en) == (
        15_050, "botella", "bottle", "From a small still",
    )  # fmt: skip
