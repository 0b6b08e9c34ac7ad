"""Home: what needs me, what changed, what comes next, in one read of a dozen statements."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import services as catalog
from catalog.models import Lot, Offer
from coops import services as coops
from coops.models import Membership, Producer
from notifications import services as notifications
from notifications.models import InboxItem
from tests.support import people, trade
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


def home(person):
    answer = people.client_for(person).get("/api/v1/home")
    assert answer.status_code == 200, answer.content
    return answer.json()


def tell(person, kind, about):
    """Puts an item into the person's inbox, as an event of its own."""
    notices = [notifications.Notice(person_id=person.pk, params=about)]
    notifications.tell(kind=InboxItem.Kind(kind), event_id=uuid4(), notices=notices)


def tasks(person, kind=None):
    return [task for task in home(person)["tasks"] if kind in (None, task["kind"])]


def test_nobody_has_no_home():
    refused(people.client_for().get("/api/v1/home"), 401, "sign_in_needed")


def test_who_belongs_nowhere_has_an_empty_one():
    person = people.person()
    assert home(person) == {"tasks": [], "changes": [], "coming": [], "producers": [], "associations": 0}


def test_a_founder_is_asked_to_invite_and_then_waits():
    cast = people.forming_association()
    founder = cast.administrator.person
    (invite,) = tasks(founder, "invite_founders")
    assert (invite["have"], invite["need"], invite["units"]) == (1, 5, 4)
    assert invite["association"]["slug"] == cast.association.slug
    for _ in range(4):
        people.invited(cast)
    (wait,) = tasks(founder)
    assert (wait["kind"], wait["units"]) == ("wait_for_founders", 4)


def test_members_accept_new_statutes():
    cast = people.constituted_association()
    coops.publish_statutes(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        text="Otros.",
        adopted_on=timezone.localdate(),
    )
    (task,) = tasks(cast.members[1].person, "accept_statutes")
    assert task["statutes"]["version"] == 2
    assert [producer["id"] for producer in task["producers"]] == [str(cast.members[1].producer.pk)]
    assert tasks(cast.administrator.person, "accept_statutes") == []


def test_questions_come_first_and_only_to_who_proved_the_address():
    cast = people.constituted_association(members=2)
    person = people.person("Yolanda Rojas")
    address = people.prove(person)
    people.invited(cast, email=person.email)
    people.asked(cast.members[1], email=person.email)
    mandate, invitation = tasks(person)
    assert (mandate["kind"], mandate["name"], mandate["by"]) == (
        "answer_mandate",
        cast.members[1].producer.name,
        cast.members[1].person.name,
    )
    assert (invitation["kind"], invitation["association"]["name"]) == ("answer_invitation", cast.association.name)
    assert invitation["association"]["id"] is None
    address.verified = False
    address.save()
    assert tasks(person) == []


def test_lots_that_expire_and_lots_that_wait():
    pool = trade.pool()
    member = pool.members[1]
    today = timezone.localdate()
    soon = trade.lot(member, 7, best_before=today + timedelta(days=3))
    trade.lot(member, 5, best_before=today + timedelta(days=60))
    expiring, *rest = tasks(member.person)
    assert (expiring["kind"], expiring["units"], expiring["until"]) == ("lot_expiring", 7, str(soon.best_before))
    assert {task["kind"] for task in rest} == {"contribute_lot"}
    assert rest[0]["offer"]["id"] == str(pool.offer.pk)
    dates = [row["at"] for row in home(member.person)["coming"]]
    assert dates == sorted(dates)
    assert dates[0] == str(soon.best_before)


def test_nothing_of_others():
    pool = trade.pool()
    trade.lot(pool.members[1], 7, best_before=timezone.localdate() + timedelta(days=3))
    assert tasks(pool.members[2].person, "lot_expiring") == []
    assert home(people.person())["tasks"] == []


def test_the_board_puts_on_sale():
    cast = people.constituted_association()
    assert [task["kind"] for task in tasks(cast.administrator.person)] == ["first_offer"]
    draft = trade.offer(cast, opened=False)
    assert tasks(cast.administrator.person) == [] or tasks(cast.administrator.person)[0]["kind"] == "first_lot"
    trade.contribute(draft, cast.members[1], 9)
    (task,) = tasks(cast.administrator.person, "open_offer")
    assert (task["units"], task["offer"]["name"]) == (9, draft.name)
    assert tasks(cast.members[2].person, "open_offer") == []


def test_a_former_member_takes_home_what_was_held():
    pool = trade.pool()
    leaver = pool.members[1]
    coops.end_membership(
        actor=people.actor(leaver.person),
        association_id=pool.cast.association.pk,
        membership_id=leaver.membership.pk,
    )
    left = tasks(leaver.person, "withdraw_left")
    assert sum(task["units"] for task in left) == pool.contributions[1].units
    # The lot, which is in its producer's hands again, stays hers to see.
    catalog.withdraw(
        actor=people.actor(leaver.person),
        association_id=pool.cast.association.pk,
        contribution_id=pool.contributions[1].pk,
        units=None,
    )
    assert tasks(leaver.person, "withdraw_left") == []


def test_over_several_associations_and_producers():
    one, other = people.forming_association(), people.forming_association()
    person = one.administrator.person
    people.join(other, who=person)
    answer = home(person)
    assert answer["associations"] == 2
    assert len(answer["producers"]) == 2
    assert {task["association"]["slug"] for task in answer["tasks"]} == {one.association.slug, other.association.slug}


def test_what_changed_is_the_members_not_the_buyers():
    cast = people.constituted_association()
    person = cast.members[1].person
    about = {"association_id": str(cast.association.pk), "producer_id": str(cast.members[0].producer.pk)}
    for kind in ("member_joined", "order_paid"):
        tell(person, kind, about)
    (change,) = home(person)["changes"]
    assert (change["kind"], change["producer"]["name"]) == ("member_joined", cast.members[0].producer.name)
    tell(person, "member_joined", about)
    (change,) = home(person)["changes"]
    assert (change["count"], change["producer"]) == (2, None)


def test_the_answer_says_for_which_streams_it_is_valid():
    cast = people.constituted_association(members=2)
    said = people.client_for(cast.administrator.person).get("/api/v1/home").headers["Feed-Position"]
    streams = {part.split("=")[0] for part in said.split(", ")}
    assert streams == {
        f"user:{cast.administrator.person.pk}",
        f"association:{cast.association.pk}",
        f"producer:{cast.administrator.producer.pk}",
    }


@pytest.fixture
def crowded():
    """A person with three producers in four associations, of which one has a thousand members and two thousand offers."""
    casts = [people.constituted_association(members=2) for _ in range(4)]
    person = people.person()
    people.prove(person)
    for cast in casts[:3]:
        people.join(cast, who=person)
    other = people.constituted_association(members=2)
    people.invited(other, email=person.email)
    people.asked(other.members[0], email=person.email)
    coops.give_role(
        actor=people.actor(casts[0].administrator.person),
        association_id=casts[0].association.pk,
        person_id=person.pk,
        role="secretary",
    )
    big = casts[0]
    producers = Producer.objects.bulk_create(
        Producer(name=f"Majada {number}", initials="M", comuna="04305") for number in range(1000)
    )
    Membership.objects.bulk_create(
        Membership(association=big.association, producer=producer, number=number)
        for number, producer in enumerate(producers, start=100)
    )
    first = trade.offer(big)
    words = {field.attname: getattr(first, field.attname) for field in Offer._meta.concrete_fields}
    words.pop("id")
    Offer.objects.bulk_create(Offer(**words | {"slug": f"oferta-{number}"}) for number in range(2000))
    member = next(one for one in big.members if one.person == person)
    for days in range(5, 45):
        trade.lot(member, 3, best_before=timezone.localdate() + timedelta(days=days))
    trade.contribute(first, member, 2, of=Lot.objects.filter(producer=member.producer).first())
    gone = people.constituted_association(members=2)
    for number, cast in enumerate([*casts, gone]):
        for kind in ("member_joined", "contribution_added", "units_sold"):
            about = {
                "association_id": str(cast.association.pk),
                "producer_id": str(cast.administrator.producer.pk),
                "offer_id": str(first.pk),
                "units": number + 1,
            }
            tell(person, kind, about)
    return person


def test_twelve_statements_whatever_there_is(crowded):
    client = people.client_for(crowded)
    # Once in a while the session notes when it was seen last: not in this read.
    client.get("/api/v1/me")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/api/v1/home")
    assert answer.status_code == 200
    assert {task["kind"] for task in answer.json()["tasks"]} >= {"answer_mandate", "answer_invitation", "lot_expiring"}
    assert len(asked) <= 12, "\n".join(query["sql"][:150] for query in asked)
