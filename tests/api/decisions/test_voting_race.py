"""Two hundred ballots at once, some twice, while a proxy is taken back and the vote closes: one vote per member.

The controls take the locks off and must see it go wrong. It is quick by default; `RACE_MEMBERS=200 BALLOTS=400
RACE_RUNS=10 pytest -s` runs it at full size and prints its figures.
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
MEMBERS = int(os.environ.get("RACE_MEMBERS", "40"))
BALLOTS = int(os.environ.get("BALLOTS", "200"))
RUNS = int(os.environ.get("RACE_RUNS", "1"))
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


def figures(what: str, **counts: int) -> None:
    """This will print what a race was made of, for whoever runs it at full size with -s."""
    print(f"\n{what}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))


def votes_too_many(proposal: Proposal) -> int:
    """This will return how many votes were counted beyond one for each member that voted."""
    voted = Participation.objects.filter(proposal=proposal, voted=True).count()
    return max(0, sum(Tally.objects.get(pk=proposal.pk).counts) - voted)


def test_two_hundred_ballots_at_once_count_each_member_once():
    cast = crowd()
    double = 0
    for _ in range(RUNS):
        proposal = votes.opened(cast)
        tries = [
            lambda member=cast.members[place % MEMBERS], choice=("yes", "no")[place % 2], proposal=proposal: votes.vote(
                member, proposal, choice
            )
            for place in range(BALLOTS)
        ]
        results = Counter(type(result) is int or result for result in at_once(tries))
        assert results == {True: MEMBERS, "already_voted": BALLOTS - MEMBERS}
        assert sound(proposal)
        double += votes_too_many(proposal)
        assert votes.result(votes.end_call(proposal))["taken_part"] == MEMBERS
    figures("ballots at once", runs=RUNS, members=MEMBERS, ballots=RUNS * BALLOTS, double_votes=double)
    assert double == 0


def test_without_asking_whether_it_was_cast_members_vote_twice():
    cast = crowd(8)
    proposal = votes.opened(cast)
    careless = ballots._PARTICIPATE.replace(" AND NOT voted", "")
    with mock.patch.object(ballots, "_PARTICIPATE", careless):
        at_once([lambda member=member: votes.vote(member, proposal) for member in cast.members * 2])
    assert not sound(proposal)
    figures("control without the guard", ballots=len(cast.members) * 2, double_votes=votes_too_many(proposal))


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
    taken = 0
    for _ in range(3 * RUNS):
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
        taken += len(told)
    figures("closing while voting", runs=3 * RUNS, ballots=3 * RUNS * 24, taken=taken, not_counted=0)


def close_during_a_vote():
    """This will close while a vote is under way; returns the proposal and what the voter was told."""
    cast = crowd(6)
    proposal = votes.opened(cast)
    inside, go = Event(), Event()
    checked = ballots._checked

    def slow(*arguments):
        inside.set()
        assert go.wait(120)
        return checked(*arguments)

    def vote():
        try:
            return votes.vote(cast.members[1], proposal)
        finally:
            connections.close_all()

    with mock.patch.object(ballots, "_checked", slow), at_closing_time(), ThreadPoolExecutor(2) as pool:
        voting = pool.submit(vote)
        assert inside.wait(120)
        counting = pool.submit(close)
        wait([counting], timeout=0.5)  # with the lock it can't end before the vote does
        go.set()
        told = voting.result(120)
        counting.result(120)
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
    by = Counter()
    for _ in range(10 * RUNS):
        proposal, (_revoked, by_proxy, in_person) = vote_while_the_proxy_goes()
        assert sound(proposal)
        assert [by_proxy, in_person].count(1) == 1, (by_proxy, in_person)
        assert {by_proxy, in_person} <= {1, "already_voted", "proxy_gone"}
        by["proxy" if by_proxy == 1 else "person"] += 1
    figures("a proxy revoked while used", runs=10 * RUNS, by_proxy=by["proxy"], in_person=by["person"], double_votes=0)


def revoke_during_a_vote(*, patience: float):
    """This will take a proxy back while a vote by it is under way; returns whether that was done before the vote was
    counted, and what the holder was told. `patience`: how long the vote waits for the proxy to be gone.
    """
    cast = crowd(6)
    giver, holder = cast.members[1:3]
    proxy = votes.proxy(giver, holder)
    proposal = votes.opened(cast)
    inside, go = Event(), Event()
    checked = ballots._checked

    def slow(*arguments):
        inside.set()
        assert go.wait(120)
        return checked(*arguments)

    def in_a_thread(command):
        try:
            return command()
        except DomainError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    def revoke():
        return services.revoke_proxy(
            actor=people.actor(giver.person), association_id=cast.association.pk, proxy_id=proxy.pk
        )

    with mock.patch.object(ballots, "_checked", slow), ThreadPoolExecutor(2) as pool:
        voting = pool.submit(in_a_thread, lambda: votes.vote(holder, proposal, "yes", membership=giver))
        assert inside.wait(120)
        revoking = pool.submit(in_a_thread, revoke)
        wait([revoking], timeout=patience)
        gone_first = revoking.done()
        go.set()
        return gone_first, voting.result(120)


def test_a_proxy_is_not_gone_while_a_vote_by_it_is_under_way():
    assert revoke_during_a_vote(patience=0.5) == (False, 1)


def test_without_the_proxys_lock_a_vote_counts_by_a_proxy_that_is_gone():
    with mock.patch.object(ballots, "_hold_proxy", return_value=None):
        assert revoke_during_a_vote(patience=60) == (True, 1)
