"""What the demo's members are deciding: one vote that runs, one proposal under discussion, an assembly."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from config.demo.people import Cast
from coops import queries as coops
from decisions import services
from lib.clock import database_now

_ZONE: Final = ZoneInfo("America/Santiago")
_ASSOCIATION: Final = "siete-majadas"
_VOTED: Final = (("berta", "yes"), ("hernan", "no"), ("elsa", "yes"), ("mireya", "yes"))


def load(cast: Cast) -> None:
    """This will put two things to the members of the cooperative; rosa, nelson and others have not voted yet."""
    association_id = cast.associations[_ASSOCIATION]
    now = database_now()
    services.call_assembly(
        actor=cast.actor("ramon"),
        association_id=association_id,
        title="Asamblea de fin de temporada",
        place="Sede de la junta de vecinos, Hurtado",
        starts_at=_evening(now + timedelta(days=12), hour=18),
        agenda="1. Cuentas de la temporada\n2. Estanque de frío\n3. Varios",
    )
    tank = services.make_proposal(
        actor=cast.actor("berta"),
        association_id=association_id,
        kind="free_text",
        title="Comprar un estanque de frío entre todos",
        text="Mil litros, usado, en Ovalle. Cada quien pone según lo que entregó este año y lo usamos por turnos.",
        params={},
        opens_at=now,
        closes_at=_evening(now + timedelta(days=3)),
        second_closes_at=_evening(now + timedelta(days=6)),
    )
    services.make_proposal(
        actor=cast.actor("ramon"),
        association_id=association_id,
        kind="change_rule",
        title="Que cada socio pueda tener dos poderes",
        text="Varios viven lejos de la sede y no alcanzan a votar en la temporada de ordeña.",
        params={"rule": "decisions.proxies_per_holder", "value": 2},
        opens_at=_evening(now + timedelta(days=5)),
        closes_at=_evening(now + timedelta(days=12)),
    )
    services.open_due(100)
    for key, text in (
        ("hernan", "¿Y quién paga la luz?"),
        ("berta", "Se reparte por litros, como la leche. Lo anotamos en el mismo cuaderno."),
    ):
        services.comment(actor=cast.actor(key), association_id=association_id, proposal_id=tank.pk, text=text)
    for key, choice in _VOTED:
        membership = coops.active_member(association_id, cast.producers[key])
        assert membership is not None
        services.cast_vote(
            actor=cast.actor(key),
            association_id=association_id,
            proposal_id=tank.pk,
            membership_id=membership.pk,
            choice=[choice],
        )


def _evening(moment: datetime, *, hour: int = 21) -> datetime:
    return datetime.combine(moment.astimezone(_ZONE).date(), time(hour), _ZONE)
