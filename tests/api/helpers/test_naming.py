"""Naming a helper, saying yes to it, and ending it; a member on paper and how it gets an owner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import IdempotencyKey, OutgoingMail, Person
from coops import services as coops
from coops.models import Mandate, MandateOffer, Membership, StatutesAcceptance
from events.models import OutboxEvent
from helpers import queries, services
from helpers.models import Helper
from helpers.services import naming
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from tests.support import helping, people

pytestmark = pytest.mark.django_db
BASE = "/api/v1/associations"


@pytest.fixture
def cast() -> people.Cast:
    return people.constituted_association(members=4)


@pytest.fixture
def board(cast: people.Cast) -> people.Api:
    return people.client_for(cast.administrator.person)


def body(member: people.Member, **fields: object) -> dict[str, object]:
    return {
        "membership_id": str(member.membership.pk),
        "scopes": ["lots", "pool"],
        "given": "paper",
        "reference": "Carpeta 2026, hoja 14",
        "given_on": timezone.localdate().isoformat(),
        "member_phone": "+56 9 8123 4567",
        **fields,
    }


def proved(someone: Person, yes: bool) -> None:
    EmailAddress.objects.filter(user=someone).update(verified=yes)


def test_the_board_writes_a_members_consent_down(cast, board):
    helper = cast.members[1]
    answer = board.post(f"{BASE}/{cast.association.pk}/helpers", body(cast.members[2], person_id=str(helper.person.pk)))
    assert answer.status_code == 201, answer.content
    row = answer.json()
    assert (row["state"], row["scopes"], row["helper_name"]) == ("live", ["lots", "pool"], helper.person.name)
    assert row["recorded_by"] == cast.administrator.person.name
    assert row["member"]["owner_asked"] is None
    assert row["member"]["owned"]
    # A year, and not a day more, unless a day is named.
    left = Helper.objects.get().ends_at - timezone.now()
    assert timedelta(days=364) < left < timedelta(days=367)
    listed = board.get(f"{BASE}/{cast.association.pk}/helpers").json()["results"]
    assert [one["id"] for one in listed] == [row["id"]]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"given_on": "2020-01-01"}, "consent_date_wrong"),
        ({"given_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "consent_date_wrong"),
        ({"until": (timezone.localdate() + timedelta(days=400)).isoformat()}, "consent_too_long"),
        ({"until": timezone.localdate().isoformat()}, "consent_too_long"),
    ],
)
def test_a_consent_is_of_these_days_and_lasts_a_year_at_most(cast, board, fields, code):
    wanted = body(cast.members[2], person_id=str(cast.members[1].person.pk), **fields)
    answer = board.post(f"{BASE}/{cast.association.pk}/helpers", wanted)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not Helper.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"scopes": []},
        {"scopes": ["votes"]},
        {"given": "code"},
        {"reference": ""},
        {"reference": "a" * 201},
        {"member_phone": "llámame"},
        {"member_email": "no es"},
        {"email": "camila@example.cl"},  # a person and an address
    ],
)
def test_what_is_no_consent_is_refused(cast, board, fields):
    wanted = body(cast.members[2], person_id=str(cast.members[1].person.pk)) | fields
    answer = board.post(f"{BASE}/{cast.association.pk}/helpers", wanted)
    assert answer.status_code == 400, answer.content
    assert not Helper.objects.exists()


def test_who_writes_it_down_neither_helps_nor_is_the_witness_the_helper(cast, board):
    address = f"{BASE}/{cast.association.pk}/helpers"
    member, other = cast.members[2], cast.members[1].person
    mine = board.post(address, body(member, person_id=str(cast.administrator.person.pk)))
    seen = board.post(address, body(member, person_id=str(other.pk), given="witness", reference=other.name.upper()))
    assert [mine.json()["code"], seen.json()["code"]] == ["own_consent", "own_consent"]
    acting = board.post(address, body(member, person_id=str(member.person.pk)))
    assert acting.json()["code"] == "acts_already"


def test_a_stranger_is_nobody_to_name_and_another_associations_member_is_missing(cast, board):
    there = people.constituted_association(members=2)
    address = f"{BASE}/{cast.association.pk}/helpers"
    stranger = board.post(address, body(cast.members[2], person_id=str(there.members[1].person.pk)))
    theirs = board.post(address, body(there.members[1], person_id=str(cast.members[1].person.pk)))
    assert [stranger.status_code, theirs.status_code] == [404, 404]
    plain = people.client_for(cast.members[3].person)
    assert plain.get(address).status_code == 403
    assert people.client_for(there.administrator.person).get(address).status_code == 404


def test_a_board_that_writes_consents_all_day_is_stopped(cast, monkeypatch):
    monkeypatch.setattr(naming, "MOST_A_DAY", 1)
    helping.named(cast, cast.members[2])
    with pytest.raises(naming.TooManyConsents):
        helping.named(cast, cast.members[3])


def test_where_receipts_go_is_changed_with_a_trace_and_no_address_in_it(cast, board):
    helper = helping.named(cast, cast.members[2])
    address = f"{BASE}/{cast.association.pk}/helpers/{helper.pk}/contact"
    wanted = {"member_phone": "+56 9 8123 4567", "member_email": "hernan@example.cl"}
    for _ in range(2):
        answer = board.put(address, wanted)
        assert (answer.status_code, answer.json()["member_email"]) == (200, "hernan@example.cl")
    event = OutboxEvent.objects.get(name="helpers.contact_changed")
    assert event.data == {
        "helper_id": str(helper.pk),
        "association_id": str(cast.association.pk),
        "producer_id": str(helper.producer_id),
        "person_id": str(cast.administrator.person.pk),
    }
    assert {f"producer:{helper.producer_id}", f"user:{helper.person_id}"} <= set(event.streams)
    assert event.key == helper.pk


def test_where_receipts_went_is_not_changed_of_a_consent_that_is_over(cast, board):
    member = cast.members[2]
    over = Helper.objects.create(
        association=cast.association,
        membership=member.membership,
        producer=member.producer,
        person=cast.members[1].person,
        scopes=["lots"],
        given="paper",
        reference="Carpeta 2025",
        given_on=timezone.localdate(),
        recorded_by=cast.administrator.person,
        created_at=database_now() - timedelta(days=2),
        ends_at=database_now(),
    )
    address = f"{BASE}/{cast.association.pk}/helpers/{over.pk}/contact"
    assert board.put(address, {"member_phone": "+56 9 8123 4567"}).status_code == 404
    assert not OutboxEvent.objects.filter(name="helpers.contact_changed").exists()


def test_what_is_kept_for_a_repeat_holds_nobodys_address(cast, board):
    address, sent = f"{BASE}/{cast.association.pk}/helpers", {"Idempotency-Key": "consent-of-today"}
    wanted = body(cast.members[2], email="camila@example.cl", member_email="hernan@example.cl")
    first, again = (board.post(address, wanted, headers=sent) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    ended = board.post(f"{address}/{first.json()['id']}/end", headers={"Idempotency-Key": "its-end"})
    assert ended.status_code == 200
    kept = [bytes(row.body or b"").decode() for row in IdempotencyKey.objects.all()]
    assert len(kept) == 2
    assert not [text for text in kept if "@example.cl" in text or "8123" in text]


def test_a_new_consent_takes_the_place_of_the_old(cast):
    first = helping.named(cast, cast.members[2])
    second = helping.named(cast, cast.members[2], scopes=["lots"])
    first.refresh_from_db()
    assert (first.end_reason, list(Helper.objects.live())) == ("renewed", [second])


def test_whoever_helped_long_ago_never_hides_who_helps_now(cast, monkeypatch):
    monkeypatch.setattr(queries, "_SHOWN", 2)
    producer_id = cast.members[2].producer.pk
    given = [helping.named(cast, cast.members[2]) for _ in range(3)]
    assert queries.of_producer(producer_id) == [given[2], given[1]]


def test_a_neighbour_is_asked_by_her_address_and_says_yes(cast, board):
    neighbour = people.person(email="camila@example.cl")
    proved(neighbour, False)
    answer = board.post(f"{BASE}/{cast.association.pk}/helpers", body(cast.members[2], email="camila@example.cl"))
    assert (answer.status_code, answer.json()["state"]) == (201, "waiting")
    assert OutgoingMail.objects.filter(recipient="camila@example.cl").count() == 1
    helper_id = answer.json()["id"]
    hers = people.client_for(neighbour)
    # The address isn't proved: it could be anybody's.
    assert hers.post(f"/api/v1/my-helpers/{helper_id}/accept").status_code == 404
    proved(neighbour, True)
    assert [row["id"] for row in hers.get("/api/v1/my-helpers").json()["results"]] == [helper_id]
    assert hers.get(f"/api/v1/my-helpers/{helper_id}").status_code == 403
    assert hers.post(f"/api/v1/my-helpers/{helper_id}/accept").status_code == 204
    assert Helper.objects.live().get().person == neighbour
    assert hers.post(f"/api/v1/my-helpers/{helper_id}/accept").status_code == 403
    assert hers.post(f"/api/v1/my-helpers/{helper_id}/end").status_code == 204
    assert Helper.objects.get().end_reason == "helper"
    assert hers.get("/api/v1/my-helpers").json()["results"] == []


def test_an_address_that_was_asked_is_forgotten_with_the_question(cast, board):
    neighbour = people.person(email="camila@example.cl")
    people.prove(neighbour)
    wanted = body(cast.members[2], email="camila@example.cl")
    asked = board.post(f"{BASE}/{cast.association.pk}/helpers", wanted).json()
    (row,) = board.get(f"{BASE}/{cast.association.pk}/helpers").json()["results"]
    assert row["helper_email"] == "camila@example.cl"
    assert people.client_for(neighbour).post(f"/api/v1/my-helpers/{asked['id']}/end").status_code == 204
    assert Helper.objects.get().email == f"{asked['id']}@closed.invalid"
    (row,) = board.get(f"{BASE}/{cast.association.pk}/helpers").json()["results"]
    assert (row["state"], row["helper_name"], row["helper_email"]) == ("over", None, None)


def test_who_closes_her_account_leaves_no_address_behind(cast, board):
    neighbour = people.person(email="camila@example.cl")
    people.prove(neighbour)
    here = f"{BASE}/{cast.association.pk}/helpers"
    waits = board.post(here, body(cast.members[2], email="camila@example.cl")).json()["id"]
    answered = board.post(here, body(cast.members[3], email="camila@example.cl")).json()["id"]
    services.accept(actor=people.actor(neighbour), helper_id=answered)
    hers = helping.named(cast, cast.members[2], member_email="camila@example.cl", member_phone="+56 9 8123 4567")
    with transaction.atomic():
        assert services.end_of_person(neighbour.pk) == 2
    kept = {str(row.pk): (row.email, row.end_reason) for row in Helper.objects.exclude(pk=hers.pk)}
    assert kept == {waits: (f"{waits}@closed.invalid", "helper"), answered: ("", "helper")}
    hers.refresh_from_db()
    assert (hers.member_email, hers.member_phone, hers.end_reason) == ("", "+56 9 8123 4567", "")


def test_the_witness_does_not_become_the_helper_by_her_address(cast, board):
    neighbour = people.person("Camila Rojas", email="camila@example.cl")
    people.prove(neighbour)
    wanted = body(cast.members[2], email="camila@example.cl", given="witness", reference=" camila ROJAS")
    answer = board.post(f"{BASE}/{cast.association.pk}/helpers", wanted)
    # Which name stands behind an address is not for the board to find out.
    assert (answer.status_code, answer.json()["helper_name"]) == (201, None)
    said = people.client_for(neighbour).post(f"/api/v1/my-helpers/{answer.json()['id']}/accept")
    assert (said.status_code, said.json()["code"]) == (409, "cannot_help")
    assert not Helper.objects.live().exists()


def test_the_board_does_not_learn_whose_address_it_is(cast, board):
    people.prove(cast.members[2].person)
    address = f"{BASE}/{cast.association.pk}/helpers"
    answer = board.post(address, body(cast.members[2], email=cast.members[2].person.email))
    assert (answer.status_code, answer.json()["state"]) == (201, "waiting")
    said = people.client_for(cast.members[2].person).post(f"/api/v1/my-helpers/{answer.json()['id']}/accept")
    assert said.json()["code"] == "cannot_help"


@pytest.mark.parametrize("days", [0, 30], ids=["run out", "live"])
def test_saying_yes_by_the_address_takes_the_place_of_an_older_consent(cast, board, days):
    helper = cast.members[1].person
    people.prove(helper)
    older = Helper.objects.create(
        association=cast.association,
        membership=cast.members[2].membership,
        producer=cast.members[2].producer,
        person=helper,
        scopes=["lots"],
        given="paper",
        reference="Carpeta 2025",
        given_on=timezone.localdate(),
        recorded_by=cast.administrator.person,
        created_at=database_now() - timedelta(days=2),
        ends_at=database_now() + timedelta(days=days),
    )
    asked = board.post(f"{BASE}/{cast.association.pk}/helpers", body(cast.members[2], email=helper.email))
    assert people.client_for(helper).post(f"/api/v1/my-helpers/{asked.json()['id']}/accept").status_code == 204
    older.refresh_from_db()
    assert (older.end_reason, older.ended_by) == ("renewed", helper)
    assert str(Helper.objects.live().get().pk) == asked.json()["id"]


def test_the_member_and_the_board_end_it_and_nobody_else(cast, board):
    member = cast.members[2]
    helper = helping.named(cast, member)
    stranger = people.client_for(cast.members[3].person)
    assert stranger.post(f"/api/v1/producers/{member.producer.pk}/helpers/{helper.pk}/end").status_code == 404
    assert stranger.post(f"{BASE}/{cast.association.pk}/helpers/{helper.pk}/end").status_code == 403
    owner = people.client_for(member.person)
    ended = owner.post(f"/api/v1/producers/{member.producer.pk}/helpers/{helper.pk}/end")
    assert [row["state"] for row in ended.json()["results"]] == ["over"]
    again = helping.named(cast, member)
    assert board.post(f"{BASE}/{cast.association.pk}/helpers/{again.pk}/end").json()["end_reason"] == "board"
    assert board.post(f"{BASE}/{cast.association.pk}/helpers/{again.pk}/end").status_code == 404


def test_it_ends_with_the_membership_at_once(cast):
    helper = helping.named(cast, cast.members[2], member_phone="+56 9 8123 4567", member_email="hernan@example.cl")
    coops.end_membership(
        actor=people.actor(cast.members[2].person),
        association_id=cast.association.pk,
        membership_id=cast.members[2].membership.pk,
    )
    assert not Helper.objects.live().exists()
    assert helping.client(helper).get(f"/api/v1/producers/{helper.producer_id}/lots").status_code == 403
    assert services.end_of_membership(helper.membership_id) == 1
    helper.refresh_from_db()
    assert (helper.end_reason, helper.ended_by) == ("membership", None)
    assert (helper.member_phone, helper.member_email) == ("", "")


@pytest.mark.parametrize(
    "change",
    [
        "scopes = '{pool}'",
        "reference = 'otra'",
        "ends_at = ends_at + interval '1 year'",
        "recorded_by_id = person_id",
        "email = 'otra@example.cl'",
    ],
)
def test_the_database_lets_nobody_rewrite_a_consent(cast, change):
    helping.named(cast, cast.members[2])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE helpers_helper SET {change}")


def test_an_ended_consent_does_not_come_back(cast):
    helper = helping.named(cast, cast.members[2])
    services.end_helper(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk, helper_id=helper.pk
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Helper.objects.filter(pk=helper.pk).update(ended_at=None, end_reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Helper.objects.filter(pk=helper.pk).update(member_phone="+56 9 8123 4567")
    with pytest.raises(DatabaseError), transaction.atomic():
        Helper.objects.filter(pk=helper.pk).delete()


def on_paper(cast: people.Cast) -> Helper:
    return services.register_member(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        name="Quesos Hernán",
        comuna="04305",
        locality="El Romeral",
        person_id=cast.members[1].person.pk,
        consent=helping.consent(given="witness", reference="Elsa Araya Pizarro"),
    )


def test_a_member_without_any_account_is_let_in_on_paper(cast, board):
    wanted = body(cast.members[2], person_id=str(cast.members[1].person.pk))
    del wanted["membership_id"]
    answer = board.post(
        f"{BASE}/{cast.association.pk}/paper-members", {**wanted, "name": "Quesos Hernán", "comuna": "04305"}
    )
    assert answer.status_code == 201, answer.content
    member = answer.json()["member"]
    assert (member["name"], member["owned"]) == ("Quesos Hernán", False)
    membership = Membership.objects.active().get(pk=member["membership_id"])
    assert not Mandate.objects.filter(producer=membership.producer).exists()
    # Joining on paper is not yet a yes to the statutes.
    assert not StatutesAcceptance.objects.filter(membership=membership).exists()


def test_the_member_claims_what_is_its_own_and_no_helper_does(cast, board):
    helper = on_paper(cast)
    address = f"{BASE}/{cast.association.pk}/members/{helper.membership_id}/owner"
    for someone in (cast.members[1].person, cast.administrator.person):
        assert board.post(address, {"email": someone.email}).json()["code"] == "ownership_barred"
    hernan = people.person("Hernán Díaz", email="hernan@example.cl")
    assert board.post(address, {"email": "wrong@example.cl"}).status_code == 204
    assert board.post(address, {"email": hernan.email}).status_code == 204
    wrong, right = MandateOffer.objects.filter(producer=helper.producer).order_by("pk")
    assert wrong.revoked_at is not None
    coops.accept_mandate_offer(actor=people.actor(hernan), mandate_offer_id=right.pk)
    assert Mandate.objects.get(producer=helper.producer).kind == "owner"
    # It has an owner: from now on that one asks.
    assert board.post(address, {"email": "otra@example.cl"}).status_code == 404
    own = people.client_for(hernan).get(f"/api/v1/producers/{helper.producer_id}/helpers").json()["results"]
    assert [row["state"] for row in own] == ["live"]


def test_a_helper_who_proves_the_asked_address_later_is_refused_then(cast, board):
    helper = on_paper(cast)
    someone = cast.members[1].person
    proved(someone, False)
    address = f"{BASE}/{cast.association.pk}/members/{helper.membership_id}/owner"
    assert board.post(address, {"email": someone.email}).status_code == 204  # not proved: nobody's yet
    proved(someone, True)
    offer = MandateOffer.objects.get(producer=helper.producer)
    with pytest.raises(DomainError) as refused:
        coops.accept_mandate_offer(actor=people.actor(someone), mandate_offer_id=offer.pk)
    assert refused.value.code == "ownership_barred"


def test_who_asked_does_not_own(cast):
    helper = on_paper(cast)
    with pytest.raises(NotFound):
        services.offer_ownership(
            actor=people.actor(cast.administrator.person),
            association_id=cast.association.pk,
            membership_id=cast.members[2].membership.pk,  # somebody owns this one
            email="hernan@example.cl",
        )
    assert helper.state(timezone.now()) == "live"
