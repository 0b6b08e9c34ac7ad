"""Two hundred ballots at once, some twice, while a proxy is taken back and the vote closes: one vote per member.

The controls take the locks off and must see it go wrong.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event
from unittest import mock

import pytest
from django.db import connections

from coops.models import Association, Membership
from decisions import services
from decisions.models import Participation, Proposal, Tally
from decisions.services import ballots, closing
from lib.clock import database_now
from lib.errors import DomainError
from tests.support import people, votes

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS = 40
BALLOTS = int(os.environ.get("BALLOTS", "200"))
AT_ONCE = 16


def crowd(members: int = MEMBERS) -> people.Cast:
    cast = people.constituted_association(members=5)
    for _ in range(members - 5):
        who = people.person()
        producer = people.producer(who)
        number = Membership.objects.filter(association=cast.association).count() + 1
        membership = Membership.objects.create(association=cast.association, producer=producer, number=number)
        cast.members.append(people.Member(who, producer, membership))
    Association.objects.filter(pk=cast.association.pk).update(last_member_number=members)
    return cast


def at_once(commands):
    """This will run the commands from AT_ONCE threads and return their results or error codes."""

    def run(command):
        try:
            return command()
        except DomainError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, commands))


def sound(proposal: Proposal) -> bool:
    """Whether tally and participations agree."""
    tally = Tally.objects.get(pk=proposal.pk)
    voted = Participation.objects.filter(proposal=proposal, voted=True).count()
    return tally.taken_part == voted == sum(tally.counts)


def test_two_hundred_ballots_at_once_count_each_member_once():
    cast = crowd()
    proposal = votes.opened(cast)
    tries = [
        lambda member=cast.members[place % MEMBERS], choice=("yes", "no")[place % 2]: votes.vote(
            member, proposal, choice
        )
        for place in range(BALLOTS)
    ]
    results = Counter(type(result) is int or result for result in at_once(tries))
    assert results == {True: MEMBERS, "already_voted": BALLOTS - MEMBERS}
    assert sound(proposal)
    assert votes.result(votes.end_call(proposal))["taken_part"] == MEMBERS


def test_without_asking_whether_it_was_cast_members_vote_twice():
    cast = crowd(8)
    proposal = votes.opened(cast)
    careless = ballots._PARTICIPATE.replace(" AND NOT voted", "")
    with mock.patch.object(ballots, "_PARTICIPATE", careless):
        at_once([lambda member=member: votes.vote(member, proposal) for member in cast.members * 2])
    assert not sound(proposal)


def at_closing_time():
    """Makes the closing sweep believe that the time of every open vote is over; the votes' own clock stands."""
    return mock.patch.object(closing, "database_now", lambda: database_now() + timedelta(hours=3))  # noqa: PT008


def close():
    """This will count what is due, from a thread of its own."""
    try:
        return services.close_due(10)
    finally:
        connections.close_all()


def test_every_vote_that_was_taken_is_counted_when_it_closes():
    for _ in range(3):
        cast = crowd(24)
        proposal = votes.opened(cast)
        casting = [lambda member=member, proposal=proposal: votes.vote(member, proposal) for member in cast.members]
        with at_closing_time():
            results = at_once([*casting[:12], close, *casting[12:]])
        told = [result for place, result in enumerate(results) if place != 12 and type(result) is int]
        proposal.refresh_from_db()
        assert set(results) - set(told) <= {"voting_closed", results[12]}
        assert votes.result(proposal)["taken_part"] == len(told)
        assert sound(proposal)


def close_during_a_vote():
    """This will close while a vote is under way; returns the proposal and what the voter was told."""
    cast = crowd(6)
    proposal = votes.opened(cast)
    inside, go = Event(), Event()
    checked = ballots._checked

    def slow(*arguments):
        inside.set()
        assert go.wait(20)
        return checked(*arguments)

    def vote():
        try:
            return votes.vote(cast.members[1], proposal)
        finally:
            connections.close_all()

    with mock.patch.object(ballots, "_checked", slow), at_closing_time(), ThreadPoolExecutor(2) as pool:
        voting = pool.submit(vote)
        assert inside.wait(20)
        counting = pool.submit(close)
        wait([counting], timeout=0.5)  # with the lock it can't end before the vote does
        go.set()
        told = voting.result(20)
        counting.result(20)
    proposal.refresh_from_db()
    return proposal, told


def test_the_close_waits_for_the_vote_under_way():
    proposal, told = close_during_a_vote()
    assert (told, votes.result(proposal)["taken_part"]) == (1, 1)


def test_without_the_shared_lock_a_vote_is_taken_and_not_counted():
    def unlocked(association_id, proposal_id):
        return Proposal.objects.get(pk=proposal_id, association_id=association_id)

    with mock.patch.object(ballots, "_shared", unlocked):
        proposal, told = close_during_a_vote()
    assert (told, votes.result(proposal)["taken_part"]) == (1, 0)


def vote_while_the_proxy_goes():
    """This will take a proxy back while its holder votes by it; returns what each was told."""
    cast = crowd(6)
    giver, holder = cast.members[1:3]
    proxy = services.give_proxy(
        actor=people.actor(giver.person),
        association_id=cast.association.pk,
        giver_id=giver.membership.pk,
        holder_id=holder.membership.pk,
        ends_at=database_now() + timedelta(days=1),
    )
    proposal = votes.opened(cast)
    results = at_once(
        [
            lambda: (
                services.revoke_proxy(
                    actor=people.actor(giver.person), association_id=cast.association.pk, proxy_id=proxy.pk
                ).revoked_at
            ),
            lambda: votes.vote(holder, proposal, "yes", membership=giver),
            lambda: votes.vote(giver, proposal, "no"),
        ]
    )
    return proposal, results


def test_a_proxy_that_is_taken_back_while_it_is_used_makes_one_vote():
    for _ in range(10):
        proposal, (_revoked, by_proxy, in_person) = vote_while_the_proxy_goes()
        assert sound(proposal)
        assert [by_proxy, in_person].count(1) == 1, (by_proxy, in_person)
        assert {by_proxy, in_person} <= {1, "already_voted", "proxy_gone"}
