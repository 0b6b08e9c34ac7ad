"""What other rooms ask."""

from uuid import uuid4

from django.utils import translation

from coops import queries, services
from tests.support import people


def test_who_acts_for_whom(cast):
    member = cast.members[1]
    second = people.producer(member.person)
    assert queries.producers_of(member.person.pk) == [member.producer.pk, second.pk]
    assert queries.people_of(member.producer.pk) == [member.person.pk]
    assert set(queries.members_people(cast.association.pk)) == {other.person.pk for other in cast.members}
    assert queries.producers_of(uuid4()) == []


def test_who_may_sell(cast, forming):
    assert queries.may_sell(cast.association.pk)
    assert not queries.may_sell(forming.association.pk)
    assert not queries.may_sell(uuid4())


def test_membership(cast, forming):
    member = cast.members[1]
    assert queries.active_member(cast.association.pk, member.producer.pk) == member.membership
    assert queries.active_member(forming.association.pk, member.producer.pk) is None


def test_cards_in_one_query(cast, django_assert_num_queries):
    hidden = people.producer(shows_name=False, locality="Samo Alto", name="Elsa Rivera")
    ids = [member.producer.pk for member in cast.members] + [hidden.pk, uuid4()]
    with django_assert_num_queries(1), translation.override("en"):
        cards = queries.producer_cards(ids)
    assert len(cards) == 6
    card = cards[hidden.pk]
    assert (card.name, card.public_name, card.public_initials) == ("Elsa Rivera", "Producer in Samo Alto", "·")
    shown = cards[cast.members[0].producer.pk]
    assert shown.public_name == shown.name
    with django_assert_num_queries(1):
        assert queries.association_cards([cast.association.pk])[cast.association.pk].slug == cast.association.slug


def test_roles_follow_the_database_clock(cast):
    from datetime import timedelta

    from coops.models import Role
    from lib.clock import database_now

    person, association = cast.members[1].person, cast.association
    role = services.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=association.pk,
        person_id=person.pk,
        role="president",
    )
    Role.objects.filter(pk=role.pk).update(starts_at=database_now() + timedelta(hours=1))
    assert queries.roles_in_association(person.pk, association.pk) == {"member"}
    Role.objects.filter(pk=role.pk).update(
        starts_at=database_now() - timedelta(hours=2), ends_at=database_now() + timedelta(hours=1)
    )
    assert queries.roles_in_association(person.pk, association.pk) == {"member", "president"}
    Role.objects.filter(pk=role.pk).update(ends_at=database_now())
    assert queries.roles_in_association(person.pk, association.pk) == {"member"}
