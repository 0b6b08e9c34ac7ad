"""The register of members: everybody who is and was one, told to members, taken along by the board and on record."""

import csv
import io

import pytest
from pypdf import PdfReader

from coops import queries, services
from coops.models import Producer
from coops.register_files import pdf_file
from lib.clock import database_now
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused

FORMULA = '=HYPERLINK("https://example.cl")'


@pytest.fixture
def left(cast, admin_client):
    for member in cast.members[3:]:
        services.end_membership(
            actor=people.actor((member if member is cast.members[4] else cast.administrator).person),
            association_id=cast.association.pk,
            membership_id=member.membership.pk,
        )


def said(document):
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(document)).pages]


def path(cast, more=""):
    return f"/api/v1/associations/{cast.association.pk}/register{more}"


def test_members_see_who_is_and_who_was_one(cast, left, admin_client, member_client):
    rows = member_client.get(path(cast)).json()["results"]
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["left_at"] is None for row in rows] == [True, True, True, False, False]
    # How it ended is told to the board, and to no other member.
    assert {row["reason"] for row in rows} == {None}
    told = admin_client.get(path(cast)).json()["results"]
    assert [row["reason"] for row in told] == [None, None, None, "excluded", "left"]
    assert [row["number"] for row in member_client.get(path(cast, "?state=current")).json()["results"]] == [1, 2, 3]
    assert [row["number"] for row in member_client.get(path(cast, "?state=former")).json()["results"]] == [4, 5]
    assert member_client.get(path(cast, "?state=odd")).status_code == 400


def test_a_spreadsheet_opens_it_and_runs_nothing(cast, left, admin_client):
    Producer.objects.filter(pk=cast.members[1].producer.pk).update(name=FORMULA, locality="@SUM(A1)")
    answer = admin_client.post(path(cast, "/export"), {"form": "csv"}, headers={"Accept-Language": "es"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert "attachment" in answer["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["N.º", "Productor", "Comuna", "Ingreso"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert rows[2][1] == "'" + FORMULA
    assert rows[2][6] == "'@SUM(A1)"
    assert rows[4][5] == "Excluido"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_sheet_to_print_names_everybody(cast, admin_client):
    answer = admin_client.post(path(cast, "/export"), {"form": "pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = said(answer.content)[0]
    assert all(member.producer.name in text for member in cast.members)


def test_a_long_register_goes_on_over_the_page(cast):
    rows = queries.register_rows(list(queries.register(cast.association.pk)), with_reasons=True)
    rows[0]["name"] = "Sociedad Agrícola y Ganadera " * 4
    sheets = said(pdf_file(cast.association, rows * 30, at=database_now()))
    assert len(sheets) > 2
    # The heads stand on each sheet, and a long name goes on below itself.
    assert all("Productor" in sheet for sheet in sheets)
    assert sheets[0].count("Ganadera") >= 4


def test_taking_it_along_is_the_boards_and_on_record(cast, admin_client, member_client, stranger_client):
    refused(member_client.post(path(cast, "/export"), {"form": "csv"}), 403, "role_missing")
    refused(stranger_client.post(path(cast, "/export"), {"form": "csv"}), 404, "not_found")
    assert admin_client.post(path(cast, "/export"), {"form": "docx"}).status_code == 400
    assert not recorded("coops.register_exported")
    admin_client.post(path(cast, "/export"), {"form": "csv"})
    (told,) = recorded("coops.register_exported")
    assert str(cast.administrator.person.pk) in told["data"]
    refused(stranger_client.get(path(cast)), 404, "not_found")
