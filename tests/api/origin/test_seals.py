"""Seals: for everybody to read, an association's own for its board to write; nothing pretends to be official."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from coops.models import Association
from origin.models import Seal
from origin.services import load_seals
from tests.support import people
from tests.support.people import Cast, client_for

pytestmark = pytest.mark.django_db

TEXT: dict[str, Any] = {
    "name_es": "Queso de la majada",
    "name_en": "Cheese of the fold",
    "zone": ["04305"],
    "requirements": [{"rule": "category", "allowed": ["cheese"]}, {"rule": "season", "months": [9, 10, 11]}],
}


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(2)


def create(cast: Cast, **fields: Any) -> Any:
    """This will make an own seal as the administrator."""
    address = f"/api/v1/associations/{cast.association.pk}/seals"
    return client_for(cast.administrator.person).post(address, TEXT | fields)


def test_the_board_makes_one_and_anybody_reads_it(cast: Cast):
    made = create(cast).json()
    assert (made["kind"], made["status"], made["version"], made["in_force"]) == ("own", "none", 1, True)
    shown = client_for().get(f"/api/v1/seals/{made['slug']}").json()
    assert shown["association"]["id"] == str(cast.association.pk)
    assert shown["comunas"] == ["04305"]
    assert [one["es"] for one in shown["sentences"]] == [
        "Es de esta clase: queso.", "Se elabora en uno de estos meses: septiembre, octubre, noviembre.",
    ]  # fmt: skip
    assert made["slug"] in [row["slug"] for row in client_for().get("/api/v1/seals").json()["results"]]
    assert create(cast).json()["code"] == "seal_name_taken"


def test_a_member_reads_and_does_not_write(cast: Cast):
    member = client_for(cast.members[1].person)
    address = f"/api/v1/associations/{cast.association.pk}/seals"
    assert member.get(address).json()["results"] == []
    assert member.post(address, TEXT).json()["code"] == "role_missing"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name_es": "Denominación de Origen Queso"}, "seal_name_reserved"),
        ({"name_en": "D.O. Cheese"}, "seal_name_reserved"),
        ({"name_es": "Sello de Origen de la majada"}, "seal_name_reserved"),
        ({"name_es": "Denominación\u2010de\u2010Origen de la majada"}, "seal_name_reserved"),
        ({"name_es": "Queso D. O. de la majada"}, "seal_name_reserved"),
        ({"name_es": "Aprobado por el SAG"}, "seal_name_reserved"),
        ({"name_es": "Quesо con о cirílica"}, "seal_name_reserved"),
        ({"zone": ["4"]}, "zone_invalid"),
        ({"zone": ["04%"]}, "zone_invalid"),
        ({"zone": ["٠٤"]}, "zone_invalid"),
        ({"zone": ["043050"]}, "validation_error"),
        ({"requirements": [{"rule": "magic"}]}, "requirements_invalid"),
        ({"requirements": [{"rule": "degrees", "least": 50, "most": 30}]}, "requirements_invalid"),
        ({"requirements": ["zone"]}, "validation_error"),
        ({"requirements": [{"rule": "zone"}] * 21}, "validation_error"),
        ({"name_es": ""}, "validation_error"),
        ({"name_es": "x" * 121}, "validation_error"),
    ],
)
def test_bad_inputs(cast: Cast, wrong: dict[str, Any], code: str):
    answer = create(cast, **wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.content
    assert not Seal.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Pisco", 400), ("PISCO de la majada", 400), ("Gran Písco", 400), ("Papaya de La Serena, escogida", 400),
        ("Queso de cabra de la Región de Coquimbo", 400), ("Queso de cabra de la majada", 201), ("Piscola seca", 201),
        ("Papaya confitada", 201), ("Cosa sagrada", 201),
    ],
)  # fmt: skip
def test_a_name_that_is_nobodys_own_is_no_associations(cast: Cast, name: str, status: int):
    load_seals()
    assert create(cast, name_es=name).status_code == status


def test_what_became_an_official_name_can_still_be_given_up(cast: Cast):
    made = create(cast, name_es="Pisco de la majada").json()
    load_seals()
    address = f"/api/v1/associations/{cast.association.pk}/seals/{made['id']}"
    board = client_for(cast.administrator.person)
    kept = TEXT | {"name_es": "Pisco de la majada"}
    assert board.put(address, kept | {"given_up": True}).status_code == 200
    assert board.put(address, kept | {"name_es": "Pisco de la ladera"}).json()["code"] == "seal_name_reserved"


def test_a_wrong_requirement_is_named(cast: Cast):
    answer = create(cast, requirements=[{"rule": "zone"}, {"rule": "rested_days", "least": -1}])
    assert [error["attr"] for error in answer.json()["errors"]] == ["requirements.1.least"]


def test_new_rules_are_a_new_version_and_giving_it_up_ends_applications(cast: Cast):
    made = create(cast).json()
    board = client_for(cast.administrator.person)
    address = f"/api/v1/associations/{cast.association.pk}/seals/{made['id']}"
    assert board.put(address, TEXT | {"about_es": "Otra cosa."}).json()["version"] == 1
    assert board.put(address, TEXT | {"requirements": [{"rule": "zone"}]}).json()["version"] == 2
    given_up = board.put(address, TEXT | {"given_up": True}).json()
    assert (given_up["status"], given_up["in_force"]) == ("cancelled", False)
    assert made["slug"] not in [row["slug"] for row in client_for().get("/api/v1/seals").json()["results"]]
    assert client_for().get(f"/api/v1/seals/{made['slug']}").status_code == 200
    elsewhere = people.constituted_association(2)
    other = f"/api/v1/associations/{elsewhere.association.pk}/seals/{made['id']}"
    assert client_for(elsewhere.administrator.person).put(other, TEXT).status_code == 404
    assert board.put(address.replace(made["id"], str(uuid4())), TEXT).status_code == 404


def test_an_association_that_sells_nothing_makes_none(cast: Cast):
    Association.objects.filter(pk=cast.association.pk).update(status="suspended")
    assert create(cast).json()["code"] == "association_sells_nothing"


def test_names_by_law_come_with_the_release_and_stay_current():
    first = {seal.slug: seal for seal in load_seals()}
    assert first["pisco"].in_force
    assert not first["queso-de-cabra"].in_force
    Seal.objects.filter(slug="pisco").update(requirements=[], about_es="Otra cosa")
    again = {seal.slug: seal for seal in load_seals()}
    assert again["pisco"].pk == first["pisco"].pk
    assert again["pisco"].version == 2
    assert again["pisco"].requirements == first["pisco"].requirements
    assert [seal.version for seal in load_seals() if seal.slug == "pisco"] == [2]


def test_everybody_sees_that_nothing_is_registered(cast: Cast):
    load_seals()
    rows = {row["slug"]: row for row in client_for().get("/api/v1/seals").json()["results"]}
    assert rows["pisco"]["registration"]["law"] == "Ley 18.455"
    assert rows["pisco"]["registration"]["number"] == ""
    assert {row["status"] for row in rows.values()} == {"none", "applied", "in_preparation"}
