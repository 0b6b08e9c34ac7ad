"""Acting for a member: only with consent, only for that member, and never without a record."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import OutgoingMail
from catalog.models import Contribution, Lot, StockMovement
from coops import services as coops
from coops.models import Mandate, Role
from events.models import OutboxEvent
from helpers import services
from helpers.models import Act, Helper, Receipt
from lib.clock import database_now
from tests.support import helping, pdfs, people, trade

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool((50, 30, 20))


@pytest.fixture
def helper(pool: trade.Pool) -> Helper:
    """Member 1 helps member 2."""
    return helping.named(pool.cast, pool.members[2])


def lot_body(**fields: object) -> dict[str, object]:
    today = timezone.localdate().isoformat()
    return {"product_name": "Queso de cabra maduro", "category": "cheese", "units": 12, "made_on": today, **fields}


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


def test_a_lot_is_written_down_for_the_member_with_who_did_it_for_whom(pool, helper):
    acting = helping.client(helper)
    made = acting.post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    assert made.status_code == 201, made.content
    act = Act.objects.get()
    assert (act.helper, act.person_id, act.producer_id) == (helper, helper.person_id, helper.producer_id)
    assert act.operation == "catalog_createLot"
    assert made.json()["code"] in act.words_es
    assert "12 unidades" in act.words_es
    assert "12 units" in act.words_en
    event = OutboxEvent.objects.get(name="helpers.act_recorded")
    assert event.data["act_number"] == act.number
    # Whom it concerns: the member's people, the helper, the board.
    concerned = {helper.person_id, pool.cast.administrator.person.pk}
    assert set(event.streams) == {f"producer:{helper.producer_id}", *(f"user:{one}" for one in concerned)}


def test_units_go_into_the_pool_and_out_again_in_plain_words(pool, helper):
    acting = helping.client(helper)
    lot = trade.lot(pool.members[2], 40)
    offers = f"{API}/associations/{pool.cast.association.pk}"
    put = acting.post(
        f"{offers}/offers/{pool.offer.pk}/contributions", {"lot_id": str(lot.pk), "units": 40}, headers=key()
    )
    assert put.status_code == 201, put.content
    taken = acting.post(f"{offers}/contributions/{put.json()['id']}/withdraw", {"units": 1}, headers=key())
    assert taken.status_code == 200, taken.content
    first, second = Act.objects.order_by("number")
    assert (
        first.words_es
        == f"Puso 40 unidades del lote {lot.code}, «{lot.product_name}», en el acopio de «{pool.offer.name}»."
    )
    assert second.words_es.startswith(f"Sacó 1 unidad del lote {lot.code}")
    moved = StockMovement.objects.filter(contribution_id=put.json()["id"]).values_list("person_id", "helped_by_id")
    assert set(moved) == {(helper.person_id, helper.person_id)}
    trade.check_adds_up(pool.offer)


def test_what_is_mine_in_the_pool_is_the_members_not_the_helpers_own(pool, helper):
    acting = helping.client(helper)
    offers = f"{API}/associations/{pool.cast.association.pk}/offers"
    seen = acting.get(f"{offers}/{pool.offer.pk}").json()
    assert [row["producer_id"] for row in seen["members"] if row["mine"]] == [str(helper.producer_id)]
    assert {lot["mine"] for lot in seen["lots"] if lot["producer_id"] != str(helper.producer_id)} == {False}
    assert seen["can"] == ["catalog_contribute", "catalog_withdraw"]
    (listed,) = acting.get(offers).json()["results"]
    assert [share["producer_id"] for share in listed["shares"] if share["mine"]] == [str(helper.producer_id)]


def test_a_helper_who_is_of_the_board_opens_no_offer_for_the_member(pool):
    helper = helping.named(pool.cast, pool.members[2])
    Role.objects.create(association=pool.cast.association, person=helper.person, role=Role.Name.SECRETARY)
    offers = f"{API}/associations/{pool.cast.association.pk}/offers"
    assert "catalog_openOffer" in people.client_for(helper.person).get(f"{offers}/{pool.offer.pk}").json()["can"]
    assert "catalog_openOffer" not in helping.client(helper).get(f"{offers}/{pool.offer.pk}").json()["can"]


def test_a_repeated_request_is_written_down_once(pool, helper):
    acting, same = helping.client(helper), key()
    lot = trade.lot(pool.members[2], 40)
    address = f"{API}/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}/contributions"
    answers = [acting.post(address, {"lot_id": str(lot.pk), "units": 5}, headers=same) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert (Act.objects.count(), Contribution.objects.get(lot=lot).units) == (1, 5)


def test_what_is_refused_leaves_nothing(pool, helper):
    acting = helping.client(helper)
    lot = trade.lot(pool.members[2], 4)
    address = f"{API}/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}/contributions"
    assert acting.post(address, {"lot_id": str(lot.pk), "units": 5}, headers=key()).json()["code"] == "lot_short"
    assert acting.post(f"{API}/producers/{helper.producer_id}/lots", {}).status_code == 400
    assert not Act.objects.exists()


def test_no_record_no_deed(pool, helper, monkeypatch):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the record can't be written")

    monkeypatch.setattr(services, "record", broken)
    acting = helping.client(helper)
    acting.raise_request_exception = False
    lots = Lot.objects.count()
    assert acting.post(f"{API}/producers/{helper.producer_id}/lots", lot_body()).status_code == 500
    assert Lot.objects.count() == lots


def test_a_helper_of_one_member_is_nobody_to_another(pool, helper):
    acting, other = helping.client(helper), pool.members[0]
    assert acting.post(f"{API}/producers/{other.producer.pk}/lots", lot_body()).status_code == 404
    # Nor to herself: while she acts for Hernán she is not there for her own things.
    own = pool.members[1]
    assert acting.get(f"{API}/producers/{own.producer.pk}/lots").status_code == 404
    lot = trade.lot(own, 40)
    here = f"{API}/associations/{pool.cast.association.pk}"
    body = {"lot_id": str(lot.pk), "units": 5}
    assert acting.post(f"{here}/offers/{pool.offer.pk}/contributions", body, headers=key()).status_code == 404
    theirs = pool.contributions[0]
    withdrawn = acting.post(f"{here}/contributions/{theirs.pk}/withdraw", {"units": 1}, headers=key())
    assert withdrawn.status_code == 404
    there = trade.pool((5, 5))
    elsewhere = f"{API}/associations/{there.cast.association.pk}/offers/{there.offer.pk}"
    assert acting.get(elsewhere).status_code == 404
    assert not Act.objects.exists()


def test_without_saying_for_whom_the_member_is_a_stranger(pool, helper):
    plain = people.client_for(helper.person)
    assert plain.get(f"{API}/producers/{helper.producer_id}/lots").status_code == 404
    assert plain.post(f"{API}/producers/{helper.producer_id}/lots", lot_body()).status_code == 404
    assert helper.person_id not in Mandate.objects.live().filter(producer=helper.producer).values_list(
        "person", flat=True
    )


@pytest.mark.parametrize(
    "sent", ["", "nada", "00000000-0000-0000-0000-000000000000", "01900000-0000-7000-8000-00000000000a"]
)
def test_a_consent_that_is_not_there_opens_nothing(pool, helper, sent):
    acting = people.client_for(helper.person)
    answer = acting.get(f"{API}/producers/{pool.members[1].producer.pk}/lots", headers={"Minga-Helping": sent})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_somebody_elses_consent_opens_nothing(pool, helper):
    thief = people.client_for(pool.members[0].person)
    sent = {"Minga-Helping": str(helper.pk)}
    assert thief.get(f"{API}/producers/{helper.producer_id}/lots", headers=sent).status_code == 404
    guest = people.client_for()
    assert guest.get(f"{API}/producers/{helper.producer_id}/lots", headers=sent).status_code == 401


def test_the_consent_says_for_what(pool):
    helper = helping.named(pool.cast, pool.members[2], scopes=["pool"])
    acting = helping.client(helper)
    assert acting.get(f"{API}/producers/{helper.producer_id}/lots").status_code == 200  # what could be put in
    refused = acting.post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    assert (refused.status_code, refused.json()["code"]) == (403, "not_for_helpers")
    statutes = f"{API}/associations/{pool.cast.association.pk}/statutes/{pool.cast.statutes.pk}/accept"
    assert acting.post(statutes, {"producer_id": str(helper.producer_id)}).status_code == 403


def test_after_the_end_nothing_works(pool, helper):
    acting = helping.client(helper)
    assert acting.get(f"{API}/producers/{helper.producer_id}/lots").status_code == 200
    services.end_by_member(
        actor=people.actor(pool.members[2].person), producer_id=helper.producer_id, helper_id=helper.pk
    )
    answer = acting.post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    assert (answer.status_code, answer.json()["code"]) == (403, "help_over")
    assert not Act.objects.exists()


def test_a_consent_runs_out_by_the_databases_clock(pool):
    helper = Helper.objects.create(
        association=pool.cast.association,
        membership=pool.members[2].membership,
        producer=pool.members[2].producer,
        person=pool.members[1].person,
        scopes=["lots"],
        given="paper",
        reference="Carpeta 2026",
        given_on=timezone.localdate(),
        recorded_by=pool.cast.administrator.person,
        created_at=database_now() - timedelta(days=2),
        ends_at=database_now(),
    )
    answer = helping.client(helper).get(f"{API}/producers/{helper.producer_id}/lots")
    assert (answer.status_code, answer.json()["code"]) == (403, "help_over")


def test_the_statutes_are_accepted_when_the_consent_names_them(pool):
    helper = services.register_member(
        actor=people.actor(pool.cast.administrator.person),
        association_id=pool.cast.association.pk,
        name="Quesos Hernán",
        comuna="04305",
        locality="",
        person_id=pool.members[1].person.pk,
        consent=helping.consent(scopes=["statutes"]),
    )
    waits = people.client_for(helper.person).get(f"{API}/my-helpers/{helper.pk}").json()["statutes_to_accept"]
    assert waits == {"id": str(pool.cast.statutes.pk), "version": 1}
    address = f"{API}/associations/{pool.cast.association.pk}/statutes/{waits['id']}/accept"
    answer = helping.client(helper).post(address, {"producer_id": str(helper.producer_id)})
    # Offices, counts and why an association is suspended are its members' to read.
    assert (answer.status_code, answer.content) == (204, b"")
    assert "versión 1 de los estatutos" in Act.objects.get().words_es
    assert people.client_for(helper.person).get(f"{API}/my-helpers/{helper.pk}").json()["statutes_to_accept"] is None


def test_statutes_that_are_a_pdf_are_read_before_the_yes(pool, helper):
    data = pdfs.plain()
    board, here = people.actor(pool.cast.administrator.person), pool.cast.association.pk
    document = coops.keep_document(actor=board, association_id=here, sent=data)
    newest = coops.publish_statutes(
        actor=board, association_id=here, document_id=document.pk, adopted_on=timezone.localdate()
    )
    acting = helping.client(helper)
    shown = acting.get(f"{API}/associations/{here}/statutes/{newest.pk}").json()["document"]
    file = acting.get(f"{API}/associations/{here}/statutes-documents/{shown['id']}")
    assert (file.status_code, file.content) == (200, data)
    pools_alone = helping.client(helping.named(pool.cast, pool.members[2], scopes=["pool"]))
    assert pools_alone.get(f"{API}/associations/{here}/statutes-documents/{shown['id']}").status_code == 403


def test_what_the_member_tells_of_itself_is_changed_in_plain_words(pool, helper):
    acting = helping.client(helper)
    answer = acting.patch(f"{API}/producers/{helper.producer_id}", {"locality": "El Romeral", "shows_name": False})
    assert answer.status_code == 200, answer.content
    assert Act.objects.get().words_es == "Cambió el lugar a «El Romeral». Cambió si la gente de fuera ve el nombre."


def test_what_was_done_is_read_by_the_member_the_board_and_the_helper_alone(pool, helper):
    helping.client(helper).post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    here = pool.cast.association.pk
    asked = {
        "member": people.client_for(pool.members[2].person).get(f"{API}/producers/{helper.producer_id}/helped-acts"),
        "board": people.client_for(pool.cast.administrator.person).get(f"{API}/associations/{here}/helped-acts"),
        "helper": people.client_for(helper.person).get(f"{API}/my-helpers/{helper.pk}/acts"),
    }
    for who, answer in asked.items():
        (row,) = answer.json()["results"]
        assert (row["helper_name"], row["member_name"]) == (helper.person.name, helper.producer.name), who
    plain = people.client_for(pool.members[1].person)
    assert plain.get(f"{API}/producers/{helper.producer_id}/helped-acts").status_code == 404
    assert plain.get(f"{API}/associations/{here}/helped-acts").status_code == 403
    assert people.client_for(pool.members[0].person).get(f"{API}/my-helpers/{helper.pk}/acts").status_code == 404


def test_receipts_are_given_once_a_way_and_stay(pool, helper):
    acting, mine = helping.client(helper), people.client_for(helper.person)
    for _ in range(2):
        acting.post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    numbers = list(Act.objects.values_list("number", flat=True))
    assert mine.get("/api/v1/my-helpers").json()["results"][0]["unhanded"] == 2
    address = f"{API}/my-helpers/{helper.pk}/receipts"
    for _ in range(2):
        assert mine.post(address, {"acts": numbers, "way": "sms"}).status_code == 204
    assert Receipt.objects.count() == 2
    assert mine.get("/api/v1/my-helpers").json()["results"][0]["unhanded"] == 0
    assert mine.post(address, {"acts": [10**9], "way": "sms"}).status_code == 404
    assert mine.post(address, {"acts": numbers, "way": "email"}).status_code == 400
    assert people.client_for(pool.members[0].person).post(address, {"acts": numbers, "way": "sms"}).status_code == 404


def test_a_member_with_an_address_gets_a_letter_with_each_act(pool):
    helper = helping.named(pool.cast, pool.members[2], member_email="hernan@example.cl")
    helping.client(helper).post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    letter = OutgoingMail.objects.get(recipient="hernan@example.cl")
    assert Act.objects.get().words_es in letter.text
    assert Receipt.objects.get().way == "email"


@pytest.mark.parametrize("table", ["helpers_act", "helpers_receipt"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_the_record_only_grows(pool, helper, table, deed):
    helping.client(helper).post(f"{API}/producers/{helper.producer_id}/lots", lot_body())
    act = Act.objects.get()
    services.give_receipts(actor=people.actor(helper.person), helper_id=helper.pk, acts=[act.number], way="paper")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table))
