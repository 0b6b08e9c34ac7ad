"""Two founders who accept at the same moment: both are in, and the association is constituted exactly once.

Both transactions are made to meet between writing and counting, which is where a race would be lost. The tests without
the lock must see it lost.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError, Event
from unittest import mock

import pytest
from django.db import OperationalError, connections

from coops import services
from coops.models import Association, Membership, Role
from coops.queries import current_statutes
from coops.services import founding, locks, offices
from tests.support import people
from tests.support.events import recorded

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 10
PATIENCE = {"with lock": 0.1, "without": 30.0}
racing = Event()


@contextmanager
def meeting_after(module, name, patience):
    """Makes both transactions meet after the command's writes and before it counts.

    Under the lock the second can't come while the first is there, so the first goes on after `patience` seconds.
    """
    command = getattr(module, name)
    meeting = Barrier(2)

    def met(*args, **kwargs):
        answer = command(*args, **kwargs)
        with suppress(BrokenBarrierError):
            meeting.wait(patience)
        return answer

    with mock.patch.object(module, name, met):
        yield


@pytest.fixture
def without_lock(monkeypatch):
    """Reads the association without locking it, both at the same moment."""
    meeting = Barrier(2)

    def unlocked(association_id):
        association = Association.objects.get(pk=association_id)
        if racing.is_set():
            meeting.wait(PATIENCE["without"])
        return association

    monkeypatch.setattr(locks, "association", unlocked)


def at_once(*commands):
    """This will run the commands at the same moment, each on a connection of its own; errors are returned."""
    together = Barrier(len(commands))

    def run(command):
        together.wait()
        try:
            return command()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    racing.set()
    try:
        with ThreadPoolExecutor(len(commands)) as pool:
            return list(pool.map(run, commands))
    finally:
        racing.clear()


def two_join(patience=PATIENCE["with lock"]):
    """This will let the fourth and the fifth founder accept their invitations at once."""
    cast = people.forming_association(kind="cooperative")
    people.join(cast)
    people.join(cast)
    Association.objects.filter(pk=cast.association.pk).update(founders_required=5)
    newcomers = [(someone := people.person(), people.producer(someone), people.invited(cast)) for _ in range(2)]
    with meeting_after(founding, "accept", patience):
        results = at_once(
            *(
                lambda who=who, producer=producer, token=token: services.accept_invitation(
                    actor=people.actor(who), token=token, producer_id=producer.pk, statutes_id=cast.statutes.pk
                )
                for who, producer, token in newcomers
            )
        )
    return cast, results


def two_say_yes(patience=PATIENCE["with lock"]):
    """This will let the last two of five members accept new statutes at once."""
    cast = people.forming_association(kind="cooperative")
    Association.objects.filter(pk=cast.association.pk).update(founders_required=6)
    for _ in range(4):
        people.join(cast)
    Association.objects.filter(pk=cast.association.pk).update(founders_required=5)
    administrator = people.actor(cast.administrator.person)
    services.publish_statutes(actor=administrator, association_id=cast.association.pk, text="Otros.")
    newer = current_statutes(cast.association.pk)

    def accept(member):
        return services.accept_statutes(
            actor=people.actor(member.person),
            association_id=cast.association.pk,
            statutes_id=newer.pk,
            producer_id=member.producer.pk,
        )

    for member in cast.members[1:3]:
        accept(member)
    with meeting_after(founding, "accept", patience):
        return cast, at_once(*(lambda member=member: accept(member) for member in cast.members[3:]))


def is_sound(cast, results):
    """Whether both are in, with numbers of their own, and the association was constituted once."""
    cast.association.refresh_from_db()
    numbers = Membership.objects.filter(association=cast.association).order_by("number")
    return (
        not any(isinstance(result, Exception) for result in results)
        and list(numbers.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
        and cast.association.status == "constituted"
        and len(recorded("coops.association_constituted", key=cast.association.pk)) == 1
    )


@pytest.mark.parametrize("race", [two_join, two_say_yes])
def test_both_are_in_and_it_is_constituted_once(race):
    for _ in range(RUNS):
        cast, results = race()
        assert is_sound(cast, results), results


def test_without_the_lock_neither_constitutes(without_lock):
    for _ in range(RUNS):  # on a busy machine the two may miss each other
        cast, results = two_say_yes(PATIENCE["without"])
        cast.association.refresh_from_db()
        if cast.association.status == "forming":
            assert not is_sound(cast, results)
            return
    pytest.fail("without the lock the race was never lost")


def test_without_the_lock_the_database_refuses_a_second_number(without_lock):
    for _ in range(RUNS):
        cast, results = two_join()
        if not is_sound(cast, results):
            assert len([result for result in results if isinstance(result, Exception)]) == 1
            return
    pytest.fail("without the lock the race was never lost")


def test_one_invitation_lets_one_in():
    for _ in range(RUNS):
        cast = people.constituted_association(members=2)
        token = people.invited(cast)
        newcomers = [(someone := people.person(), people.producer(someone)) for _ in range(2)]
        results = at_once(
            *(
                lambda who=who, producer=producer, cast=cast, token=token: services.accept_invitation(
                    actor=people.actor(who), token=token, producer_id=producer.pk, statutes_id=cast.statutes.pk
                )
                for who, producer in newcomers
            )
        )
        refusals = [result.code for result in results if isinstance(result, Exception)]
        assert refusals == ["invitation_used"]
        assert Membership.objects.filter(association=cast.association).count() == 3


def two_administrators_leave(patience=PATIENCE["with lock"]):
    """This will let both administrators of an association leave at once."""
    cast = people.constituted_association(members=2)
    services.give_role(
        actor=people.actor(cast.members[0].person),
        association_id=cast.association.pk,
        person_id=cast.members[1].person.pk,
        role="administrator",
    )
    with meeting_after(offices, "end_roles_without_membership", patience):
        results = at_once(
            *(
                lambda member=member: services.end_membership(
                    actor=people.actor(member.person),
                    association_id=cast.association.pk,
                    membership_id=member.membership.pk,
                )
                for member in cast.members
            )
        )
    return [result.code for result in results if isinstance(result, Exception)]


def test_of_two_administrators_who_leave_at_once_one_stays():
    for _ in range(RUNS):
        assert two_administrators_leave() == ["last_administrator"]


def test_without_the_lock_none_stays(without_lock):
    assert any(two_administrators_leave(PATIENCE["without"]) == [] for _ in range(RUNS))


def two_end_each_others_office(patience=PATIENCE["with lock"]):
    """This will let both administrators of an association take the other's office back at once."""
    cast = people.constituted_association(members=2)
    services.give_role(
        actor=people.actor(cast.members[0].person),
        association_id=cast.association.pk,
        person_id=cast.members[1].person.pk,
        role="administrator",
    )
    roles = {role.person_id: role.pk for role in Role.objects.filter(association=cast.association)}
    one, other = cast.members
    with meeting_after(offices, "end", patience):
        results = at_once(
            *(
                lambda who=who, whose=whose: services.end_role(
                    actor=people.actor(who.person),
                    association_id=cast.association.pk,
                    role_id=roles[whose.person.pk],
                )
                for who, whose in ((one, other), (other, one))
            )
        )
    return [result.code for result in results if isinstance(result, Exception)]


def test_of_two_who_end_each_others_office_one_stays():
    for _ in range(RUNS):
        assert two_end_each_others_office() == ["last_administrator"]


def test_without_the_lock_nobody_administers(without_lock):
    assert any(two_end_each_others_office(PATIENCE["without"]) == [] for _ in range(RUNS))


def one_accepts_while_the_owner_takes_it_back():
    """This will let somebody accept what an owner asks at the moment in which the owner takes it back."""
    owner = people.constituted_association(members=2).members[0]
    agent = people.person()
    people.prove(agent)
    offer = people.asked(owner, email=agent.email)
    results = at_once(
        lambda: services.accept_mandate_offer(actor=people.actor(agent), mandate_offer_id=offer.pk),
        lambda: services.revoke_mandate_offer(
            actor=people.actor(owner.person), producer_id=owner.producer.pk, mandate_offer_id=offer.pk
        ),
    )
    offer.refresh_from_db()
    return offer, [result for result in results if isinstance(result, Exception)]


def test_what_is_asked_is_answered_or_taken_back_never_both():
    clean = 0
    for _ in range(5 * RUNS):
        offer, errors = one_accepts_while_the_owner_takes_it_back()
        assert (offer.used_at is None) != (offer.revoked_at is None)
        if any(isinstance(error, OperationalError) for error in errors):
            continue  # On a busy machine a lock may come too late; who waited too long tries again.
        assert [error.code for error in errors] == ["mandate_offer_over"]
        clean += 1
        if clean == RUNS:
            return
    pytest.fail("no lock was given in time")
