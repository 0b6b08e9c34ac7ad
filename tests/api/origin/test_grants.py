"""Units come under a certificate as they are packed: by the rules, by what the lot was made of, and up to the cap."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Cover, CoverGrant, Lot
from catalog.services.inputs import Input
from origin.models import Certificate, Credential, OriginCode
from origin.services import load_seals
from tests.support import people, seals, trade
from tests.support.people import Cast, client_for

pytestmark = pytest.mark.django_db

PISCO: dict[str, Any] = {
    "product_name": "Pisco de prueba", "category": "spirits", "best_before": None, "comuna": "04105",
    "alcohol_degrees": 40.0,
    "facts": {"grapes": ["moscatel_rosada"], "rested_days": 75, "bottled_in_units": True, "distilled_at": 60.0},
}  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(3)


def pack(certificate: Certificate, lot: Lot, units: Any, *, by: Any) -> Any:
    """This will put units of the lot under the certificate."""
    address = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}/grants"
    return client_for(by).post(address, {"lot_id": str(lot.pk), "units": units})


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """This will pass if the answer is that refusal, and return it."""
    said = answer.json()
    assert (answer.status_code, said["code"]) == (status, code), answer.content
    return dict(said)


def granted(lot: Lot) -> int:
    """This will return how many units of the lot any certificate stands behind."""
    return sum(CoverGrant.objects.filter(lot=lot).values_list("units", flat=True))


def test_up_to_the_cap_and_the_lot(cast: Cast):
    member = cast.members[1]
    lot = trade.lot(member, 60)
    certificate = seals.issued(cast, member, lot=lot, cap=50)
    assert pack(certificate, lot, 30, by=member.person).status_code == 201
    refused(pack(certificate, lot, 21, by=member.person), 409, "cover_exhausted")
    assert pack(certificate, lot, 20, by=member.person).json()["granted"] == 50
    other = seals.issued(cast, member, lot=lot, cap=50, seal=certificate.seal)
    assert refused(pack(other, lot, 11, by=member.person), 409, "grant_beyond_lot")["left"] == 10
    assert granted(lot) == 50


def test_the_first_units_give_the_lot_its_code_and_each_packing_a_proof(cast: Cast):
    member = cast.members[1]
    lot = trade.lot(member, 60)
    certificate = seals.issued(cast, member, lot=lot)
    for _ in range(2):
        assert pack(certificate, lot, 5, by=member.person).status_code == 201
    assert OriginCode.objects.filter(lot=lot).count() == 1
    assert Credential.objects.filter(certificate=certificate, lot=lot, replaced_at=None).count() == 1


@pytest.mark.parametrize("units", [0, -1, 1.5, 1e308, "5", True, None])
def test_units_are_whole(cast: Cast, units: Any):
    member = cast.members[1]
    lot = trade.lot(member, 60)
    certificate = seals.issued(cast, member, lot=lot)
    refused(pack(certificate, lot, units, by=member.person), 400, "validation_error")


def test_without_a_cap_the_control_writes_it_down(cast: Cast):
    member = cast.members[1]
    lot = trade.lot(member, 60)
    certificate = seals.issued(cast, member, lot=lot, cap=None)
    refused(pack(certificate, lot, 5, by=member.person), 403, "certificate_without_cap")
    assert pack(certificate, lot, 5, by=cast.administrator.person).status_code == 201


@pytest.mark.parametrize(("cap", "may"), [(None, False), (50, True)])
def test_an_office_writes_down_no_packing_of_its_own_without_a_cap(cast: Cast, cap: int | None, may: bool):
    lot = trade.lot(cast.administrator, 60)
    certificate = seals.own_word(cast, cast.administrator, lot=lot, cap=cap)
    address = f"/api/v1/associations/{cast.association.pk}/certificates/{certificate.pk}"
    shown = client_for(cast.administrator.person).get(address).json()
    assert ("origin_grant" in shown["can"]) == may
    answer = pack(certificate, lot, 5, by=cast.administrator.person)
    assert answer.status_code == (201 if may else 403), answer.content


def test_not_for_another_member_nor_for_another_product(cast: Cast):
    member = cast.members[1]
    lot = trade.lot(member, 60)
    certificate = seals.issued(cast, member, lot=lot)
    refused(pack(certificate, lot, 5, by=cast.members[2].person), 404, "not_found")
    other = trade.lot(member, 9, product_name="Queso con orégano")
    refused(pack(certificate, other, 5, by=member.person), 400, "lot_of_other_certificate")
    theirs = trade.lot(cast.members[2], 9)
    refused(pack(certificate, theirs, 5, by=cast.administrator.person), 400, "lot_of_other_certificate")


def test_only_while_it_holds(cast: Cast):
    member = cast.members[1]
    lot = trade.lot(member, 60)
    asked = seals.applied(cast, member, lot=lot)
    refused(pack(asked, lot, 5, by=member.person), 409, "certificate_not_in_force")
    certificate = seals.issued(cast, member, lot=lot)
    ended = timezone.now() - timedelta(seconds=1)
    Certificate.objects.filter(pk=certificate.pk).update(valid_from=ended - timedelta(days=9), valid_until=ended)
    refused(pack(certificate, lot, 5, by=member.person), 409, "certificate_not_in_force")
    assert granted(lot) == 0


def test_a_lot_that_breaks_the_rules_is_told_why(cast: Cast):
    member = cast.members[1]
    pisco = next(seal for seal in load_seals() if seal.slug == "pisco")
    good = trade.lot(member, 100, **PISCO)
    certificate = seals.issued(cast, member, lot=good, seal=pisco)
    assert pack(certificate, good, 5, by=member.person).status_code == 201
    weak = trade.lot(member, 100, **PISCO)
    Lot.objects.filter(pk=weak.pk).update(alcohol_degrees=29.9, facts={"grapes": ["syrah"]}, comuna="05101")
    said = refused(pack(certificate, weak, 5, by=member.person), 409, "rules_broken")
    assert [error["code"] for error in said["errors"]] == [
        "outside_zone", "degrees_below", "variety_not_listed", "fact_missing", "rest_missing", "not_bottled_in_units",
    ]  # fmt: skip
    shown = client_for(member.person).get(f"/api/v1/associations/{cast.association.pk}/certificates/{certificate.pk}")
    rows = {row["code"]: row for row in shown.json()["lots"]}
    assert rows[good.code]["derived_class"]["key"] == "reservado"
    assert rows[weak.code]["derived_class"] is None
    assert rows[weak.code]["breaches"][1]["es"].startswith("Tiene 29.9 grados")


class TestMassBalance:
    """Certified output can't exceed certified input."""

    @pytest.fixture
    def basket(self, cast: Cast) -> tuple[Cast, Certificate, Certificate, Lot, Lot]:
        """A certificate for cheese, one for baskets that take two certified cheeses each, and a lot of each."""
        member = cast.members[1]
        cheese = trade.lot(member, 100)
        of_cheese = seals.issued(cast, member, lot=cheese, cap=1000)
        asked = [{"rule": "inputs_certified", "seal": of_cheese.seal.slug, "inputs": 2, "outputs": 1}]
        baskets = trade.lot(
            member, 40, product_name="Canasto", category="preserves", inputs=[Input(lot_id=cheese.pk, units=60)]
        )
        of_baskets = seals.issued(cast, member, lot=baskets, cap=1000, seal=seals.own_seal(cast, requirements=asked))
        return cast, of_cheese, of_baskets, cheese, baskets

    def test_output_follows_input(self, basket: tuple[Cast, Certificate, Certificate, Lot, Lot]):
        cast, of_cheese, of_baskets, cheese, baskets = basket
        by = cast.members[1].person
        assert refused(pack(of_baskets, baskets, 1, by=by), 409, "certified_inputs_short")["left"] == 0
        # 60 of 100 went into baskets: of 50 certified ones 10 surely did, which is five baskets.
        assert pack(of_cheese, cheese, 50, by=by).status_code == 201
        assert refused(pack(of_baskets, baskets, 6, by=by), 409, "certified_inputs_short")["left"] == 5
        assert pack(of_baskets, baskets, 5, by=by).status_code == 201
        assert refused(pack(of_baskets, baskets, 1, by=by), 409, "certified_inputs_short")["left"] == 0
        assert pack(of_cheese, cheese, 50, by=by).status_code == 201
        assert refused(pack(of_baskets, baskets, 26, by=by), 409, "certified_inputs_short")["left"] == 25
        assert pack(of_baskets, baskets, 25, by=by).status_code == 201

    def test_what_is_suspended_counts_for_nothing(self, basket: tuple[Cast, Certificate, Certificate, Lot, Lot]):
        cast, of_cheese, of_baskets, cheese, baskets = basket
        by = cast.members[1].person
        assert pack(of_cheese, cheese, 100, by=by).status_code == 201
        Cover.objects.filter(pk=of_cheese.pk).update(blocked="suspended")
        refused(pack(of_baskets, baskets, 1, by=by), 409, "certified_inputs_short")
