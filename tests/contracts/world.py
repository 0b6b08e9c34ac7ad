"""One association with everything in it, another one beside it, and the kinds of people who knock at its doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models.functions import Now

from accounts.models import DataExport, DataExportPiece, OutgoingMail, Person
from coops import services as coops
from coops.models import Application, Invitation, StatutesDocument, StatutesFile
from decisions import feeds
from decisions import services as decisions
from lib.actor import Actor
from lib.clock import database_now
from notifications import links
from notifications.models import PushDevice
from orders import services as orders
from orders.models import OrderGroup
from origin.models import Evidence
from origin.services import Found, grant
from payments.models import Attempt, Refund, WebhookEvent
from stewards import services as stewards
from tests.support import applicants, helping, people, photos, seals, trade, votes

ANONYMOUS, STRANGER, MEMBER, ADMINISTRATOR, EX_MEMBER = "anonymous", "stranger", "member", "administrator", "ex-member"
# Two who look after the platform: one with nothing but that, and one who gave a reason to read this association.
STEWARD_WITHOUT, STEWARD_READING = "steward", "steward who reads"
ACTORS = (ANONYMOUS, STRANGER, MEMBER, ADMINISTRATOR, EX_MEMBER, STEWARD_WITHOUT, STEWARD_READING)


@dataclass(frozen=True, slots=True)
class World:
    """`ids` are what the names in addresses stand for here; `foreign` the same in the association next door."""

    people: dict[str, Person | None]
    ids: dict[str, Any]
    foreign: dict[str, Any]
    lot_id: UUID
    statutes_id: UUID

    def roles(self, actor: str, name: str) -> frozenset[str]:
        """This will return the roles that an actor has in the object of this name, as the world was made."""
        table = {
            "association_id": {MEMBER: {"member"}, ADMINISTRATOR: {"member", "administrator"}},
            # The producer of these addresses is the plain member's.
            "producer_id": {MEMBER: {"producer", "owner"}},
            "own_invitation_id": {MEMBER: {"invited"}},
            "own_mandate_offer_id": {MEMBER: {"asked"}},
            "own_application_id": {MEMBER: {"applicant"}},
            "own_helper_id": {MEMBER: {"helper"}},
        }
        return frozenset(table[name].get(actor, set()))

    def holds(self, actor: str, name: str) -> bool:
        """This will say whether an object that has one holder is this actor's."""
        return {"order_group_id": MEMBER, "push_device_id": MEMBER}[name] == actor


def build() -> World:
    """This will make it all by the services."""
    here, there = trade.pool(), trade.pool()
    leaver = people.join(here.cast)
    coops.end_membership(
        actor=people.actor(leaver.person),
        association_id=here.cast.association.pk,
        membership_id=leaver.membership.pk,
    )
    reader = people.person(is_steward=True)
    # The stranger is at home elsewhere: a stranger with roles of her own is the harder case.
    return World(
        people={
            ANONYMOUS: None,
            STRANGER: there.cast.administrator.person,
            MEMBER: here.members[1].person,
            ADMINISTRATOR: here.cast.administrator.person,
            EX_MEMBER: leaver.person,
            STEWARD_WITHOUT: people.person(is_steward=True),
            STEWARD_READING: reader,
        },
        ids=_ids(here) | _care(here, reader),
        foreign=_ids(there) | _care(there, people.person(is_steward=True)),
        lot_id=trade.lot(here.cast.administrator, 9).pk,
        statutes_id=here.cast.statutes.pk,
    )


def missing() -> dict[str, Any]:
    """This will return well-formed names of things that don't exist."""
    words = {
        "slug": "no-hay-tal",
        "seal_slug": "no-hay-tal",
        "association_slug": "no-hay-tal",
        "token": "t" * 43,
        "calendar_token": "t",
        "unsubscribe_token": "t",
    }
    ids = (
        "association_id", "producer_id", "offer_id", "contribution_id", "lot_id", "invitation_id", "membership_id", "role_id",
        "statutes_id", "order_group_id", "order_id", "line_id", "mandate_id", "mandate_offer_id", "helper_id", "own_helper_id", "own_invitation_id", "own_mandate_offer_id",
        "application_id", "own_application_id",
        "picture_id", "association_picture_id", "product_id", "export_id", "proposal_id", "proxy_id", "assembly_id", "statutes_document_id", "person_id", "reading_id", "mail_id",
        "webhook_id", "refund_id", "push_device_id",
        "seal_id", "certificate_id", "inspection_id", "finding_id", "evidence_id",
    )  # fmt: skip
    return words | {name: uuid4() for name in ids} | {"session_id": 9_999_999}


def _ids(pool: trade.Pool) -> dict[str, Any]:
    association, members = pool.cast.association, pool.members
    token = people.invited(pool.cast)
    me = members[1].person
    people.prove(me)
    people.invited(pool.cast, email=me.email)
    asked = people.asked(members[2], email=me.email)
    mandate = coops.give_mandate(
        actor=people.actor(members[1].person), producer_id=members[1].producer.pk, person_id=people.person().pk
    )
    role = coops.give_role(
        actor=people.actor(pool.cast.administrator.person),
        association_id=association.pk,
        person_id=members[2].person.pk,
        role="treasurer",
    )
    return {
        "association_id": association.pk,
        "association_slug": association.slug,
        "producer_id": members[1].producer.pk,
        "offer_id": pool.offer.pk,
        "slug": pool.offer.slug,
        "contribution_id": pool.contributions[1].pk,
        "product_id": pool.contributions[1].lot.product_id,
        "lot_id": pool.contributions[1].lot_id,
        "picture_id": photos.picture(producer_id=members[1].producer.pk).pk,
        "association_picture_id": photos.picture(association_id=association.pk).pk,
        "token": token,
        "invitation_id": Invitation.objects.filter(association=association, used_at=None).earliest("pk").pk,
        "own_invitation_id": Invitation.objects.get(association=association, email=me.email, used_at=None).pk,
        "mandate_id": mandate.pk,
        "application_id": applicants.applicant(applicants.takes_applications(pool.cast)).pk,
        "own_application_id": _own_application(me).pk,
        "mandate_offer_id": people.asked(members[1]).pk,
        "own_mandate_offer_id": asked.pk,
        "helper_id": helping.named(pool.cast, members[1], person=members[2].person).pk,
        "own_helper_id": helping.named(pool.cast, members[2], person=members[1].person).pk,
        "membership_id": members[2].membership.pk,
        "role_id": role.pk,
        "statutes_id": pool.cast.statutes.pk,
        "statutes_document_id": _document(pool).pk,
        "calendar_token": feeds.token_of(decisions.renew_feed(actor=people.actor(me), association_id=association.pk)),
        "proposal_id": votes.end_call(votes.opened(pool.cast)).pk,
        "proxy_id": votes.proxy(members[1], members[2]).pk,
        "assembly_id": votes.assembly(pool.cast).pk,
        "export_id": copy_of_data(me).pk,
        "session_id": people.signed_in_elsewhere(me).pk,
        **_certified(pool),
        "order_group_id": (group := order_group(members[1].person, pool)).pk,
        "order_id": (order := group.orders.get()).pk,
        "line_id": order.lines.get().pk,
        "push_device_id": _device(members[1].person).pk,
        "unsubscribe_token": links.token_for(members[1].person.pk, ["units_sold"]),
    }


def _own_application(someone: Person) -> Application:
    """This will have a second producer of the person ask to join an association elsewhere."""
    elsewhere = applicants.takes_applications(people.constituted_association(members=2))
    return applicants.applicant(elsewhere, by=people.producer(someone))


def _certified(pool: trade.Pool) -> dict[str, Any]:
    """This will have the plain member ask for a certificate that was looked at once, and will be again.

    Under another one a unit of her lot is packed, so that there is something to label.
    """
    member, administrator = pool.members[1], pool.cast.administrator
    issued = seals.issued(pool.cast, member, lot=pool.contributions[1].lot)
    grant(
        actor=people.actor(member.person), association_id=pool.cast.association.pk, certificate_id=issued.pk,
        lot_id=pool.contributions[1].lot_id, units=1,
    )  # fmt: skip
    seal = seals.own_seal(pool.cast)
    certificate = seals.applied(pool.cast, member, seal=seal, lot=pool.contributions[1].lot)
    found = Found(severity="minor", text="Falta un letrero.")
    done = seals.planned(certificate, administrator)
    seals.looked_at(done, administrator, outcome="findings", findings=[found])
    paper = Evidence.objects.create(
        certificate=certificate, name="foto", media_type="image/png", size=3, sha256=uuid4().hex, content=b"PNG",
        added_by=member.person,
    )  # fmt: skip
    return {
        "seal_id": seal.pk,
        "seal_slug": seal.slug,
        "certificate_id": certificate.pk,
        "inspection_id": seals.planned(certificate, administrator, kind="self_control").pk,
        "finding_id": done.findings.get().pk,
        "evidence_id": paper.pk,
    }


def _care(pool: trade.Pool, reader: Person) -> dict[str, Any]:
    """This will return what stewards' addresses name; the reader may read the pool's association."""
    attempt = Attempt.objects.create(
        purpose_type="order", purpose_id=uuid4(), amount_clp=9_000, state="succeeded", payment_intent_id=uuid4().hex,
        request_body="", streams=[], expires_at=Now(), look_at=Now(), ended_at=Now(),
    )  # fmt: skip
    refund = Refund.objects.create(
        attempt=attempt, reason_key="too_late", amount_clp=9_000, state="failed", request_body="", look_at=Now(),
        ended_at=Now(),
    )  # fmt: skip
    webhook = WebhookEvent.objects.create(provider_id=uuid4().hex, kind="refund.updated", body=b"{}", look_at=Now())
    mail = OutgoingMail.objects.create(recipient="rosa@example.cl", subject="Hola", text="Hola", failed_at=Now())
    reading = stewards.begin_reading(
        actor=people.actor(reader), association=str(pool.cast.association.pk), reason="Lo pidió la directiva.", hours=1
    )
    return {
        "person_id": pool.members[2].person.pk,
        "reading_id": reading.pk,
        "mail_id": mail.pk,
        "webhook_id": webhook.pk,
        "refund_id": refund.pk,
    }


def copy_of_data(person: Person) -> DataExport:
    """This will make a small copy that can be fetched."""
    later = database_now() + timedelta(days=1)
    made = DataExport.objects.create(person=person, ready_at=Now(), expires_at=later, size=2)
    DataExportPiece.objects.create(export=made, number=0, content=b"PK")
    return made


def _document(pool: trade.Pool) -> StatutesDocument:
    made = StatutesDocument.objects.create(
        association=pool.cast.association, sha256=uuid4().hex, size=5, pages=1, sent_by=pool.members[0].person
    )
    StatutesFile.objects.create(document=made, body=b"%PDF-")
    return made


def _device(person: Person) -> PushDevice:
    address = f"https://fcm.googleapis.com/{uuid4()}"
    keys = {"p256dh": b"-", "auth": b"-", "endpoint": address, "endpoint_digest": address.encode()}
    return PushDevice.objects.create(person=person, session_key="none", called="?", **keys)


def order_group(buyer: Person, pool: trade.Pool, *, units: int = 3) -> OrderGroup:
    """This will put units into the buyer's basket and check out; its payment page is not opened."""
    basket = orders.own_basket(person_id=buyer.pk, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=pool.offer.pk, units=units)
    return orders.checkout(
        actor=Actor(person_id=buyer.pk),
        basket_id=basket.pk,
        details=orders.CheckoutDetails(name="Elsa Rivera", email="elsa@example.cl", delivery="pickup", locale="es"),
        key=uuid4().hex,
        begun=lambda: None,
    )
