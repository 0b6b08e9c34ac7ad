"""A certificate's way: asked for, inspected, issued, packed under, suspended, reinstated, revoked; and who may do what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Cover, CoverGrant
from coops.services import give_role
from origin import services
from origin.models import Certificate, CertificateStep, Credential, OriginCode
from origin.services import load_seals
from tests.support import events, people, seals, trade
from tests.support.people import Api, Cast, Member, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(3)


def url(certificate: Certificate, *rest: object) -> str:
    """This will return the address of a certificate, or of what lies below it."""
    base = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
    return "/".join([base, *map(str, rest)])


def board(cast: Cast) -> Api:
    """This will return the administrator's client."""
    return client_for(cast.administrator.person)


def issue_body(**fields: Any) -> dict[str, Any]:
    """This will ask for a certificate of the association's word for a year, up to 100 units."""
    last_day = (seals.today() + timedelta(days=365)).isoformat()
    return {"assessor": "association", "last_day": last_day, "cap": 100} | fields


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """This will pass if the answer is that refusal, and return it."""
    said = answer.json()
    assert (answer.status_code, said["code"]) == (status, code), answer.content
    return dict(said)


def test_the_whole_way(cast: Cast):
    member, administrator = cast.members[1], board(cast)
    lot = trade.lot(member, 60)
    seal = seals.own_seal(cast)
    asked = client_for(member.person).post(
        f"/api/v1/associations/{cast.association.pk}/certificates",
        {"product_id": str(lot.product_id), "seal_id": str(seal.pk), "note": "Queso de seis semanas."},
    )
    assert asked.status_code == 201, asked.content
    assert asked.json()["status"] == "applied"
    certificate = Certificate.objects.get(pk=asked.json()["id"])
    shown = administrator.get(url(certificate)).json()
    assert shown["hindered"] == ["not_inspected"]
    assert set(shown["can"]) == {
        "origin_refuse", "origin_issue", "origin_planInspection", "origin_recordInspection", "origin_correctFinding",
        "origin_addEvidence",
    }  # fmt: skip
    plan = administrator.post(
        url(certificate, "inspections"), {"kind": "internal_control", "planned_for": seals.today().isoformat()}
    )
    assert plan.status_code == 201, plan.content
    assert plan.json()["hindered"] == ["not_inspected", "inspections_undone"]
    inspection = plan.json()["inspections"][0]
    done = administrator.post(
        url(certificate, "inspections", inspection["id"], "result"),
        {
            "done_on": seals.today().isoformat(),
            "outcome": "findings",
            "findings": [{"severity": "critical", "text": "La sala no tiene agua potable."}],
        },
    )
    assert done.status_code == 200, done.content
    assert done.json()["hindered"] == ["critical_finding_open"]
    assert refused(administrator.post(url(certificate, "issue"), issue_body()), 409, "certificate_not_ready")[
        "hindered"
    ] == ["critical_finding_open"]
    finding = done.json()["inspections"][0]["findings"][0]
    put_right = administrator.post(url(certificate, "findings", finding["id"], "correct"), {"correction": "Hay agua."})
    assert put_right.json()["hindered"] == []
    issued = administrator.post(url(certificate, "issue"), issue_body(reason="Todo en orden."))
    assert issued.status_code == 200, issued.content
    assert issued.json()["status"] == "issued"
    cover = Cover.objects.get(pk=certificate.pk)
    assert (cover.cap, cover.blocked, cover.badge["assessed_by"]) == (100, "", "association")
    packed = client_for(member.person).post(url(certificate, "grants"), {"lot_id": str(lot.pk), "units": 25})
    assert packed.status_code == 201, packed.content
    row = packed.json()["lots"][0]
    assert (row["granted"], row["left"], row["breaches"]) == (25, 35, [])
    assert row["origin_code"] == OriginCode.objects.get(lot=lot).code
    assert packed.json()["granted"] == 25
    for act, status in (("suspend", "suspended"), ("reinstate", "issued"), ("revoke", "revoked")):
        answer = administrator.post(url(certificate, act), {"reason": "Porque sí."})
        assert answer.status_code == 200, answer.content
        assert answer.json()["status"] == status
        cover.refresh_from_db()
        assert cover.blocked == {"suspend": "suspended", "reinstate": "", "revoke": "revoked"}[act]
    kinds = [step["kind"] for step in administrator.get(url(certificate)).json()["steps"]]
    assert kinds == [
        "applied", "planned", "inspected", "corrected", "issued", "granted", "suspended", "reinstated", "revoked",
    ]  # fmt: skip
    assert {step["by"] for step in administrator.get(url(certificate)).json()["steps"]} == {
        member.person.name, cast.administrator.person.name,
    }  # fmt: skip
    assert administrator.get(url(certificate)).json()["can"] == []


def test_every_act_is_told_by_an_event_without_a_name(cast: Cast):
    certificate = seals.issued(cast, cast.members[1], lot=trade.lot(cast.members[1], 9))
    told = events.recorded(key=certificate.pk)
    assert [event["name"] for event in told if event["name"].startswith("origin.")] == [
        "origin.certificate_applied_for", "origin.inspection_planned", "origin.inspection_recorded",
        "origin.certificate_issued",
    ]  # fmt: skip
    assert all(certificate.product_name not in event["data"] for event in told)
    # What leads to a certificate isn't every member's to know.
    assert [f"association:{cast.association.pk}" in event["streams"] for event in told] == [False, False, False, True]


def test_a_step_is_never_changed(cast: Cast):
    certificate = seals.applied(cast, cast.members[1])
    with pytest.raises(DatabaseError), transaction.atomic():
        CertificateStep.objects.filter(certificate=certificate).update(reason="Otra cosa")


class TestApplying:
    """Who asks for what."""

    def apply(self, cast: Cast, member: Member, product_id: object, seal_id: object) -> Any:
        """This will ask as the member."""
        return client_for(member.person).post(
            f"/api/v1/associations/{cast.association.pk}/certificates",
            {"product_id": str(product_id), "seal_id": str(seal_id)},
        )

    def test_for_a_product_of_ones_own_alone(self, cast: Cast):
        seal, lot = seals.own_seal(cast), trade.lot(cast.members[2], 5)
        refused(self.apply(cast, cast.members[1], lot.product_id, seal.pk), 400, "product_not_yours")
        refused(self.apply(cast, cast.members[1], uuid4(), seal.pk), 400, "product_not_yours")

    def test_once_at_a_time(self, cast: Cast):
        seal, lot = seals.own_seal(cast), trade.lot(cast.members[1], 5)
        certificate = seals.applied(cast, cast.members[1], seal=seal, lot=lot)
        refused(self.apply(cast, cast.members[1], lot.product_id, seal.pk), 409, "certificate_applied_for")
        assert client_for(cast.members[1].person).post(url(certificate, "withdraw")).json()["status"] == "withdrawn"
        assert self.apply(cast, cast.members[1], lot.product_id, seal.pk).status_code == 201

    def test_not_from_a_place_outside_of_the_zone_nor_for_another_kind(self, cast: Cast):
        elsewhere = seals.own_seal(cast, zone=["041"])
        lot = trade.lot(cast.members[1], 5)
        said = refused(self.apply(cast, cast.members[1], lot.product_id, elsewhere.pk), 409, "rules_broken")
        assert [error["code"] for error in said["errors"]] == ["outside_zone"]
        honey = seals.own_seal(cast, requirements=[{"rule": "category", "allowed": ["honey"]}])
        said = refused(self.apply(cast, cast.members[1], lot.product_id, honey.pk), 409, "rules_broken")
        assert [error["code"] for error in said["errors"]] == ["category_not_allowed"]

    def test_not_under_a_name_that_is_not_registered_or_anothers_own(self, cast: Cast):
        known = {seal.slug: seal for seal in load_seals()}
        lot = trade.lot(cast.members[1], 5)
        for slug in ("queso-de-cabra", "papaya"):
            refused(self.apply(cast, cast.members[1], lot.product_id, known[slug].pk), 409, "seal_not_in_force")
        theirs = seals.own_seal(people.constituted_association(2))
        refused(self.apply(cast, cast.members[1], lot.product_id, theirs.pk), 400, "seal_missing")
        refused(self.apply(cast, cast.members[1], lot.product_id, uuid4()), 400, "seal_missing")

    def test_what_others_asked_for_is_not_for_every_member_to_see(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        stranger = client_for(cast.members[2].person)
        refused(stranger.get(url(certificate)), 404, "not_found")
        assert stranger.get(url(certificate).rsplit("/", 1)[0]).json()["results"] == []
        assert len(client_for(cast.members[1].person).get(url(certificate).rsplit("/", 1)[0]).json()["results"]) == 1
        refused(stranger.post(url(certificate, "withdraw")), 404, "not_found")

    def test_a_no_has_its_reason(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        assert board(cast).post(url(certificate, "refuse"), {}).status_code == 400
        answer = board(cast).post(url(certificate, "refuse"), {"reason": "Falta el registro sanitario."})
        assert answer.json()["status"] == "refused"
        own = client_for(cast.members[1].person).get(url(certificate)).json()
        assert own["steps"][-1]["reason"] == "Falta el registro sanitario."
        refused(board(cast).post(url(certificate, "issue"), issue_body()), 409, "certificate_decided")
        refused(
            board(cast).post(
                url(certificate, "inspections"), {"kind": "self_control", "planned_for": seals.today().isoformat()}
            ),
            409,
            "certificate_closed",
        )


class TestIssuing:
    """Nobody decides on her own; who is named must have looked."""

    def test_ones_own_only_as_ones_own_word(self, cast: Cast):
        administrator = cast.administrator
        certificate = seals.applied(cast, administrator)
        seals.looked_at(seals.planned(certificate, administrator, kind="self_control"), administrator)
        refused(board(cast).post(url(certificate, "issue"), issue_body()), 403, "own_certificate")
        refused(board(cast).post(url(certificate, "refuse"), {"reason": "No."}), 403, "own_certificate")
        answer = board(cast).post(url(certificate, "issue"), issue_body(assessor="self"))
        assert answer.json()["assessor"] == "self", answer.content

    def test_nobody_writes_down_the_control_of_her_own(self, cast: Cast):
        administrator = cast.administrator
        certificate = seals.applied(cast, administrator)
        inspection = seals.planned(certificate, administrator)
        answer = board(cast).post(
            url(certificate, "inspections", inspection.pk, "result"),
            {"done_on": seals.today().isoformat(), "outcome": "passed"},
        )
        refused(answer, 403, "own_certificate")

    @pytest.mark.parametrize("assessor", ["association", "external"])
    def test_who_is_named_must_have_looked(self, cast: Cast, assessor: str):
        certificate = seals.applied(cast, cast.members[1])
        seals.looked_at(seals.planned(certificate, cast.administrator, kind="self_control"), cast.members[1])
        body = issue_body(assessor=assessor, assessor_name="Universidad de Ninguna Parte")
        refused(board(cast).post(url(certificate, "issue"), body), 409, "assessor_unproven")

    def test_a_body_that_still_wants_something_is_no_assessor(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        found = [services.Found(severity="minor", text="Falta un letrero.")]
        look = seals.planned(certificate, cast.administrator, kind="external_body")
        seals.looked_at(look, cast.administrator, outcome="findings", findings=found)
        body = issue_body(assessor="external")
        refused(board(cast).post(url(certificate, "issue"), body), 409, "assessor_unproven")

    def test_a_body_from_outside_is_called_what_its_inspection_calls_it(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        seals.looked_at(seals.planned(certificate, cast.administrator, kind="external_body"), cast.administrator)
        body = issue_body(assessor="external", assessor_name="Universidad de Ninguna Parte")
        assert board(cast).post(url(certificate, "issue"), body).json()["assessor_name"] == "Organismo de prueba"
        signed = Credential.objects.get(certificate=certificate, lot=None).document
        page = Client(headers={"accept": "text/html", "accept-language": "es"}).get(f"/o/{certificate.code}")
        for text in (signed, page.content.decode()):
            assert "Organismo de prueba" in text
            assert "Ninguna Parte" not in text

    @pytest.mark.parametrize(
        ("wrong", "status", "code"),
        [
            ({"last_day": (timezone.localdate() - timedelta(days=1)).isoformat()}, 400, "validity_invalid"),
            ({"last_day": "2126-01-01"}, 400, "validity_invalid"),
            ({"last_day": "2027-02-30"}, 400, "validation_error"),
            ({"cap": 0}, 400, "validation_error"),
            ({"cap": -5}, 400, "validation_error"),
            ({"cap": 1.5}, 400, "validation_error"),
            ({"cap": 1e308}, 400, "validation_error"),
            ({"cap": "100"}, 400, "validation_error"),
            ({"assessor": "inapi"}, 400, "validation_error"),
        ],
    )
    def test_bad_inputs(self, cast: Cast, wrong: dict[str, Any], status: int, code: str):
        certificate = seals.applied(cast, cast.members[1])
        seals.looked_at(seals.planned(certificate, cast.administrator), cast.administrator)
        refused(board(cast).post(url(certificate, "issue"), issue_body(**wrong)), status, code)
        certificate.refresh_from_db()
        assert certificate.status == "applied"

    def test_a_failed_look_and_a_late_major_finding_stand_against_it(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        seals.looked_at(seals.planned(certificate, cast.administrator), cast.administrator, outcome="failed")
        said = refused(board(cast).post(url(certificate, "issue"), issue_body()), 409, "certificate_not_ready")
        assert said["hindered"] == ["inspection_failed"]
        late = services.Found(severity="major", text="Sin registro de leche.", due_on=seals.today())
        again = seals.planned(certificate, cast.administrator)
        seals.looked_at(again, cast.administrator, outcome="findings", findings=[late])
        again.findings.update(due_on=seals.today() - timedelta(days=1))
        said = refused(board(cast).post(url(certificate, "issue"), issue_body()), 409, "certificate_not_ready")
        assert said["hindered"] == ["major_finding_late"]

    @pytest.mark.parametrize("role", ["oversight", "treasurer"])
    def test_other_offices_do_not_issue(self, cast: Cast, role: str):
        certificate = seals.applied(cast, cast.members[1])
        officer = cast.members[2].person
        give_role(
            actor=people.actor(cast.administrator.person), association_id=cast.association.pk, person_id=officer.pk,
            role=role,
        )  # fmt: skip
        refused(client_for(officer).post(url(certificate, "issue"), issue_body()), 403, "role_missing")
        # The oversight of the books belongs to the control, and reads the papers.
        assert client_for(officer).get(url(certificate)).status_code == (200 if role == "oversight" else 404)


class TestInspecting:
    """Plans, findings, corrections."""

    def test_plans_lie_ahead_and_a_body_has_a_name(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        plan = {"kind": "internal_control", "planned_for": (seals.today() - timedelta(days=1)).isoformat()}
        refused(board(cast).post(url(certificate, "inspections"), plan), 400, "inspection_date")
        plan = {"kind": "external_body", "planned_for": seals.today().isoformat()}
        refused(board(cast).post(url(certificate, "inspections"), plan), 400, "inspector_missing")

    def test_what_came_of_it_is_written_once_and_not_ahead(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        place = url(certificate, "inspections", seals.planned(certificate, cast.administrator).pk, "result")
        ahead = {"done_on": (seals.today() + timedelta(days=1)).isoformat(), "outcome": "passed"}
        refused(board(cast).post(place, ahead), 400, "inspection_date")
        done = {"done_on": seals.today().isoformat(), "outcome": "passed"}
        assert board(cast).post(place, done).status_code == 200
        refused(board(cast).post(place, done), 409, "inspection_done")

    @pytest.mark.parametrize(
        "body",
        [
            {"outcome": "findings", "findings": []},
            {"outcome": "passed", "findings": [{"severity": "minor", "text": "Falta un letrero."}]},
            {"outcome": "findings", "findings": [{"severity": "major", "text": "Sin registro."}]},
        ],
    )
    def test_outcome_and_findings_go_together(self, cast: Cast, body: dict[str, Any]):
        certificate = seals.applied(cast, cast.members[1])
        place = url(certificate, "inspections", seals.planned(certificate, cast.administrator).pk, "result")
        answer = board(cast).post(place, {"done_on": seals.today().isoformat()} | body)
        refused(answer, 400, "findings_unlike")

    def test_who_puts_what_right(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        found = [
            services.Found(severity="minor", text="Falta un letrero."),
            services.Found(severity="critical", text="Sin agua."),
        ]
        done = seals.planned(certificate, cast.administrator)
        seals.looked_at(done, cast.administrator, outcome="findings", findings=found)
        ids = dict(done.findings.values_list("severity", "pk"))
        own = client_for(cast.members[1].person)
        said = {"correction": "Ya está."}
        assert own.post(url(certificate, "findings", ids["minor"], "correct"), said).status_code == 200
        refused(own.post(url(certificate, "findings", ids["minor"], "correct"), said), 409, "finding_corrected_already")
        refused(own.post(url(certificate, "findings", ids["critical"], "correct"), said), 403, "own_certificate")
        assert board(cast).post(url(certificate, "findings", ids["critical"], "correct"), said).status_code == 200


class TestStanding:
    """Suspended, reinstated, revoked."""

    def test_only_what_stands_is_stopped(self, cast: Cast):
        certificate = seals.applied(cast, cast.members[1])
        for act, code in (
            ("suspend", "certificate_not_issued"), ("reinstate", "certificate_not_suspended"),
            ("revoke", "certificate_not_issued"),
        ):  # fmt: skip
            refused(board(cast).post(url(certificate, act), {"reason": "No."}), 409, code)

    def test_a_suspension_needs_a_reason_and_is_not_lifted_over_a_critical_finding(self, cast: Cast):
        certificate = seals.issued(cast, cast.members[1])
        assert board(cast).post(url(certificate, "suspend"), {}).status_code == 400
        assert board(cast).post(url(certificate, "suspend"), {"reason": "Queja."}).status_code == 200
        found = [services.Found(severity="critical", text="Leche de otra parte.")]
        seals.looked_at(
            seals.planned(certificate, cast.administrator), cast.administrator, outcome="findings", findings=found
        )
        said = refused(board(cast).post(url(certificate, "reinstate"), {}), 409, "certificate_not_ready")
        assert said["hindered"] == ["critical_finding_open"]

    def test_nobody_lifts_the_suspension_of_her_own_word(self, cast: Cast):
        certificate = seals.own_word(cast, cast.administrator)
        assert board(cast).post(url(certificate, "suspend"), {"reason": "Queja."}).status_code == 200
        refused(board(cast).post(url(certificate, "reinstate"), {}), 403, "own_certificate")
        assert "origin_reinstate" not in board(cast).get(url(certificate)).json()["can"]

    def test_what_is_revoked_stays_so(self, cast: Cast):
        certificate = seals.issued(cast, cast.members[1])
        assert board(cast).post(url(certificate, "revoke"), {"reason": "Engaño."}).status_code == 200
        refused(board(cast).post(url(certificate, "reinstate"), {}), 409, "certificate_not_suspended")
        refused(board(cast).post(url(certificate, "revoke"), {"reason": "Otra vez."}), 409, "certificate_not_issued")
        assert not CoverGrant.objects.filter(cover_id=certificate.pk).exists()


def test_the_association_remembers_what_became_of_certificates(cast: Cast):
    certificate = seals.issued(cast, cast.members[1])
    for act in ("suspend", "reinstate", "revoke"):
        assert board(cast).post(url(certificate, act), {"reason": "Porque sí."}).status_code == 200
    answer = client_for(cast.members[2].person).get(f"/api/v1/associations/{cast.association.pk}/history")
    lines = [line for line in answer.json()["results"] if line["kind"] == "certificate"]
    assert [line["how"] for line in lines] == ["revoked", "reinstated", "suspended", "issued"]
    assert {line["by"] for line in lines} == {cast.administrator.person.name}
    assert {line["member"] for line in lines} == {cast.members[1].producer.name}
    assert "Porque" not in str(lines)


def test_a_certificate_is_read_in_few_statements(cast: Cast):
    member = cast.members[1]
    first = trade.lot(member, 9)
    certificate = seals.issued(cast, member, lot=first)
    for _ in range(3):
        trade.lot(member, 9)
        seals.looked_at(seals.planned(certificate, cast.administrator), cast.administrator)
    client = client_for(member.person)
    client.get("/api/v1/me")  # a session notes now and then that it was seen
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url(certificate))
    assert len(answer.json()["lots"]) == 4
    assert len(asked) <= 16, [query["sql"][:90] for query in asked]
