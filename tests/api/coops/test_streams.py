"""Who may follow which stream."""

from uuid import uuid4

from coops import services
from events import streams
from tests.support import people


def readable(*pairs):
    return streams.readable(set(pairs))


def test_one_query_answers_for_many(cast, stranger, django_assert_num_queries):
    stream = f"association:{cast.association.pk}"
    members = {(member.person.pk, stream) for member in cast.members}
    asked = members | {(stranger.person.pk, stream), (None, stream), (cast.members[0].person.pk, "association:x")}
    # One for those who belong, one for stewards who read with a reason.
    with django_assert_num_queries(2):
        assert readable(*asked) == members


def test_a_producers_stream_is_for_those_who_act_for_it(cast, stranger):
    owner = cast.members[1]
    stream = f"producer:{owner.producer.pk}"
    agent = people.person()
    mandate = services.give_mandate(actor=people.actor(owner.person), producer_id=owner.producer.pk, person_id=agent.pk)
    asked = {(owner.person.pk, stream), (agent.pk, stream), (stranger.person.pk, stream), (None, stream)}
    assert readable(*asked) == {(owner.person.pk, stream), (agent.pk, stream)}
    services.end_mandate(actor=people.actor(owner.person), mandate_id=mandate.pk)
    assert readable(*asked) == {(owner.person.pk, stream)}


def test_an_ended_mandate_does_not_open_the_association(cast):
    owner, agent = cast.members[1], people.person()
    stream = f"association:{cast.association.pk}"
    mandate = services.give_mandate(actor=people.actor(owner.person), producer_id=owner.producer.pk, person_id=agent.pk)
    assert readable((agent.pk, stream))
    services.end_mandate(actor=people.actor(owner.person), mandate_id=mandate.pk)
    assert not readable((agent.pk, stream))


def test_a_persons_stream_is_hers(cast):
    me, other = cast.members[0].person.pk, cast.members[1].person.pk
    mine = (me, f"user:{me}")
    assert readable(mine, (other, f"user:{me}"), (None, f"user:{me}"), (me, "user:"), (me, f"user:{uuid4()}")) == {mine}
