"""The demo's names and their proof: an own certificate for matured cheese, pisco by law, one application that waits.

Nothing of the region is in INAPI's register, and nothing here says so. Everything is done by the commands that people use.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from catalog import services as catalog
from catalog.models import Contribution
from config.demo.people import Cast
from origin import services
from origin.models import Certificate, Inspection, Seal

_CHEESE: Final = "Queso de cabra maduro"
_HERBS: Final = "Queso maduro con orégano de la quebrada"
_PISCOS: Final = ("Pisco Luna Quieta reservado", "Pisco Luna Quieta especial")
_YEAR: Final = timedelta(days=365)

_OWN = services.SealText(
    name_es="Queso maduro de majada, Siete Majadas",
    name_en="Matured farm cheese, Siete Majadas",
    about_es="Certificado propio de la cooperativa: dice que el queso es de leche de cabra del rebaño de la casa, hecho y "
    "madurado en la provincia del Limarí. No es un sello del Estado.",
    about_en="The cooperative's own certificate: it says that the cheese is of milk of the house's own goats, made and "
    "matured in the province of Limarí. It is no seal of the State.",
    rules_es="Leche del propio rebaño, treinta días de maduración al menos, y una visita al año de otra socia o socio.",
    rules_en="Milk of the own herd, thirty days of ripening at least, and a visit a year by another member.",
    zone=("043",),
    requirements=[
        {"rule": "category", "allowed": ["cheese"]},
        {"rule": "zone"},
        {"rule": "made_in_zone"},
        {"rule": "fact", "fact": "milk", "allowed": ["cabra"]},
        {"rule": "fact_holds", "fact": "own_herd"},
        {"rule": "rested_days", "least": 30},
    ],
)


def load(cast: Cast, offers: dict[str, UUID], *, today: date) -> None:
    """This will certify the cooperative's matured cheese and the distillery's pisco, every lot in full."""
    national = {seal.slug: seal for seal in services.load_seals()}
    coop, distillery = cast.associations["siete-majadas"], cast.associations["luna-quieta"]
    own = services.create_seal(actor=cast.actor("rosa"), association_id=coop, text=_OWN)
    for producer, rows in _by_producer(offers[_CHEESE]).items():
        certificate = _applied(cast, coop, _key(cast, producer), own, rows)
        _looked_at(cast, certificate, by="ramon", today=today)
        _issue(cast, certificate, rows, by="ramon", today=today, cap=400)
    for name in _PISCOS:
        for producer, rows in _by_producer(offers[name]).items():
            key = _key(cast, producer)
            certificate = _applied(cast, distillery, key, national["pisco"], rows)
            # Nobody assesses her own for the association: of her own, it says that the word is hers alone.
            alone = key == "amanda"
            _looked_at(cast, certificate, by="amanda", today=today, alone=alone)
            _issue(cast, certificate, rows, by="amanda", today=today, cap=120, alone=alone)
    _require(cast, coop, offers[_CHEESE], own, by="rosa")
    for name in _PISCOS:
        _require(cast, distillery, offers[name], national["pisco"], by="amanda")
    _waiting(cast, coop, own, _by_producer(offers[_HERBS])[cast.producers["berta"]], today=today)


def _by_producer(offer_id: UUID) -> dict[UUID, list[Contribution]]:
    found: dict[UUID, list[Contribution]] = {}
    for row in Contribution.objects.filter(offer_id=offer_id).select_related("lot").order_by("contributed_at"):
        found.setdefault(row.producer_id, []).append(row)
    return found


def _key(cast: Cast, producer_id: UUID) -> str:
    return next(key for key, found in cast.producers.items() if found == producer_id)


def _applied(cast: Cast, association_id: UUID, key: str, seal: Seal, rows: list[Contribution]) -> Certificate:
    product_id = rows[0].lot.product_id
    assert product_id is not None
    return services.apply(actor=cast.actor(key), association_id=association_id, product_id=product_id, seal_id=seal.pk)


def _looked_at(cast: Cast, certificate: Certificate, *, by: str, today: date, alone: bool = False) -> None:
    kind = Inspection.Kind.SELF_CONTROL if alone else Inspection.Kind.INTERNAL_CONTROL
    here: dict[str, Any] = {"association_id": certificate.association_id, "certificate_id": certificate.pk}
    planned = services.plan_inspection(actor=cast.actor(by), **here, kind=kind, planned_for=today)
    services.record_inspection(
        actor=cast.actor(by), **here, inspection_id=planned.pk, done_on=today, outcome=Inspection.Outcome.PASSED
    )


def _issue(
    cast: Cast, certificate: Certificate, rows: list[Contribution], *, by: str, today: date, cap: int,
    alone: bool = False,
) -> None:  # fmt: skip
    here: dict[str, Any] = {"association_id": certificate.association_id, "certificate_id": certificate.pk}
    assessor = Certificate.Assessor.SELF if alone else Certificate.Assessor.ASSOCIATION
    services.issue(actor=cast.actor(by), **here, assessor=assessor, last_day=today + _YEAR, cap=cap)
    for row in rows:
        services.grant(actor=cast.actor(by), **here, lot_id=row.lot_id, units=row.lot.units)


def _require(cast: Cast, association_id: UUID, offer_id: UUID, seal: Seal, *, by: str) -> None:
    catalog.require_seals(actor=cast.actor(by), association_id=association_id, offer_id=offer_id, seal_ids=[seal.pk])


def _waiting(cast: Cast, association_id: UUID, seal: Seal, rows: list[Contribution], *, today: date) -> None:
    """One that isn't issued yet: looked at once, something is to be put right, and somebody comes again."""
    certificate = _applied(cast, association_id, "berta", seal, rows)
    here: dict[str, Any] = {"association_id": association_id, "certificate_id": certificate.pk}
    control = cast.actor("ramon")
    first = services.plan_inspection(actor=control, **here, kind=Inspection.Kind.INTERNAL_CONTROL, planned_for=today)
    services.record_inspection(
        actor=control,
        **here,
        inspection_id=first.pk,
        done_on=today,
        outcome=Inspection.Outcome.FINDINGS,
        report="La cava está bien. El orégano se seca al aire, sin tapar.",
        findings=[
            services.Found(
                severity="major",
                text="Secar el orégano tapado, lejos de los animales.",
                due_on=today + timedelta(days=20),
            ),
            services.Found(severity="minor", text="Anotar la fecha de salado en cada queso."),
        ],
    )
    services.plan_inspection(
        actor=control, **here, kind=Inspection.Kind.INTERNAL_CONTROL, planned_for=today + timedelta(days=21)
    )
