"""Whoever locks several offers or lots locks them by id: nobody waits for another who waits for her."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.models import Model

from catalog import services
from catalog.models import Contribution, Lot, Offer
from catalog.services import covering, leaving
from coops import services as coops
from tests.support import names, people, trade

pytestmark = pytest.mark.django_db(transaction=True)


def locked_now(kind: type[Model], ids: Iterable[UUID]) -> set[UUID]:
    """This will return which of the rows somebody else could not lock now."""

    def refused(one: UUID) -> bool:
        try:
            with transaction.atomic():
                kind._default_manager.select_for_update(no_key=True, nowait=True).get(pk=one)
            return False
        except OperationalError:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return {one for one in ids if other.submit(refused, one).result()}


def test_who_requires_seals_locks_no_offer_before_those_that_come_first(monkeypatch: pytest.MonkeyPatch):
    pool, seal_id, _cover = names.sealed_pool((20,))
    second = trade.offer(pool.cast)
    lot = trade.lot(pool.members[0], 20)
    for offer in (pool.offer, second):
        trade.contribute(offer, pool.members[0], 5, of=lot)
    names.require(second, pool.cast, [seal_id])
    offers = [pool.offer.pk, second.pk]
    lock, before, after = covering.lock, [], []

    def watched(**asked: Any) -> covering.Locked:
        before.append(locked_now(Offer, offers))
        locked = lock(**asked)
        after.append(locked_now(Offer, offers))
        return locked

    monkeypatch.setattr(covering, "lock", watched)
    names.require(second, pool.cast, [])
    names.require(second, pool.cast, [seal_id])
    assert before == [set(), set()]
    assert after == [set(offers), set(offers)]


def test_who_leaves_has_all_lots_locked_before_the_first_goes_back(monkeypatch: pytest.MonkeyPatch):
    pool = trade.pool((20, 20))
    member = pool.members[1]
    second = trade.offer(pool.cast)
    # By offers they come in another order than by id.
    younger, older = sorted((trade.lot(member, 7), trade.lot(member, 7)), key=lambda lot: lot.pk, reverse=True)
    first_offer, second_offer = sorted((pool.offer, second), key=lambda offer: offer.pk)
    trade.contribute(first_offer, member, 7, of=younger)
    trade.contribute(second_offer, member, 7, of=older)
    lots = set(Contribution.objects.filter(membership=member.membership).values_list("lot_id", flat=True))
    withdraw, held = leaving.withdraw, []

    def watched(**asked: Any) -> Contribution:
        held.append(locked_now(Lot, lots))
        return withdraw(**asked)

    monkeypatch.setattr(leaving, "withdraw", watched)
    coops.end_membership(
        actor=people.actor(member.person), association_id=pool.cast.association.pk, membership_id=member.membership.pk
    )
    returned = services.return_units(
        association_id=pool.cast.association.pk, producer_id=member.producer.pk, membership_id=member.membership.pk
    )
    assert returned == 34
    assert held == [lots] * 3


def test_who_lost_a_race_over_the_seals_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    pool, seal_id, _cover = names.sealed_pool((20,))
    names.require(pool.offer, pool.cast, [])
    lock, tries = covering.lock, []

    def losing(**asked: Any) -> covering.Locked:
        tries.append(asked)
        if len(tries) < 3:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$")
        return lock(**asked)

    monkeypatch.setattr(covering, "lock", losing)
    assert names.require(pool.offer, pool.cast, [seal_id]).requires == [seal_id]
    assert len(tries) == 3
