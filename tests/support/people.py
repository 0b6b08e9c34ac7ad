"""A cast for tests: people, producers, an association with its members, and a client for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from rest_framework.test import APIClient

from accounts.models import Person
from accounts.services import create_person
from coops import services
from coops.models import Association, MandateOffer, Membership, Producer, Statutes
from coops.queries import current_statutes
from lib.actor import Actor

PASSWORD = "una-clave-larga-2026"
COMUNA = "04305"
STATUTES = "Cada socio tiene un voto."

_NAMES = ("Elsa Rivera", "Yolanda Rojas", "Ramón Tapia", "Hilda Cortés", "Segundo Araya", "Mirta Pizarro")
_numbers = count(1)


class Api(APIClient):
    """Speaks JSON unless told otherwise."""

    default_format = "json"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an association and the person who owns it."""

    person: Person
    producer: Producer
    membership: Membership


@dataclass(frozen=True, slots=True)
class Cast:
    """An association with its members in the order in which they joined; the first administers it."""

    association: Association
    statutes: Statutes
    members: list[Member]

    @property
    def administrator(self) -> Member:
        return self.members[0]


def person(name: str | None = None, *, email: str | None = None, **fields: Any) -> Person:
    """This will make a person who can sign in with PASSWORD."""
    number = next(_numbers)
    return create_person(
        email=email or f"persona{number}@example.cl",
        name=name or _NAMES[number % len(_NAMES)],
        password=PASSWORD,
        **fields,
    )


def actor(someone: Person) -> Actor:
    """This will return the actor of a person at the web."""
    return Actor(person_id=someone.pk)


def producer(owner: Person | None = None, *, name: str | None = None, comuna: str = COMUNA, **fields: Any) -> Producer:
    """This will make a producer owned by `owner`, or by a new person."""
    number = next(_numbers)
    return services.create_producer(
        actor=actor(owner or person()), name=name or f"Quesos de prueba {number}", comuna=comuna, **fields
    )


def forming_association(*, founder: Person | None = None, kind: str = "cooperative", **fields: Any) -> Cast:
    """This will make an association with its first founder only."""
    who = founder or person()
    first = producer(who)
    association = services.found_association(
        actor=actor(who),
        producer_id=first.pk,
        name=fields.pop("name", f"Queseros de prueba {next(_numbers)}"),
        kind=kind,
        purpose=fields.pop("purpose", "Vender queso de cabra."),
        comuna=fields.pop("comuna", COMUNA),
        statutes_text=fields.pop("statutes_text", STATUTES),
    )
    membership = Membership.objects.get(association=association, producer=first)
    return Cast(association, current_statutes(association.pk), [Member(who, first, membership)])


def invited(cast: Cast, *, email: str | None = None) -> str:
    """This will return the token of a new invitation by the administrator."""
    made = services.invite(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        email=email or f"invitada{next(_numbers)}@example.cl",
    )
    return made.link.rsplit("/", 1)[1]


def prove(someone: Person) -> EmailAddress:
    """This will have the person prove that her address is hers."""
    address = EmailAddress.objects.get(user=someone)
    address.verified = True
    address.save(update_fields=["verified"])
    return address


def asked(owner: Member, *, email: str | None = None, kind: str = "agent") -> MandateOffer:
    """This will ask the address to act for the owner's producer."""
    return services.offer_mandate(
        actor=actor(owner.person),
        producer_id=owner.producer.pk,
        email=email or f"vecino{next(_numbers)}@example.cl",
        kind=kind,
    )


def join(cast: Cast, *, who: Person | None = None) -> Member:
    """This will let one more member in, and add it to the cast."""
    newcomer = who or person()
    joining = producer(newcomer)
    membership = services.accept_invitation(
        actor=actor(newcomer), token=invited(cast), producer_id=joining.pk, statutes_id=cast.statutes.pk
    )
    member = Member(newcomer, joining, membership)
    cast.members.append(member)
    cast.association.refresh_from_db()
    return member


def constituted_association(members: int = 5, **fields: Any) -> Cast:
    """This will make an association with so many members; below five it is a group of producers, not a cooperative."""
    fields.setdefault("kind", "cooperative" if members >= 5 else "producers_group")
    cast = forming_association(**fields)
    for _ in range(members - 1):
        join(cast)
    assert cast.association.status == Association.Status.CONSTITUTED, "an association needs two members to be one"
    return cast


def signed_in_elsewhere(someone: Person, user_agent: str = "Mozilla/5.0 (Linux; Android 14) Chrome/120") -> UserSession:
    """This will make a session of the person on another device."""
    store = SessionStore()
    store.update({SESSION_KEY: str(someone.pk), HASH_SESSION_KEY: someone.get_session_auth_hash()})
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.create()
    return UserSession.objects.create(user=someone, ip="0.0.0.0", session_key=store.session_key, user_agent=user_agent)


def client_for(someone: Person | None = None, **options: Any) -> Api:
    """This will return a client signed in as the person, or a guest's."""
    client = Api(**options)
    if someone is not None:
        client.force_login(someone)
    return client
