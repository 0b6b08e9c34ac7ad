"""Two answers to one application at the same moment: one holds, and the other is told so.

Both transactions are made to meet after they found the application open, which is where a race would be lost. The tests
without the lock must see it lost.
"""

from __future__ import annotations

import pytest

from coops import services
from coops.models import Membership, Producer
from coops.services import applications, founding, locks
from decisions import services as decisions
from lib.errors import DomainError
from tests.api.coops.test_constitution_race import PATIENCE, at_once, meeting_after, without_lock
from tests.support import applicants, people, votes
from tests.support.events import names

__all__ = ["without_lock"]
pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 4


def _board(admission="board"):
    cast = applicants.takes_applications(people.constituted_association(members=2), admission)
    return cast, applicants.applicant(cast)


def accept(cast, application):
    return lambda: services.accept_application(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        application_id=application.pk,
    )


def refuse(cast, application):
    return lambda: services.refuse_application(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        application_id=application.pk,
        reason="Ya somos muchos.",
    )


def withdraw(application):
    return lambda: services.withdraw_application(actor=people.actor(application.made_by), application_id=application.pk)


def is_sound(cast, application, results):
    """Whether one answer held, the other was told so, and state, membership and event say the same."""
    application.refresh_from_db()
    told = [result for result in results if isinstance(result, Exception)]
    member = Membership.objects.filter(association=cast.association, producer=application.producer).count()
    events = [name for name in names(key=cast.association.pk) if name in _ENDS]
    return (
        len(told) == 1
        and isinstance(told[0], DomainError)
        and len(events) == 1
        and member == (application.state in ("accepted", "superseded"))
    )


_ENDS = ("coops.application_accepted", "coops.application_refused", "coops.application_closed")


def accept_and_withdraw(patience=PATIENCE["with lock"]):
    """This will let the board accept while the applicant withdraws."""
    cast, application = _board()
    with meeting_after(applications, "refuse_unless_open", patience):
        return cast, application, at_once(accept(cast, application), withdraw(application))


def accept_and_refuse(patience=PATIENCE["with lock"]):
    """This will let two of the board answer differently."""
    cast, application = _board()
    with meeting_after(applications, "refuse_unless_open", patience):
        return cast, application, at_once(accept(cast, application), refuse(cast, application))


def accept_and_come_invited(patience=PATIENCE["with lock"]):
    """This will let the board accept while the applicant says yes to an invitation."""
    cast, application = _board()
    token = people.invited(cast)

    def come():
        return services.accept_invitation(
            actor=people.actor(application.made_by),
            token=token,
            producer_id=application.producer_id,
            statutes_id=cast.statutes.pk,
        )

    with meeting_after(founding, "people_of", patience):
        return cast, application, at_once(accept(cast, application), come)


@pytest.mark.parametrize("race", [accept_and_withdraw, accept_and_refuse, accept_and_come_invited])
def test_one_answer_holds(race):
    for _ in range(RUNS):
        cast, application, results = race()
        assert is_sound(cast, application, results), (application.state, results)


@pytest.mark.parametrize("race", [accept_and_withdraw, accept_and_refuse])
@pytest.mark.usefixtures("without_lock")
def test_without_the_lock_both_answers_are_given(race):
    for _ in range(RUNS):  # on a busy machine the two may miss each other
        cast, application, results = race(PATIENCE["without"])
        if not any(isinstance(result, Exception) for result in results):
            assert not is_sound(cast, application, results)
            return
    pytest.fail("without the lock the race was never lost")


@pytest.mark.usefixtures("without_lock")
def test_without_the_locks_the_database_refuses_a_second_membership(monkeypatch):
    # Both ways in lock the producer, too: alone that would do.
    monkeypatch.setattr(locks, "producer", lambda producer_id: Producer.objects.get(pk=producer_id))
    for _ in range(RUNS):
        cast, application, results = accept_and_come_invited()
        if not is_sound(cast, application, results):
            return
    pytest.fail("without the lock the race was never lost")


def test_a_vote_takes_effect_or_the_applicant_has_withdrawn():
    for _ in range(RUNS):
        cast, application = _board("vote")
        proposal = votes.opened(cast, kind="admit_member", params={"application_id": str(application.pk)})
        for member in cast.members:
            votes.vote(member, proposal)
        votes.end_call(proposal)
        results = at_once(lambda: decisions.take_effect_due(10), withdraw(application))
        proposal.refresh_from_db()
        application.refresh_from_db()
        assert (proposal.status, application.state) in {("in_effect", "accepted"), ("not_effective", "withdrawn")}
        assert isinstance(results[1], Exception) == (application.state == "accepted")
