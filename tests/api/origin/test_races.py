"""Two at the same moment: one certificate is issued or withdrawn, and no more is packed than cap and inputs allow.

Both transactions are made to meet after they read how things stand, which is where a race would be lost. The tests
without the lock must see it lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from catalog.models import Cover, CoverGrant, Lot
from catalog.services import CoverExhausted
from catalog.services.inputs import Input
from lib.errors import DomainError
from origin import services
from origin.models import Certificate, CertificateStep, Evidence
from origin.services import grants, papers, records
from tests.api.coops.test_constitution_race import PATIENCE, at_once, meeting_after
from tests.support import people, photos, seals, trade
from tests.support.people import Cast, Member

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 3


def unlocked(association_id: UUID, certificate_id: UUID) -> Certificate:
    """This will read a certificate without locking it."""
    found = Certificate.objects.select_related("seal").filter(pk=certificate_id, association_id=association_id)
    return found.get()


def issue_and_withdraw(patience: float = PATIENCE["with lock"]) -> tuple[Certificate, list[Any]]:
    """This will let the board issue what the member takes back."""
    cast = people.constituted_association(2)
    administrator, member = cast.members
    certificate = seals.applied(cast, member)
    seals.looked_at(seals.planned(certificate, administrator), administrator)
    here: dict[str, Any] = {"association_id": cast.association.pk, "certificate_id": certificate.pk}
    with meeting_after(records, "locked", patience):
        results = at_once(
            lambda: services.issue(
                actor=people.actor(administrator.person), **here, assessor="association", last_day=seals.today()
            ),
            lambda: services.withdraw_application(actor=people.actor(member.person), **here),
        )
    return certificate, results


def one_held(certificate: Certificate, results: list[Any]) -> bool:
    """Whether one of the two held, the other was told so, and book and catalog say the same."""
    certificate.refresh_from_db()
    told = [result for result in results if isinstance(result, Exception)]
    ends = CertificateStep.objects.filter(certificate=certificate, kind__in=["issued", "withdrawn"])
    return (
        len(told) == 1
        and isinstance(told[0], DomainError)
        and [step.kind for step in ends] == [certificate.status]
        and Cover.objects.filter(pk=certificate.pk).exists() == (certificate.status == "issued")
    )


def test_what_is_withdrawn_is_not_issued():
    for _ in range(RUNS):
        certificate, results = issue_and_withdraw()
        assert one_held(certificate, results), (certificate.status, results)


def test_without_the_lock_it_is_both(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(records, "locked", unlocked)
    for _ in range(RUNS):  # on a busy machine the two may miss each other
        certificate, results = issue_and_withdraw(PATIENCE["without"])
        if not one_held(certificate, results):
            return
    pytest.fail("without the lock the race was never lost")


def packing(certificate: Certificate, lot: Lot, units: int, by: Member) -> Callable[[], CoverGrant]:
    """This will return the command that puts units of the lot under the certificate."""
    return lambda: services.grant(
        actor=people.actor(by.person), association_id=certificate.association_id, certificate_id=certificate.pk,
        lot_id=lot.pk, units=units,
    )  # fmt: skip


def test_two_at_the_cap_are_one():
    for _ in range(RUNS):
        cast = people.constituted_association(2)
        member = cast.members[1]
        lots = [trade.lot(member, 100), trade.lot(member, 100)]
        certificate = seals.issued(cast, member, lot=lots[0], cap=50)
        results = at_once(*(packing(certificate, lot, 30, member) for lot in lots))
        refused = [result for result in results if isinstance(result, Exception)]
        assert [type(error) for error in refused] == [CoverExhausted], results
        cover = Cover.objects.get(pk=certificate.pk)
        assert cover.granted == 30 == sum(CoverGrant.objects.filter(cover=cover).values_list("units", flat=True))


def pack_twice(patience: float = PATIENCE["with lock"]) -> tuple[Lot, list[Any]]:
    """This will pack 6 and 6 baskets at once, under two certificates, of what is enough for 10."""
    cast = people.constituted_association(2)
    member = cast.members[1]
    cheese = trade.lot(member, 20)
    of_cheese = seals.issued(cast, member, lot=cheese, cap=1000)
    asked = [{"rule": "inputs_certified", "seal": of_cheese.seal.slug, "inputs": 2, "outputs": 1}]
    seal = seals.own_seal(cast, requirements=asked)
    baskets = trade.lot(
        member, 40, product_name="Canasto", category="preserves", inputs=[Input(lot_id=cheese.pk, units=20)]
    )
    packing(of_cheese, cheese, 20, member)()
    certificates = [_for_baskets(cast, member, baskets, seal) for _ in range(2)]
    with meeting_after(grants, "granted_units", patience):
        return baskets, at_once(*(packing(certificate, baskets, 6, member) for certificate in certificates))


def _for_baskets(cast: Cast, member: Member, baskets: Lot, seal: Any) -> Certificate:
    return seals.issued(cast, member, lot=baskets, cap=1000, seal=seal)


def within_balance(baskets: Lot) -> bool:
    """Whether no more baskets are certified than the certified cheeses in them allow."""
    return sum(CoverGrant.objects.filter(lot=baskets).values_list("units", flat=True)) <= 10


def test_what_it_was_made_of_bounds_all_certificates_together():
    for _ in range(RUNS):
        baskets, results = pack_twice()
        assert within_balance(baskets)
        refused = [result for result in results if isinstance(result, Exception)]
        assert [type(error) for error in refused] == [grants.CertifiedInputsShort], results


def test_without_the_lock_more_is_certified_than_went_in(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grants, "_locked_with_siblings", unlocked)
    for _ in range(RUNS):
        baskets, _results = pack_twice(PATIENCE["without"])
        if not within_balance(baskets):
            return
    pytest.fail("without the lock the race was never lost")


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "once"}], ids=["without a key", "with a key"])
def test_who_lost_a_race_is_tried_again(monkeypatch: pytest.MonkeyPatch, key: dict[str, str]):
    cast = people.constituted_association(2)
    certificate = seals.issued(cast, cast.members[1])
    locked, tries = records.locked, []

    def losing(*asked: Any) -> Certificate:
        tries.append(asked)
        if len(tries) < 3:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$")
        return locked(*asked)

    monkeypatch.setattr(records, "locked", losing)
    url = f"/api/v1/associations/{cast.association.pk}/certificates/{certificate.pk}/suspend"
    client = people.client_for(cast.administrator.person)
    answered = client.post(url, {"reason": "Falta un papel."}, headers=key)
    assert answered.status_code == 200, answered.content
    assert len(tries) == 3
    certificate.refresh_from_db()
    assert certificate.status == "suspended"
    assert CertificateStep.objects.filter(certificate=certificate, kind="suspended").count() == 1


def two_files(monkeypatch: pytest.MonkeyPatch, patience: float) -> list[Any]:
    """This will lay a file each to two certificates of a producer of whom one file more is kept."""
    monkeypatch.setattr(papers, "MOST_OF_A_PRODUCER", 1)
    cast = people.constituted_association(2)
    member = cast.members[1]
    certificates = [seals.applied(cast, member) for _ in range(2)]

    def lay(certificate: Certificate) -> Callable[[], Any]:
        return lambda: services.add_evidence(
            actor=people.actor(member.person), association_id=cast.association.pk, certificate_id=certificate.pk,
            name="Sala", sent=photos.photo(form="PNG"),
        )  # fmt: skip

    with meeting_after(papers, "_kept_of", patience):
        return at_once(*map(lay, certificates))


def test_of_a_producer_no_file_more_is_kept_than_can_be(monkeypatch: pytest.MonkeyPatch):
    results = two_files(monkeypatch, PATIENCE["with lock"])
    refused = [one for one in results if isinstance(one, papers.TooMuchEvidenceOfProducer)]
    assert (len(refused), Evidence.objects.count()) == (1, 1), results


def test_without_the_lock_one_more_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(papers, "_one_file_at_a_time", lambda _producer_id: None)
    for _ in range(RUNS):  # on a busy machine the two may miss each other
        Evidence.objects.all().delete()
        two_files(monkeypatch, PATIENCE["without"])
        if Evidence.objects.count() == 2:
            return
    pytest.fail("without the lock the race was never lost")
