"""What is offered on a certificate is what the server lets pass: all states, for all who read it, each act really tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from catalog.models import Lot
from catalog.services import create_lot
from coops.services import give_role, make_goods
from origin import services
from origin.models import Certificate, Finding
from tests.support import people, seals, trade
from tests.support.people import Cast, Member, client_for

pytestmark = pytest.mark.django_db

STATES = ("applied", "issued", "ended", "suspended", "held back", "revoked", "refused", "withdrawn")
# Who may not, and what the state doesn't allow; whatever else is refused depends on what is sent.
_CLOSED = {
    "certificate_decided", "certificate_closed", "certificate_not_issued", "certificate_not_suspended",
    "certificate_not_in_force", "certificate_not_ready",
}  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(4)


def in_state(certificate: Certificate, state: str) -> Certificate:
    """This will say of an issued certificate that it stands so, whatever led there."""
    now = timezone.now()
    if state == "ended":
        certificate.valid_from, certificate.valid_until = now - timedelta(days=2), now - timedelta(days=1)
    elif state == "held back":
        certificate.status = "suspended"
        seen = certificate.inspections.exclude(outcome="").get()
        Finding.objects.create(inspection=seen, severity="critical", text="Leche de otra parte.")
    elif state != "issued":
        certificate.status = state
    if state in ("applied", "refused", "withdrawn"):
        certificate.issued_at = certificate.valid_from = certificate.valid_until = certificate.cap = None
        certificate.assessor = ""
    certificate.save()
    return certificate


def acts(certificate: Certificate, lot: Lot) -> dict[str, tuple[str, dict[str, Any]]]:
    """This will return each act with its address and what is sent."""
    day = seals.today().isoformat()
    done = {"done_on": day, "outcome": "passed"}
    undone = certificate.inspections.get(kind="self_control", outcome="")
    finding = Finding.objects.get(inspection__certificate=certificate, severity="minor")
    return {
        "origin_withdrawApplication": ("withdraw", {}),
        "origin_refuse": ("refuse", {"reason": "No."}),
        "origin_issue": ("issue", {"assessor": "self", "last_day": day}),
        "origin_planInspection": ("inspections", {"kind": "internal_control", "planned_for": day}),
        "origin_recordInspection": (f"inspections/{undone.pk}/result", done),
        "origin_correctFinding": (f"findings/{finding.pk}/correct", {"correction": "Hecho."}),
        "origin_addEvidence": ("evidence", {}),
        "origin_suspend": ("suspend", {"reason": "Porque sí."}),
        "origin_reinstate": ("reinstate", {"reason": "Porque sí."}),
        "origin_revoke": ("revoke", {"reason": "Porque sí."}),
        "origin_grant": ("grants", {"lot_id": str(lot.pk), "units": 1}),
    }


def passes(client: Any, url: str, body: dict[str, Any]) -> bool:
    """This will try an act, undo it, and say whether it is open to her as things stand."""
    with transaction.atomic():
        if url.endswith("/evidence"):
            # No paper at all: who may is asked before it is looked at.
            sent = {"file": SimpleUploadedFile("x", b"x")}
            answer = client.post(url, sent, format="multipart")
        else:
            answer = client.post(url, body)
        transaction.set_rollback(True)
    said = answer.json()
    # The button to issue it stands there while something is missing, greyed, with what that is beside it.
    closed = _CLOSED - {"certificate_not_ready"} if url.endswith("/issue") else _CLOSED
    return answer.status_code not in (403, 404) and said.get("code") not in closed


@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_what_passes(cast: Cast, state: str):
    administrator, maker, overseer, secretary = cast.members
    give_role(actor=people.actor(administrator.person), **_office(cast, overseer, "oversight"))
    give_role(actor=people.actor(administrator.person), **_office(cast, secretary, "secretary"))
    readers: dict[str, tuple[Member, Callable[[], tuple[Certificate, Lot]]]] = {
        "administrator": (administrator, lambda: _issued(cast, maker, maker)),
        "oversight": (overseer, lambda: _issued(cast, maker, maker)),
        "maker": (maker, lambda: _issued(cast, maker, maker)),
        "administrator of her own": (administrator, lambda: _issued(cast, administrator, administrator)),
        "secretary who asked for it": (secretary, lambda: _issued(cast, maker, secretary)),
        "secretary of the association's": (secretary, lambda: _issued_to_itself(cast, secretary)),
    }
    offered_to: dict[str, set[str]] = {}
    for who, (reader, make) in readers.items():
        certificate, lot = make()
        in_state(certificate, state)
        client = client_for(reader.person)
        url = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
        shown = client.get(url).json()
        offered = set(shown["can"])
        tried = acts(certificate, lot)
        open_ones = {name for name, (end, body) in tried.items() if passes(client, f"{url}/{end}", body)}
        if state == "withdrawn":
            # Twice changes nothing, and isn't refused.
            open_ones.discard("origin_withdrawApplication")
        assert open_ones == offered, (who, open_ones ^ offered)
        # What is missing is said where it keeps something from being done.
        missing = {"applied": ["inspections_undone"], "held back": ["critical_finding_open"]}
        assert shown["hindered"] == missing.get(state, []), who
        for inspection in shown["inspections"]:
            if inspection["outcome"] == "":
                body = tried["origin_recordInspection"][1]
                may = passes(client, f"{url}/inspections/{inspection['id']}/result", body)
                assert inspection["may_record"] == may, (who, inspection)
            for finding in inspection["findings"]:
                may = passes(client, f"{url}/findings/{finding['id']}/correct", {"correction": "Hecho."})
                assert finding["may_correct"] == may, (who, finding)
        offered_to[who] = offered
    if state == "suspended":
        reinstate = {who for who, offered in offered_to.items() if "origin_reinstate" in offered}
        assert reinstate == {"administrator", "secretary of the association's"}


LOOKS = {"self": "self_control", "association": "internal_control", "external": "external_body"}


@pytest.mark.parametrize(
    ("looked", "by_somebody_else", "of_the_association_itself"),
    [
        ([], ["self"], ["self"]),
        (["association"], ["association", "self"], ["self"]),
        (["external"], ["external", "self"], ["external", "self"]),
        (["association", "external"], ["external", "association", "self"], ["external", "self"]),
    ],
)
def test_it_is_issued_as_the_word_of_whom_is_offered(
    cast: Cast, looked: list[str], by_somebody_else: list[str], of_the_association_itself: list[str]
):
    administrator, maker, overseer, secretary = cast.members
    give_role(actor=people.actor(administrator.person), **_office(cast, overseer, "oversight"))
    give_role(actor=people.actor(administrator.person), **_office(cast, secretary, "secretary"))
    members, itself, own = seals.applied(cast, maker), _asked_for_itself(cast), seals.applied(cast, administrator)
    for certificate in (members, itself, own):
        for one in ["self", *looked]:
            seals.looked_at(seals.planned(certificate, overseer, kind=LOOKS[one]), overseer)
    for reader, certificate, expected in (
        (administrator, members, by_somebody_else),
        (secretary, itself, of_the_association_itself),
        (administrator, itself, ["self"]),
        (administrator, own, ["self"]),
        (overseer, members, []),
    ):
        client = client_for(reader.person)
        url = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
        shown = client.get(url).json()
        assert (shown["assessors"], shown["hindered"]) == (expected, [])
        body = {"last_day": seals.today().isoformat()}
        issued = [one for one in LOOKS if _goes(client, f"{url}/issue", {"assessor": one, **body})]
        assert sorted(issued) == sorted(expected)
    assert client_for(administrator.person).post(f"{url}/issue", {"assessor": "self", **body}).status_code == 200
    assert client_for(administrator.person).get(url).json()["assessors"] == [], "it is issued already"


def test_a_grave_finding_of_her_own_is_put_right_by_somebody_else(cast: Cast):
    administrator, other = cast.members[:2]
    give_role(actor=people.actor(administrator.person), **_office(cast, other, "secretary"))
    certificate, _lot = _issued(cast, administrator, administrator)
    Finding.objects.filter(inspection__certificate=certificate).update(severity="critical")
    url = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
    for reader, may in ((administrator, False), (other, True)):
        shown = client_for(reader.person).get(url).json()
        finding = next(found for one in shown["inspections"] for found in one["findings"])
        assert finding["may_correct"] is may
        # Nothing is packed while it isn't put right.
        assert "origin_grant" not in shown["can"]
        assert (
            passes(client_for(reader.person), f"{url}/findings/{finding['id']}/correct", {"correction": "Sí."}) is may
        )


def _issued(cast: Cast, maker: Member, asked: Member) -> tuple[Certificate, Lot]:
    """An issued certificate with its cap, somebody's control still planned, and a small fault not yet put right."""
    lot = trade.lot(maker, 40)
    certificate = seals.own_word(cast, cast.administrator, lot=lot) if maker is cast.administrator else None
    certificate = certificate or seals.issued(cast, maker, lot=lot)
    _more_to_do(cast, certificate)
    certificate.applied_by_id = asked.person.pk
    certificate.save(update_fields=["applied_by"])
    return certificate, lot


def _asked_for_itself(cast: Cast) -> Certificate:
    """What the administrator asked for, for what the association makes itself."""
    chief = people.actor(cast.administrator.person)
    own = make_goods(actor=chief, association_id=cast.association.pk)
    lot = create_lot(
        actor=chief, producer_id=own.pk, product_name="Queso común", category="cheese", made_on=seals.today(), units=40
    )
    return services.apply(
        actor=chief, association_id=cast.association.pk, product_id=_product(lot), seal_id=seals.own_seal(cast).pk
    )


def _issued_to_itself(cast: Cast, by: Member) -> tuple[Certificate, Lot]:
    """As `_issued`, for what the association makes itself and as its own word."""
    certificate = _asked_for_itself(cast)
    seals.looked_at(seals.planned(certificate, by), by)
    services.issue(
        actor=people.actor(by.person), association_id=cast.association.pk, certificate_id=certificate.pk,
        assessor="self", last_day=seals.today() + timedelta(days=300), cap=100,
    )  # fmt: skip
    certificate.refresh_from_db()
    return _more_to_do(cast, certificate), Lot.objects.filter(product=certificate.product).latest("pk")


def _more_to_do(cast: Cast, certificate: Certificate) -> Certificate:
    for kind in ("self_control", "internal_control"):
        seals.planned(certificate, cast.administrator, kind=kind)
    seen = certificate.inspections.exclude(outcome="").get()
    Finding.objects.create(inspection=seen, severity="minor", text="Falta una firma.")
    return certificate


def _product(lot: Lot) -> UUID:
    assert lot.product_id is not None
    return lot.product_id


def _goes(client: Any, url: str, body: dict[str, Any]) -> bool:
    """This will try something, undo it, and say whether it was done."""
    with transaction.atomic():
        answer = client.post(url, body)
        transaction.set_rollback(True)
    return bool(answer.status_code == 200)


def _office(cast: Cast, member: Member, role: str) -> dict[str, Any]:
    return {"association_id": cast.association.pk, "person_id": member.person.pk, "role": role}
