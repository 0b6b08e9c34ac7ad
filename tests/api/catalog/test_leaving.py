"""Who leaves takes along what nobody holds; what becomes of the rest is said before."""

from __future__ import annotations

from uuid import uuid4

import pytest

from catalog import services
from catalog.models import Contribution, Lot
from coops import services as coops
from coops.models import Membership
from tests.support import people, trade
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


def stake(client, pool, member):
    return client.get(f"/api/v1/associations/{pool.cast.association.pk}/members/{member.membership.pk}/stake")


def leave(pool, member):
    coops.end_membership(
        actor=people.actor(member.person),
        association_id=pool.cast.association.pk,
        membership_id=member.membership.pk,
    )
    return back(pool, member)


def back(pool, member):
    """What the handler calls, as often as the event is delivered."""
    return services.return_units(
        association_id=pool.cast.association.pk,
        producer_id=member.producer.pk,
        membership_id=member.membership.pk,
    )


def test_it_is_said_before_and_then_so():
    pool = trade.pool()
    member = pool.members[1]
    units = pool.contributions[1].units
    (said,) = stake(people.client_for(member.person), pool, member).json()
    assert (said["name"], said["free"], said["held"]) == (pool.offer.name, units, 0)
    assert leave(pool, member) == units
    trade.check_adds_up(pool.offer)
    assert pool.offer.free == sum(row.units for row in pool.contributions) - units
    assert Lot.objects.get(pk=pool.contributions[1].lot_id).free == units
    assert back(pool, member) == 0, "delivered twice, it has one effect"


def test_what_buyers_hold_stays():
    pool = trade.pool()
    member = pool.members[1]
    units = pool.contributions[1].units
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=pool.offer.free - 3, limited=False)
    (said,) = stake(people.client_for(member.person), pool, member).json()
    assert (said["free"], said["held"]) == (3, units - 3)
    assert leave(pool, member) == 3
    trade.check_adds_up(pool.offer)
    assert Contribution.objects.get(pk=pool.contributions[1].pk).left == units - 3


def test_who_is_back_before_it_happens_keeps_it_in():
    pool = trade.pool()
    member = pool.members[1]
    old = member.membership.pk
    coops.end_membership(actor=people.actor(member.person), association_id=pool.cast.association.pk, membership_id=old)
    coops.accept_invitation(
        actor=people.actor(member.person),
        token=people.invited(pool.cast),
        producer_id=member.producer.pk,
        statutes_id=pool.cast.statutes.pk,
    )
    assert back(pool, member) == 0


def test_strangers_learn_nothing():
    pool, other = trade.pool(), trade.pool()
    member = pool.members[1]
    refused(stake(people.client_for(other.members[0].person), pool, member), 404, "not_found")
    refused(stake(people.client_for(), pool, member), 401, "sign_in_needed")
    Membership.objects.filter(pk=member.membership.pk).update(status="ended", left_at=member.membership.joined_at)
    refused(stake(people.client_for(pool.members[0].person), pool, member), 404, "not_found")
