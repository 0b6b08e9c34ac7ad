"""What members see on entering, and who else does not."""

from uuid import uuid4

from coops import services
from coops.models import Association
from tests.support import people
from tests.support.problems import refused, same_refusal


def path(association, page="workspace"):
    return f"/api/v1/associations/{association.pk}/{page}"


def test_a_member_sees_where_things_stand(cast):
    member = cast.members[2]
    people.invited(cast)
    answer = people.client_for(member.person).get(path(cast.association))
    body = answer.json()
    assert body["association"]["status"] == "constituted"
    assert body["founders"] == {"have": 5, "need": 5}
    assert body["statutes"]["accepted_by_me"] is True
    assert [row["number"] for row in body["memberships"]] == [3]
    assert body["roles"] == ["member"]
    assert "coops_invite" not in body["can"]
    assert body["counts"] == {"members": 5, "open_invitations": 1, "open_applications": None}
    assert answer.headers["Feed-Position"].startswith(f"association:{cast.association.pk}=")


def test_what_the_administrator_may_do_depends_on_the_state(cast, forming, admin_client):
    opened = {"coops_invite", "coops_publishStatutes", "coops_giveRole", "coops_updateAssociation"}
    assert opened <= set(admin_client.get(path(cast.association)).json()["can"])
    Association.objects.filter(pk=cast.association.pk).update(status="suspended")
    assert not opened & set(admin_client.get(path(cast.association)).json()["can"])
    still_forming = people.client_for(forming.administrator.person).get(path(forming.association)).json()
    assert "coops_publishStatutes" in still_forming["can"]
    assert still_forming["roles"] == ["administrator", "founder", "member"]


def test_strangers_find_nothing(cast, stranger_client, guest_client):
    for page in ("workspace", "members", "invitations"):
        missing = stranger_client.get(f"/api/v1/associations/{uuid4()}/{page}")
        refused(missing, 404, "not_found")
        assert same_refusal(stranger_client.get(path(cast.association, page)), missing)
        refused(guest_client.get(path(cast.association, page)), 401, "sign_in_needed")


def test_a_steward_is_no_member(cast):
    steward = people.client_for(people.person(is_steward=True))
    refused(steward.get(path(cast.association)), 404, "not_found")


def test_members_with_offices(cast, member_client):
    services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=cast.members[1].person.pk,
        role="treasurer",
    )
    rows = member_client.get(path(cast.association, "members")).json()["results"]
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert [[office["role"] for office in row["roles"]] for row in rows] == [
        ["administrator"],
        ["treasurer"],
        [],
        [],
        [],
    ]
    assert [row["mine"] for row in rows] == [False, False, True, False, False]
    assert all("email" not in row for row in rows)


def test_pages_cost_a_fixed_number_of_queries(db, django_assert_max_num_queries):
    cast = people.constituted_association(members=12)
    client = people.client_for(cast.members[3].person)
    for page in ("workspace", "members?limit=100"):
        with django_assert_max_num_queries(12):
            assert client.get(path(cast.association, page)).status_code == 200
    with django_assert_max_num_queries(12):
        client.get("/api/v1/me")
