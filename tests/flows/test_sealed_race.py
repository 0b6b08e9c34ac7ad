"""160 carts want 100 units of five members under one name, while a certificate is revoked and a member withdraws.

Nothing is sold by a certificate after it was revoked, no unit twice, and nobody meets a deadlock or a 5xx. With the locks
off, the same goes wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, Event
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Sum

from catalog import services
from catalog.models import Contribution, CoverGrant, Lot, Offer
from catalog.services import covering
from events.faults import is_transient
from infra.stripe_mock.child import running
from orders.models import Allocation, OrderGroup, Refund
from payments import services as payments
from tests.flows.test_oversell import AT_A_TIME, BUYER, CARTS, pay
from tests.support import names, trade
from tests.support.people import Cast, actor, constituted_association
from tests.support.wsgi import serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(3600)]

GONE = {"units_short", "hold_expired", "offer_not_open"}


@pytest.fixture
def payment_server(tmp_path: Path) -> Iterator[str]:
    with running(tmp_path) as child:
        yield child.base


def shop(base: str, offer: Offer) -> tuple[list[int], UUID | None]:
    """Wants one unit, tries once more when there is none, and pays; what she held may be gone when she does."""
    statuses: list[int] = []
    with httpx.Client(base_url=base, timeout=60, trust_env=False) as client:
        for _ in range(2):
            answer = client.put(f"/api/v1/basket/lines/{offer.pk}", json={"units": 1})
            statuses.append(answer.status_code)
            if answer.status_code != 200:
                assert answer.json()["code"] in GONE, answer.text
                continue
            placed = client.post("/api/v1/checkout", json=BUYER, headers={"Idempotency-Key": uuid4().hex})
            statuses.append(placed.status_code)
            if placed.status_code == 201:
                return statuses, pay(UUID(placed.json()["order_group_id"]))
            # Her payment page may be closed already, with what she held.
            assert placed.json()["code"] in GONE | {"payment_attempt_over"}, placed.text
    return statuses, None


def persistently(command: Callable[[], Any]) -> Any:
    """What a person's second try and a consumer's do: again, while it only lost a race for a lock."""
    while True:
        try:
            with transaction.atomic():
                return command()
        except OperationalError as error:
            if not is_transient(error):
                raise


_FIGURES = """
SELECT o.free + o.reserved, sum(c.units - c.withdrawn - c.lost - c.allocated - c.uncovered), o.allocated
FROM catalog_offer AS o JOIN catalog_contribution AS c ON c.offer_id = o.id WHERE o.id = %s GROUP BY o.id
"""


def look(offer: Offer) -> int:
    """What is sold; it fails unless free and reserved are what is for sale of the lots at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [offer.pk])
        promised, sellable, sold = cursor.fetchone()
    assert promised == sellable
    return int(sold)


def test_no_more_is_sold_than_certificates_stand_behind(payment_server: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(payments, "request_refund", lambda **_: None)
    pool = trade.pool([20] * 5, cast=constituted_association(5))
    seal_id = names.seal(pool.cast)
    names.require(pool.offer, pool.cast, [seal_id])
    doomed, good = names.cover(pool.cast, seal_id), names.cover(pool.cast, seal_id)
    for row, by in zip(pool.contributions, [doomed] * 3 + [good] * 2, strict=True):
        services.grant_units(cover_id=by.pk, lot_id=row.lot_id, units=20)
    last = pool.contributions[4]
    over = Event()

    def meanwhile() -> int:
        """Revokes when a fifth is sold, withdraws when a quarter is (or at the end); looks at the figures all the time."""
        spent_by_doomed = -1
        done = withdrawn = False
        try:
            while not done:
                done = over.is_set()
                sold = look(pool.offer)
                if (done or sold >= 20) and spent_by_doomed < 0:
                    persistently(lambda: services.block_cover(cover_id=doomed.pk, reason="revoked"))
                    spent_by_doomed = spent(doomed.pk)
                if (done or sold >= 25) and not withdrawn:
                    persistently(
                        lambda: services.withdraw(
                            actor=actor(pool.members[4].person), association_id=pool.offer.association_id,
                            contribution_id=last.pk, units=None,
                        )
                    )  # fmt: skip
                    withdrawn = True
        finally:
            connection.close()
        return spent_by_doomed

    with (
        serving(STRIPE_API_BASE=payment_server) as base,
        ThreadPoolExecutor(AT_A_TIME) as buyers,
        ThreadPoolExecutor(1) as aside,
    ):
        watched = aside.submit(meanwhile)
        try:
            carts = list(buyers.map(lambda _: shop(base, pool.offer), range(CARTS)))
        finally:
            over.set()
        spent_when_revoked = watched.result()

    told = Counter(status for statuses, _ in carts for status in statuses)
    assert set(told) <= {200, 201, 409}, told
    trade.check_adds_up(pool.offer)
    names.check_covered()
    look(pool.offer)
    # By the revoked certificate nothing was sold any more; by the other no more than it stands behind.
    assert spent(doomed.pk) == spent_when_revoked
    assert pool.offer.allocated == spent_when_revoked + spent(good.pk)
    assert spent(good.pk) <= 40
    groups = OrderGroup.objects.filter(pk__in=[order for _, order in carts if order])
    paid = groups.filter(status=OrderGroup.Status.PAID)
    assert Allocation.objects.filter(line__order__group__in=paid).count() == paid.count() == pool.offer.allocated
    # Who paid for what had to be given back has the money on its way.
    others = groups.exclude(status=OrderGroup.Status.PAID)
    assert set(others.values_list("status", flat=True)) <= {OrderGroup.Status.REFUNDING}
    assert Refund.objects.filter(group__in=others).count() == others.count()
    assert pool.offer.allocated < CARTS


def spent(cover_id: UUID) -> int:
    return CoverGrant.objects.filter(cover_id=cover_id).aggregate(units=Sum("spent"))["units"] or 0


class Shelf:
    """A lot of which half is covered, and two offers that require its seal."""

    def __init__(self, cast: Cast, seal_id: UUID) -> None:
        self.member = cast.members[0]
        self.offers = [names.require(trade.offer(cast), cast, [seal_id]) for _ in range(2)]
        self.lot = trade.lot(self.member, 40)
        services.grant_units(cover_id=names.cover(cast, seal_id).pk, lot_id=self.lot.pk, units=20)

    def race(self, threads: ThreadPoolExecutor) -> int:
        """Puts twenty units into each of both offers at once, and returns how many are for sale."""
        start = Barrier(2)

        def add(offer: Offer) -> None:
            start.wait()
            try:
                persistently(lambda: trade.contribute(offer, self.member, 20, of=self.lot))
            finally:
                connection.close()

        for done in [threads.submit(add, offer) for offer in self.offers]:
            done.result()
        return sum(row.sellable for row in Contribution.objects.filter(lot=self.lot))


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has read what is covered waits a moment before acting on it: time for another to do the same."""
    read = covering._read

    def slowly(*args: Any) -> Any:
        found = read(*args)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
        return found

    monkeypatch.setattr(covering, "_read", slowly)


@pytest.mark.usefixtures("slow_reading")
def test_two_offers_never_count_the_same_units():
    cast = constituted_association(2)
    seal_id = names.seal(cast)
    with ThreadPoolExecutor(2) as threads:
        assert [Shelf(cast, seal_id).race(threads) for _ in range(3)] == [20] * 3
    names.check_covered()


@pytest.mark.usefixtures("slow_reading")
def test_without_the_lots_lock_two_offers_count_the_same_units(monkeypatch: pytest.MonkeyPatch):
    """The lot is read and not locked: both offers must come to count the same twenty, or the books must break."""
    cast = constituted_association(2)
    seal_id = names.seal(cast)
    monkeypatch.setattr(Lot.objects, "select_for_update", lambda **_: Lot.objects.all())
    wrong = 0
    with ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            try:
                wrong += Shelf(cast, seal_id).race(threads) != 20
            except IntegrityError:
                wrong += 1
            if wrong:
                break
    assert wrong


def revoke_while_buying(cast: Cast, threads: ThreadPoolExecutor) -> tuple[Offer, list[Future[None]]]:
    """Six buyers want one unit each of six while their certificate is revoked."""
    pool, _seal, granted = names.sealed_pool((6,), cast=cast)
    start = Barrier(7)

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            with suppress(services.UnitsShort):
                persistently(act)
        finally:
            connection.close()

    buy = [lambda: services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=1)] * 6
    acts = [threads.submit(run, act) for act in buy]
    acts.append(threads.submit(run, lambda: services.block_cover(cover_id=granted.pk, reason="revoked")))
    for act in acts:
        act.exception()
    return pool.offer, acts


@pytest.mark.usefixtures("slow_reading")
def test_nothing_stays_held_by_a_revoked_certificate():
    cast = constituted_association(2)
    with ThreadPoolExecutor(7) as threads:
        for _ in range(3):
            offer, acts = revoke_while_buying(cast, threads)
            assert [act.exception() for act in acts] == [None] * 7
            trade.check_adds_up(offer)
            assert (offer.free, offer.reserved, offer.uncovered) == (0, 0, 6)
    names.check_covered()


@pytest.mark.usefixtures("slow_reading")
def test_without_the_offers_lock_something_stays_held(monkeypatch: pytest.MonkeyPatch):
    """The offers are read and not locked before their cover is blocked: a hold must slip through, or the books break."""

    def unlocked(*, cover_id: UUID, **_: Any) -> covering.Locked:
        lots = frozenset(CoverGrant.objects.filter(cover_id=cover_id).values_list("lot_id", flat=True))
        offers = Offer.objects.filter(contributions__lot_id__in=lots)
        return covering.Locked({offer.pk: offer for offer in offers}, lots)

    cast = constituted_association(2)
    wrong = 0
    with ThreadPoolExecutor(7) as threads:
        for _ in range(20):
            with monkeypatch.context() as patched:
                patched.setattr(services.covers.covering, "lock", carelessly(unlocked))
                offer, acts = revoke_while_buying(cast, threads)
            broken = any(act.exception() for act in acts)
            offer.refresh_from_db()
            wrong += broken or (offer.free, offer.reserved) != (0, 0)
            if wrong:
                break
    assert wrong


def carelessly(unlocked: Callable[..., covering.Locked]) -> Callable[..., covering.Locked]:
    """Without locks for a block only: what prepares the race is as careful as ever."""
    careful = covering.lock

    def lock(**wanted: Any) -> covering.Locked:
        return unlocked(**wanted) if set(wanted) == {"cover_id"} else careful(**wanted)

    return lock
