"""Makes the demo's people, producers and associations, by the commands that people use."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.hashers import make_password

from accounts.services import create_person
from config.demo import tables
from coops import queries as coops
from coops import services
from coops.models import Role
from lib.actor import Actor

PASSWORD = "siete-majadas-2026"  # noqa: S105  printed at the start of a demo, and refused anywhere but on loopback

STATUTES = """Estatutos de {name}

Artículo 1. {purpose}

Artículo 2. Cada productora y cada productor que entra tiene un voto, aporte lo que aporte.

Artículo 3. Lo que se vende del acopio se reparte a prorrata de lo que puso cada uno. La cuenta no vuelve a cero: lo que
a alguien le falta de una venta se le da en la siguiente.

Artículo 4. Cada socia puede retirar lo que no está vendido ni apartado, y puede irse cuando quiera.

Artículo 5. Estos estatutos se cambian por acuerdo de las socias y los socios.
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who was made: ids by the keys of the tables."""

    password_hash: str
    people: dict[str, UUID] = field(default_factory=dict)
    producers: dict[str, UUID] = field(default_factory=dict)
    associations: dict[str, UUID] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """This will return the person acting for her producer, if she has one."""
        return Actor(person_id=self.people[key], producer_id=self.producers.get(key), via="command")


def load() -> Cast:
    """This will make everybody: each signs in with the demo's password."""
    cast = Cast(make_password(PASSWORD))
    for key, name in [*tables.buyers(), tables.steward()]:
        _person(cast, key, name, is_steward=key == tables.steward()[0])
    for association in tables.associations():
        for member in association.members:
            _member(cast, association, member)
        _associate(cast, association)
    return cast


def _person(cast: Cast, key: str, name: str, *, is_steward: bool = False) -> None:
    person = create_person(
        email=tables.email_of(key), name=name, password=None, password_hash=cast.password_hash, is_steward=is_steward
    )
    cast.people[key] = person.pk


def _member(cast: Cast, association: tables.Association, member: tables.Member) -> None:
    _person(cast, member.key, member.person)
    producer = services.create_producer(
        actor=cast.actor(member.key),
        name=member.producer or member.person,
        comuna=association.comuna,
        locality=member.locality,
        story=member.story,
        shows_name=member.shows_name,
    )
    cast.producers[member.key] = producer.pk


def _associate(cast: Cast, association: tables.Association) -> None:
    founder, *others = association.members
    founded = services.found_association(
        actor=cast.actor(founder.key),
        producer_id=cast.producers[founder.key],
        name=association.name,
        kind=association.kind,
        purpose=association.purpose,
        comuna=association.comuna,
        statutes_text=STATUTES.format(name=association.name, purpose=association.purpose),
    )
    cast.associations[association.key] = founded.pk
    statutes = coops.current_statutes(founded.pk)
    for member in others:
        invited = services.invite(actor=cast.actor(founder.key), association_id=founded.pk, email=member.email)
        services.accept_invitation(
            actor=cast.actor(member.key),
            token=invited.link.rsplit("/", 1)[1],
            producer_id=cast.producers[member.key],
            statutes_id=statutes.pk,
        )
        if member.role:
            services.give_role(
                actor=cast.actor(founder.key),
                association_id=founded.pk,
                person_id=cast.people[member.key],
                role=Role.Name(member.role),
            )
    if association.admission != "invitation":
        services.set_admission(
            actor=cast.actor(founder.key),
            association_id=founded.pk,
            admission=association.admission,
            questions=[{"text": text, "required": True} for text in association.questions],
        )
