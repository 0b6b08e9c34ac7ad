"""Certificates as members and the association's control see them.

Everybody of the association sees which certificates stand; what led to one (inspections, findings, papers), and what was
refused, is for the control and for who acts for the producer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from catalog.models import Cover, CoverGrant, Lot
from catalog.queries.at_stake import at_stake
from coops import queries as coops
from lib.access import can
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import NotFound
from origin import rules
from origin.models import Certificate, Evidence, OriginCode
from origin.permissions import CONTROL
from origin.queries.facts import facts_of, granted_units, most_by_balance, rules_of
from origin.queries.papers import papers
from origin.queries.readiness import hindered

_SHOWN = (Certificate.Status.ISSUED, Certificate.Status.SUSPENDED, Certificate.Status.REVOKED)
# As many lots as a screen of packing shows: the newest.
MOST_LOTS = 30
# What a `can` list of a certificate may hold, by its status.
_OPEN = ("origin_planInspection", "origin_recordInspection", "origin_correctFinding", "origin_addEvidence")
_ACTS = {
    Certificate.Status.APPLIED: ("origin_withdrawApplication", "origin_refuse", "origin_issue", *_OPEN),
    Certificate.Status.ISSUED: ("origin_suspend", "origin_revoke", "origin_grant", *_OPEN),
    Certificate.Status.SUSPENDED: ("origin_reinstate", "origin_revoke", *_OPEN),
}
# Of those, the ones for who acts for the producer, whatever her office.
_PRODUCERS = frozenset(
    {"origin_withdrawApplication", "origin_recordInspection", "origin_correctFinding", "origin_addEvidence"}
)


def sees_all(actor: Actor, association_id: UUID) -> bool:
    """This will say whether the actor sees all papers: the control, and a steward whom the door let in to read."""
    if actor.person_id is None or actor.helped_by is not None:
        return False
    roles = coops.roles_in_association(actor.person_id, association_id)
    return not roles or bool(roles & CONTROL)


def certificates(actor: Actor, association_id: UUID, *, status: str = "", lot_id: UUID | None = None) -> QuerySet[Any]:
    """This will return the association's certificates that the actor may see, newest first by their ids."""
    found = Certificate.objects.filter(association_id=association_id).select_related("seal", "producer", "product")
    if not sees_all(actor, association_id):
        own = coops.producers_of(actor.person_id) if actor.person_id else []
        found = found.filter(Q(status__in=_SHOWN) | Q(producer_id__in=own))
    if status:
        found = found.filter(status=status)
    if lot_id is not None:
        granted = CoverGrant.objects.filter(cover_id=OuterRef("pk"), lot_id=lot_id)
        found = found.filter(Exists(granted))
    return found


def described_certificates(rows: Iterable[Certificate]) -> list[dict[str, Any]]:
    """This will return what a list shows of these certificates."""
    found = list(rows)
    granted = dict(Cover.objects.filter(pk__in=[one.pk for one in found]).values_list("pk", "granted"))
    now = database_now()
    return [
        {
            "certificate": one,
            "granted": granted.get(one.pk, 0),
            "ended": one.valid_until is not None and one.valid_until <= now,
        }
        for one in found
    ]


def certificate(actor: Actor, association_id: UUID, certificate_id: UUID) -> dict[str, Any]:
    """This will return a certificate with all that led to it, for the control and for who acts for the producer.

    :raises NotFound: for everybody else, and if there is none.
    """
    found = (
        Certificate.objects.filter(pk=certificate_id, association_id=association_id)
        .select_related("seal", "producer", "product")
        .first()
    )
    if found is None:
        raise NotFound
    own = coops.acts_for(actor, found.producer_id)
    everything = sees_all(actor, association_id)
    if not own and not everything:
        raise NotFound
    row = described_certificates([found])[0]
    waits = found.status == Certificate.Status.APPLIED
    return (
        row
        | papers(found)
        | {
            "lots": _lots(found),
            "hindered": hindered(found, today=timezone.localdate(database_now())) if waits else [],
            "at_stake": at_stake(found.pk),
            "can": _can(actor, found, own=own, has_cap=found.cap is not None),
        }
    )


def evidence(actor: Actor, association_id: UUID, certificate_id: UUID, evidence_id: UUID) -> Evidence:
    """This will return a file of a certificate's papers, with its bytes.

    :raises NotFound: if there is none, or it isn't for the actor.
    """
    found = (
        Evidence.objects.select_related("certificate")
        .filter(pk=evidence_id, certificate_id=certificate_id, certificate__association_id=association_id)
        .first()
    )
    if found is None:
        raise NotFound
    if not coops.acts_for(actor, found.certificate.producer_id) and not sees_all(actor, association_id):
        raise NotFound
    return found


def _lots(found: Certificate) -> list[dict[str, Any]]:
    """The product's lots, newest first: how much of each is under this seal, how much may be, and what stands against it."""
    if found.status not in (Certificate.Status.ISSUED, Certificate.Status.SUSPENDED, Certificate.Status.REVOKED):
        return []
    rows = Lot.objects.filter(product_id=found.product_id, producer_id=found.producer_id)
    lots = list(rows.select_related("product", "producer").order_by("-made_on", "-pk")[:MOST_LOTS])
    asked = rules_of(found.seal)
    here = dict(CoverGrant.objects.filter(cover_id=found.pk).values_list("lot_id", "units"))
    codes = dict(OriginCode.objects.filter(lot__in=lots).values_list("lot_id", "code"))
    granted = granted_units(found.seal, [lot.pk for lot in lots])
    said = []
    for lot in lots:
        facts = facts_of(lot)
        of_seal = granted.get(lot.pk, 0)
        most = most_by_balance(found.seal, lot)
        left = max(0, lot.units - of_seal)
        said.append(
            {
                "lot": lot,
                "granted": here.get(lot.pk, 0),
                "left": left if most is None else max(0, min(left, most - of_seal)),
                "breaches": rules.check(asked, facts),
                "derived_class": rules.derived_class(asked, facts.degrees),
                "origin_code": codes.get(lot.pk, ""),
            }
        )
    return said


def _can(actor: Actor, found: Certificate, *, own: bool, has_cap: bool) -> list[str]:
    if actor.person_id is None:
        return []
    acts = _ACTS.get(Certificate.Status(found.status), ())
    roles = coops.roles_in_association(actor.person_id, found.association_id)
    control = bool(roles & CONTROL)
    opened = []
    for name in can(roles, *acts):
        if name == "origin_grant":
            allowed = control or (own and has_cap)
        elif name == "origin_withdrawApplication":
            allowed = own
        elif name in _PRODUCERS:
            allowed = own or control
        elif name in ("origin_refuse", "origin_issue", "origin_reinstate"):
            # Her own is for somebody else, but for her own word alone.
            allowed = not own or name != "origin_refuse"
        else:
            allowed = control
        if allowed:
            opened.append(name)
    return opened
