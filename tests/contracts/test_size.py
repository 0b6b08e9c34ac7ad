"""No answer grows with what there is: 1,000 members, 200 proposals, 2,000 offers, 50,000 items. Neither in statements nor in length.

Time is measured in `tests/bench/every_read.py`.
"""

from __future__ import annotations

import pytest

from tests.contracts.openapi import operations
from tests.contracts.world import MEMBER, World
from tests.support import big_world
from tests.support.every_read import live_in, reads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_provider")]

MOST = 12
A_HUNDRED_ROWS = 130_000  # bytes
# Who leaves must see all that she has in the pools; here that is something in each of 2,000 offers.
_TOLD_WHOLE = {"catalog_getStake"}
# Every room is asked for its part: how it does (a steward's page), or what it keeps when a person leaves (once in a life).
_ASKS_EVERY_ROOM = {"stewards_getOverview": 32, "accounts_deletion": 21}
# A page that is full asks whether there is a next one.
_MORE = 1


def test_no_page_asks_more_of_a_big_world(world: World):
    steward = live_in(world)
    small = {(read.operation, read.actor): read for read in reads(world, steward)}
    unseen = {one.id for one in operations() if one.method == "get"} - {operation for operation, _actor in small}
    assert unseen == set(), "nobody got an answer"

    grow(world)
    big = {(read.operation, read.actor): read for read in reads(world, steward)}
    assert set(big) == set(small)
    chatty = {
        key: len(read.queries)
        for key, read in big.items()
        if len(read.queries) > _ASKS_EVERY_ROOM.get(read.operation, MOST)
    }
    growing = {
        key: (len(small[key].queries), len(read.queries))
        for key, read in big.items()
        if len(read.queries) > len(small[key].queries) + _MORE
    }
    long = {
        key: read.bytes
        for key, read in big.items()
        if read.bytes > A_HUNDRED_ROWS and read.operation not in _TOLD_WHOLE
    }
    assert (chatty, growing, long) == ({}, {}, {})


def grow(world: World) -> None:
    member = world.people[MEMBER]
    assert member
    big_world.grow(
        association_id=world.ids["association_id"],
        membership_id=world.ids["membership_id"],
        producer_id=world.ids["producer_id"],
        offer_id=world.ids["offer_id"],
        order_group_id=world.ids["order_group_id"],
        person_id=member.pk,
        next_door_id=world.foreign["association_id"],
        proposal_id=world.ids["proposal_id"],
        assembly_id=world.ids["assembly_id"],
    )
