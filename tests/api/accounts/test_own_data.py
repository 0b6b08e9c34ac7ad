"""A person's own data (Ley 21.719): consents, the copy to take away, and deletion."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models.functions import Now

from accounts import deletion, exports, jobs
from accounts.models import Consent, DataExport, DeletionRequest, IdempotencyKey, OutgoingMail, Person
from coops import services as coops
from coops.models import (
    Association,
    AssociationSuspension,
    Mandate,
    Membership,
    MembershipSuspension,
    Producer,
    Role,
)
from notifications.models import InboxItem
from orders.models import Basket, OrderGroup
from orders.personal_data import forget_contacts
from tests.contracts.world import order_group
from tests.support import people, trade
from tests.support.browser import AUTH, Browser
from tests.support.events import recorded
from tests.support.problems import refused

CONSENTS, EXPORTS, DELETION = "/api/v1/me/consents", "/api/v1/me/exports", "/api/v1/me/deletion"


@pytest.fixture
def elsa(db):
    return people.person("Elsa Rivera Única", email="elsa@example.cl")


@pytest.fixture
def hers(browser, elsa):
    """Elsa's browser, in which she has just shown once more that it is her."""
    browser.sign_in()
    browser.send(f"{AUTH}reauthenticate", {"password": people.PASSWORD})
    return browser


def letter(subject):
    return OutgoingMail.objects.filter(recipient="elsa@example.cl", subject=subject).exists()


# --- consents ---


def test_every_yes_and_no_is_a_line_of_its_own(hers, settings):
    version = settings.PRIVACY_NOTICE_VERSION
    first = hers.get(CONSENTS).json()
    assert first["current_version"] == version
    assert [(row["version"], row["given"]) for row in first["log"]] == [(version, True)]
    taken_back = hers.send(CONSENTS, {"version": version, "given": False}).json()
    assert [row["given"] for row in taken_back["log"]] == [False, True]
    assert hers.get("/api/v1/me").json()["consent_needed"]
    given = hers.send(CONSENTS, {"version": version, "given": True}).json()
    assert [row["given"] for row in given["log"]] == [True, False, True]
    assert not hers.get("/api/v1/me").json()["consent_needed"]
    assert len(hers.send(CONSENTS, {"version": version, "given": True}).json()["log"]) == 3


def test_a_new_notice_asks_again(hers, settings):
    former = settings.PRIVACY_NOTICE_VERSION
    settings.PRIVACY_NOTICE_VERSION = "2027-03"
    assert hers.get("/api/v1/me").json()["consent_needed"]
    refused(hers.send(CONSENTS, {"version": former, "given": True}), 409, "privacy_notice_changed")
    hers.send(CONSENTS, {"version": "2027-03", "given": True})
    assert not hers.get("/api/v1/me").json()["consent_needed"]
    assert sorted(Consent.objects.values_list("version", flat=True)) == [former, "2027-03"]


# --- the copy ---


def suspended(cast, member):
    """This will suspend a member for a reason that is about her."""
    coops.suspend_member(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk,
        membership_id=member.membership.pk, reason="Algo de ella.",
    )  # fmt: skip


def copy_of(browser):
    """This will return what is in the finished copy, by file."""
    (one,) = browser.get(EXPORTS).json()["results"]
    answer = browser.get(f"{EXPORTS}/{one['id']}/file")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == one["size"] == len(content)
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_rows_without_an_order_of_their_own_stand_as_they_were_made(elsa):
    made = [people.producer(elsa).pk for _ in range(3)]
    # What is written anew moves to the end of a table.
    Producer.objects.filter(pk=made[0]).update(rut="123456785")
    unordered = Producer.objects.values("id")
    assert not unordered.ordered
    assert [row["id"] for row in exports.in_order(unordered)] == made
    assert [row["id"] for row in exports.in_order(unordered.order_by("-pk"))] == made[::-1]


def test_a_copy_holds_what_every_app_keeps_of_her(hers, elsa):
    pool = trade.pool()
    order_group(elsa, pool)
    producer = people.producer(elsa, name="Queso de Elsa")
    Producer.objects.filter(pk=producer.pk).update(rut="123456785")
    cast = people.constituted_association()
    suspended(cast, people.join(cast, who=elsa))
    answer = hers.send(EXPORTS)
    assert answer.status_code == 202
    assert answer.json()["state"] == "waiting"
    exports.make_export(answer.json()["id"])
    files = copy_of(hers)
    assert "Elsa Rivera Única" in files["accounts/account.json"]
    assert json.loads(files["coops/producers.json"])[0]["id"] == str(producer.pk)
    assert json.loads(files["coops/producers.json"])[0]["rut"] == "123456785"
    (suspension,) = json.loads(files["coops/suspensions.json"])
    assert (suspension["association__name"], suspension["reason"]) == (cast.association.name, "Algo de ella.")
    assert json.loads(files["orders/orders.json"])[0]["contact_email"] == "elsa@example.cl"
    assert json.loads(files["orders/order_lines.json"])[0]["units"] == 3
    assert {name.split("/")[0] for name in files} >= {
        "accounts",
        "coops",
        "catalog",
        "orders",
        "notifications",
        "stewards",
    }
    assert "Esto es todo" in files["LEEME.txt"]
    assert elsa.password not in " ".join(files.values())
    assert letter("La copia de tus datos está lista")


def test_a_copy_needs_the_password_once_more(browser, elsa):
    browser.sign_in()
    refused(browser.send(EXPORTS), 403, "reauthentication_needed")
    assert not DataExport.objects.exists()


def test_a_copy_is_hers_alone(hers, elsa):
    made = hers.send(EXPORTS).json()["id"]
    exports.make_export(made)
    people.person(email="vecina@example.cl")
    vecina = Browser()
    vecina.sign_in("vecina@example.cl")
    refused(vecina.get(f"{EXPORTS}/{made}/file"), 404, "not_found")
    refused(Browser().get(f"{EXPORTS}/{made}/file"), 401, "sign_in_needed")
    assert vecina.get(EXPORTS).json() == {"results": []}


def test_who_asks_twice_gets_the_same_copy(hers):
    first, second = hers.send(EXPORTS).json(), hers.send(EXPORTS).json()
    assert first["id"] == second["id"]
    exports.make_export(first["id"])
    exports.make_export(first["id"])
    assert DataExport.objects.get().pieces.count() == 1
    assert hers.send(EXPORTS).json()["id"] == first["id"]


def test_a_copy_is_gone_after_two_days(hers):
    made = hers.send(EXPORTS).json()["id"]
    exports.make_export(made)
    DataExport.objects.update(expires_at=Now(), asked_at=Now() - timedelta(days=3))
    refused(hers.get(f"{EXPORTS}/{made}/file"), 404, "not_found")
    assert hers.get(EXPORTS).json() == {"results": []}
    assert exports.forget_exports(10) == 1
    assert not DataExport.objects.exists()


def test_a_job_that_never_ended_does_not_bar_the_next(hers):
    first = hers.send(EXPORTS).json()["id"]
    DataExport.objects.update(asked_at=Now() - timedelta(hours=2))
    second = hers.send(EXPORTS).json()["id"]
    assert first != second
    exports.make_export(first)
    exports.make_export(second)
    assert [row["state"] for row in hers.get(EXPORTS).json()["results"]] == ["ready", "failed"]


# --- deletion ---


def test_there_are_days_to_change_ones_mind(hers, elsa, settings):
    assert hers.get(DELETION).json()["days"] == 14
    due_at = hers.send(DELETION).json()["due_at"]
    assert hers.get("/api/v1/me").json()["deletion_due_at"] == due_at
    assert letter("Tu cuenta se va a borrar")
    assert hers.send(DELETION).json()["due_at"] == due_at
    assert deletion.close_due_accounts(10) == 0
    assert hers.send(DELETION, method="delete").json()["due_at"] is None
    DeletionRequest.objects.all().delete()
    assert Person.objects.get(pk=elsa.pk).closed_at is None


def test_deletion_needs_the_password_once_more(browser, elsa):
    browser.sign_in()
    refused(browser.send(DELETION), 403, "reauthentication_needed")
    assert not DeletionRequest.objects.exists()


def close(browser):
    answer = browser.send(DELETION)
    assert answer.status_code == 202, answer.content
    DeletionRequest.objects.update(due_at=Now())
    assert deletion.close_due_accounts(10) == 1


def test_what_is_personal_goes_and_what_the_law_wants_stays(hers, elsa):
    pool = trade.pool()
    paid = order_group(elsa, pool)
    OrderGroup.objects.filter(pk=paid.pk).update(
        buyer=elsa, status="paid", paid_attempt_id=elsa.pk, paid_at=Now(), contact_name="Elsa Rivera Única"
    )
    lapsed = order_group(elsa, pool, units=1)
    OrderGroup.objects.filter(pk=lapsed.pk).update(status="expired", contact_name="Elsa Rivera Única")
    shown = {row["code"]: row["count"] for row in hers.get(DELETION).json()["kept"]}
    assert shown["orders"] == shown["order_contacts"] == 1
    close(hers)
    assert hers.person is None
    gone = Person.objects.get(pk=elsa.pk)
    assert (gone.name, gone.is_active, gone.closed_at is None) == ("—", False, False)
    assert "elsa" not in gone.email
    assert not gone.has_usable_password()
    assert not EmailAddress.objects.filter(user=elsa).exists()
    assert not Basket.objects.filter(person=elsa).exists()
    assert not InboxItem.objects.filter(person=elsa).exists()
    assert not IdempotencyKey.objects.filter(principal=f"person:{elsa.pk}").exists()
    assert Consent.objects.filter(person=elsa).exists()
    # The figures stay; the seller knows whom to answer while the guarantee holds.
    assert OrderGroup.objects.get(pk=paid.pk).contact_name == "Elsa Rivera Única"
    assert OrderGroup.objects.get(pk=lapsed.pk).contact_name == "—"
    OrderGroup.objects.filter(pk=paid.pk).update(paid_at=Now() - timedelta(days=184))
    assert forget_contacts(10) == 1
    assert (OrderGroup.objects.get(pk=paid.pk).contact_email, forget_contacts(10)) == ("", 0)
    (event,) = recorded("accounts.person_closed")
    assert "Elsa" not in event["data"]
    left = OutgoingMail.objects.filter(recipient="elsa@example.cl")
    assert [one.subject for one in left] == ["Tu cuenta fue borrada"]


def test_her_address_is_free_again(hers, elsa):
    close(hers)
    assert Browser().sign_in().status_code == 400
    assert Browser().sign_up("elsa@example.cl", name="Otra Elsa").status_code == 200


def test_with_no_days_to_wait_it_is_done_at_once(hers, elsa, settings):
    settings.ACCOUNT_DELETION_DAYS = 0
    assert hers.send(DELETION).status_code == 202
    assert hers.person is None
    assert Person.objects.get(pk=elsa.pk).closed_at is not None


def test_the_last_administrator_stays(browser):
    cast = people.constituted_association(members=2)
    client = browser_of(cast.administrator.person)
    answer = refused(client.send(DELETION), 409, "deletion_hindered")
    assert answer["hindrances"] == [{"code": "last_administrator", "names": [cast.association.name]}]
    assert client.get(DELETION).json()["hindrances"] == answer["hindrances"]


def test_who_owns_stock_alone_sells_or_takes_it_out_first(browser):
    pool = trade.pool()
    member = pool.members[1]
    answer = refused(browser_of(member.person).send(DELETION), 409, "deletion_hindered")
    assert answer["hindrances"] == [{"code": "stock", "names": [member.producer.name]}]


def test_an_open_payment_is_waited_for(hers, elsa):
    group = order_group(elsa, trade.pool())
    answer = refused(hers.send(DELETION), 409, "deletion_hindered")
    assert answer["hindrances"] == [{"code": "payment_open", "names": [group.number]}]


def test_a_member_without_stock_leaves_and_her_producer_loses_its_name(browser):
    cast = people.constituted_association(members=3)
    member = cast.members[2]
    agent = people.person()
    Mandate.objects.create(person=agent, producer=member.producer, kind="agent")
    Producer.objects.filter(pk=member.producer.pk).update(rut="123456785")
    suspended(cast, member)
    close(browser_of(member.person))
    producer = Producer.objects.get(pk=member.producer.pk)
    assert (producer.name, producer.locality, producer.story, producer.rut) == ("—", "", "", "")
    assert MembershipSuspension.objects.get().reason == "—"
    ended = Membership.objects.get(pk=member.membership.pk)
    assert (ended.status, ended.end_reason) == ("ended", "left")
    assert not Mandate.objects.live().filter(producer=producer).exists()
    assert [event["name"] for event in recorded("coops.membership_ended")] == ["coops.membership_ended"]


def test_a_producer_with_another_owner_stays_as_it_is(browser):
    owner, other = people.person(), people.person()
    producer = people.producer(owner, name="Quesería de dos")
    Mandate.objects.create(person=other, producer=producer, kind="owner")
    close(browser_of(owner))
    assert Producer.objects.get(pk=producer.pk).name == "Quesería de dos"
    assert list(Mandate.objects.live().filter(producer=producer).values_list("person_id", flat=True)) == [other.pk]


def test_who_forms_an_association_alone_may_go(browser):
    cast = people.forming_association()
    close(browser_of(cast.administrator.person))
    assert Association.objects.get(pk=cast.association.pk).status == "dissolved"
    assert not Role.objects.live().filter(association=cast.association).exists()
    assert [event["name"] for event in recorded("coops.association_dissolved")] == ["coops.association_dissolved"]
    refused(people.client_for().get(f"/api/v1/associations/by-slug/{cast.association.slug}"), 404, "not_found")


def test_what_the_last_member_leaves_is_closed_in_full(browser):
    """Who applied hears of it, a steward's suspension is over, and the catalog is told."""
    cast = people.constituted_association(members=2)
    administrator, here = people.actor(cast.administrator.person), {"association_id": cast.association.pk}
    coops.set_admission(actor=administrator, **here, admission="board", questions=[])
    asking = people.person()
    application = coops.apply(actor=people.actor(asking), **here, producer_id=people.producer(asking).pk, answers=[])
    coops.end_membership(
        actor=people.actor(cast.members[1].person), **here, membership_id=cast.members[1].membership.pk
    )
    coops.suspend_association(actor=people.actor(people.person(is_steward=True)), **here, reason="Una denuncia.")
    close(browser_of(cast.administrator.person))
    application.refresh_from_db()
    assert (application.state, Association.objects.get(pk=cast.association.pk).status) == ("lapsed", "dissolved")
    assert not AssociationSuspension.objects.filter(lifted_at=None).exists()
    assert len(recorded("coops.association_dissolved")) == len(recorded("coops.application_closed")) == 1


def test_what_became_impossible_meanwhile_is_told(browser):
    cast = people.constituted_association(members=2)
    member = cast.members[1]
    client = browser_of(member.person)
    assert client.send(DELETION).status_code == 202
    Role.objects.filter(association=cast.association).update(person=member.person)
    DeletionRequest.objects.update(due_at=Now())
    assert deletion.close_due_accounts(10) == 1
    assert Person.objects.get(pk=member.person.pk).closed_at is None
    assert not DeletionRequest.objects.exists()
    told = OutgoingMail.objects.filter(recipient=member.person.email).latest("created_at")
    assert told.subject == "No se pudo borrar tu cuenta"


def browser_of(someone):
    opened = Browser()
    assert opened.sign_in(someone.email).status_code == 200
    assert opened.send(f"{AUTH}reauthenticate", {"password": people.PASSWORD}).status_code == 200
    return opened


# --- what nobody keeps for ever ---


def test_an_account_that_nobody_opened_is_forgotten(browser, elsa):
    browser.ask_to_sign_up("ajena@example.cl")
    assert jobs.forget_unconfirmed(10) == 0
    Person.objects.update(joined_at=Now() - timedelta(days=3))
    assert jobs.forget_unconfirmed(10) == 1
    assert list(Person.objects.values_list("email", flat=True)) == ["elsa@example.cl"]
    assert Browser().sign_up("ajena@example.cl").status_code == 200


def test_sent_letters_are_forgotten(db):
    OutgoingMail.objects.create(recipient="a@example.cl", subject="x", text="", sent_at=Now() - timedelta(days=31))
    OutgoingMail.objects.create(recipient="b@example.cl", subject="x", text="", sent_at=Now())
    OutgoingMail.objects.create(recipient="c@example.cl", subject="x", text="x")
    assert jobs.forget_mail(10) == 1
    assert OutgoingMail.objects.count() == 2
