"""What its reader may do with a certificate as it stands: what is offered is what the services let pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from lib.access import can
from lib.actor import Actor
from origin.models import Certificate, Finding, Inspection
from origin.permissions import CONTROL
from origin.queries.readiness import held_back

_OPEN: Final = ("origin_planInspection", "origin_recordInspection", "origin_correctFinding", "origin_addEvidence")
_BY_STATUS: Final = {
    Certificate.Status.APPLIED: ("origin_withdrawApplication", "origin_refuse", "origin_issue", *_OPEN),
    Certificate.Status.ISSUED: ("origin_suspend", "origin_revoke", "origin_grant", *_OPEN),
    Certificate.Status.SUSPENDED: ("origin_reinstate", "origin_revoke", *_OPEN),
}
# For who acts for the producer too, whatever her office.
_PRODUCERS: Final = frozenset({"origin_recordInspection", "origin_correctFinding", "origin_addEvidence"})


def is_own(actor: Actor, certificate: Certificate, *, acts_for: bool) -> bool:
    """This will say whether the certificate is the actor's own: she applied for it, or acts for its producer."""
    return acts_for or actor.person_id == certificate.applied_by_id


def acts(
    found: Any, roles: frozenset[str], inspections: Iterable[Inspection], *, acts_for: bool, own: bool
) -> list[str]:
    """This will return the operations on a certificate that are open to a person with these roles.

    `found` says beside its fields whether it has `ended`; the inspections come with their findings. `acts_for`: she acts
    for its producer; `own`: it is hers, so that she decides nothing about it.
    """
    control = bool(roles & CONTROL)
    held = bool(held_back(inspections))
    opened = []
    for name in can(roles, *_BY_STATUS.get(Certificate.Status(found.status), ())):
        if name == "origin_grant":
            packs = not found.ended and not held and found.seal.in_force
            allowed = packs and (found.cap is not None if acts_for else control)
        elif name == "origin_withdrawApplication":
            allowed = acts_for
        elif name in _PRODUCERS:
            allowed = acts_for or control
        elif name == "origin_refuse":
            allowed = control and not own
        elif name == "origin_suspend":
            # Goods would wait for what is over already.
            allowed = control and not found.ended
        elif name == "origin_reinstate":
            allowed = control and not own and not held
        else:
            # Her own too, where it says that the word is hers alone.
            allowed = control
        if allowed:
            opened.append(name)
    return opened


def may_record(one: Inspection, opened: Iterable[str], *, own: bool) -> bool:
    """This will say whether the reader may write down what came of an inspection; `own`: the certificate is hers."""
    # One's own control is written down by the producer too; the others never by whom they are about.
    hers = own and one.kind != Inspection.Kind.SELF_CONTROL
    return not one.outcome and not hers and "origin_recordInspection" in opened


def may_correct(finding: Finding, opened: Iterable[str], *, own: bool) -> bool:
    """This will say whether the reader may write down how something was put right; `own`: the certificate is hers."""
    hers = own and finding.severity == Finding.Severity.CRITICAL
    return finding.corrected_at is None and not hers and "origin_correctFinding" in opened
