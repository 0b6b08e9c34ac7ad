"""The public directory and an association's public page."""

from uuid import uuid4

import pytest

from tests.support import people
from tests.support.problems import refused, refused_field, same_refusal

PATH = "/api/v1/associations"


def test_anybody_sees_the_constituted_ones(cast, forming, guest_client):
    answer = guest_client.get(PATH).json()
    assert [row["id"] for row in answer["results"]] == [str(cast.association.pk)]
    assert answer["results"][0]["member_count"] == 5


def test_filters(cast, guest_client):
    def found(query):
        return len(guest_client.get(f"{PATH}?{query}").json()["results"])

    assert found("comuna=04305&kind=cooperative&search=QUESEROS") == 1
    assert found("comuna=04101") == 0
    assert found("kind=producers_group") == 0
    assert found("search=%25") == 0


def test_filters_that_mean_nothing_are_named(guest_client, db):
    refused_field(guest_client.get(f"{PATH}?comuna=13101"), "comuna", "comuna_unknown")
    refused_field(guest_client.get(f"{PATH}?kind=x"), "kind", "invalid_choice")
    refused_field(guest_client.get(f"{PATH}?search=%00"), "search", "null_characters_not_allowed")


@pytest.mark.parametrize(
    "cursor", ["x", "%00", "cD0lMDA=", "cD1h", "bz05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk=", "a" * 8_000]
)
def test_an_edited_cursor_is_no_page(cast, admin_client, cursor):
    for path in (PATH, f"{PATH}/{cast.association.pk}/members", f"{PATH}/{cast.association.pk}/invitations"):
        assert admin_client.get(f"{path}?cursor={cursor}").status_code in (200, 404)


def test_pages(db, guest_client):
    for _ in range(3):
        people.constituted_association(members=2)
    first = guest_client.get(f"{PATH}?limit=2").json()
    second = guest_client.get(first["next"]).json()
    assert [len(first["results"]), len(second["results"]), second["next"]] == [2, 1, None]


def test_a_page_by_id_and_by_name(cast, guest_client):
    by_id = guest_client.get(f"{PATH}/{cast.association.pk}")
    by_slug = guest_client.get(f"{PATH}/by-slug/{cast.association.slug}")
    assert by_id.status_code == 200
    assert by_id.json() == by_slug.json()


def test_a_forming_one_is_known_to_its_founders_only(forming, stranger_client, guest_client):
    for address in (str(forming.association.pk), f"by-slug/{forming.association.slug}"):
        missing = guest_client.get(f"{PATH}/{uuid4()}")
        assert same_refusal(guest_client.get(f"{PATH}/{address}"), missing)
        assert same_refusal(stranger_client.get(f"{PATH}/{address}"), missing)
        founder = people.client_for(forming.administrator.person)
        assert founder.get(f"{PATH}/{address}").json()["status"] == "forming"


def test_comunas(guest_client):
    assert len(guest_client.get("/api/v1/comunas").json()) == 15


def test_the_language_of_a_refusal(guest_client, db):
    spanish = refused(guest_client.get(f"{PATH}/{uuid4()}", headers={"Accept-Language": "es"}), 404, "not_found")
    english = refused(guest_client.get(f"{PATH}/{uuid4()}", headers={"Accept-Language": "en"}), 404, "not_found")
    assert english["title"] == "We can't find that."
    assert spanish["title"] != english["title"]
