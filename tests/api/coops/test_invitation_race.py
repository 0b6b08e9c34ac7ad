"""Two producers who open one invitation at the same moment: one comes in, the other is told that the link is used.

Both are made to meet after they have seen the link open, which is where a race would be lost. The test without the lock
must see it lost. `RACE_RUNS=20 pytest -s` runs it more often and prints its figures.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from unittest import mock

import pytest
from django.db import DatabaseError, connections

from coops import services
from coops.models import Association, Membership
from coops.services import invitations, locks
from lib.errors import DomainError
from tests.support import people

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = int(os.environ.get("RACE_RUNS", "2"))


def two_acceptances(*, patience: float) -> tuple[list[str], int]:
    """This will let two accept one link at once; returns what each was told, and how many came in by it."""
    cast = people.forming_association()
    token = people.invited(cast)
    candidates = [people.producer(owner) for owner in (people.person(), people.person())]
    owners = [producer.mandates.get().person for producer in candidates]
    before = Membership.objects.filter(association=cast.association).count()
    meeting, start = Barrier(2), Barrier(2)
    refuse = invitations.refuse_unless_open

    def met(invitation):
        refuse(invitation)
        with suppress(BrokenBarrierError):
            meeting.wait(patience)

    def accept(place):
        try:
            start.wait(60)
            services.accept_invitation(
                actor=people.actor(owners[place]),
                token=token,
                producer_id=candidates[place].pk,
                statutes_id=cast.statutes.pk,
            )
            return "in"
        except DomainError as refusal:
            return refusal.code
        except DatabaseError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with mock.patch.object(invitations, "refuse_unless_open", met), ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(accept, range(2)))
    return told, Membership.objects.filter(association=cast.association).count() - before


def test_one_link_lets_one_in():
    seen = Counter()
    for _ in range(RUNS):
        told, came_in = two_acceptances(patience=0.1)
        assert (told, came_in) == (["in", "invitation_used"], 1)
        seen[tuple(told)] += 1
    print(f"\ntwo acceptances of one invitation: runs {RUNS}, members by it {seen.total()}, double {0}")


def test_without_the_lock_the_second_is_not_told_that_the_link_is_used():
    def unlocked(association_id):
        return Association.objects.get(pk=association_id)

    with mock.patch.object(locks, "association", unlocked):
        told, _came_in = two_acceptances(patience=60)
    assert "invitation_used" not in told
