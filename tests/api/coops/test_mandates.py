"""Who may act for a producer."""

import pytest
from django.db import IntegrityError, transaction

from coops import queries, services
from coops.models import Mandate
from coops.services.mandates import LastOwner, MandateExists
from coops.services.offices import LastAdministrator
from lib.errors import NotFound
from tests.support import people


@pytest.fixture
def owner(cast):
    return cast.members[1]


def give(owner, person, **fields):
    return services.give_mandate(
        actor=people.actor(owner.person), producer_id=owner.producer.pk, person_id=person.pk, **fields
    )


def test_an_agent_can_not_pass_the_mandate_on(owner):
    agent = people.person()
    give(owner, agent)
    with pytest.raises(NotFound):
        services.give_mandate(actor=people.actor(agent), producer_id=owner.producer.pk, person_id=people.person().pk)


def test_a_person_has_one_mandate_at_a_time(owner):
    agent = people.person()
    give(owner, agent)
    with pytest.raises(MandateExists):
        give(owner, agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(person=agent, producer=owner.producer, kind="agent")


def test_the_last_owner_stays_until_there_is_another(owner):
    mine = Mandate.objects.get(person=owner.person, producer=owner.producer)
    with pytest.raises(LastOwner):
        services.end_mandate(actor=people.actor(owner.person), mandate_id=mine.pk)
    heir = people.person()
    give(owner, heir, kind="owner")
    services.end_mandate(actor=people.actor(owner.person), mandate_id=mine.pk)
    assert queries.people_of(owner.producer.pk) == [heir.pk]


def test_offices_end_with_the_mandate_they_rest_on(cast, owner):
    agent = people.person()
    mandate = give(owner, agent)
    services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=agent.pk,
        role="treasurer",
    )
    assert queries.roles_in_association(agent.pk, cast.association.pk) == {"member", "treasurer"}
    services.end_mandate(actor=people.actor(agent), mandate_id=mandate.pk)
    assert queries.roles_in_association(agent.pk, cast.association.pk) == frozenset()


def test_the_last_administrator_keeps_her_mandate(cast):
    first = cast.administrator
    give(first, people.person(), kind="owner")
    mine = Mandate.objects.get(person=first.person, producer=first.producer)
    with pytest.raises(LastAdministrator):
        services.end_mandate(actor=people.actor(first.person), mandate_id=mine.pk)
    mine.refresh_from_db()
    assert mine.ends_at is None
