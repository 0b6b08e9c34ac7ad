"""Notices in words, for mails and lock screens. No other person is named there: both may be read by somebody else.

The web app has words of its own, for it shows more and to her alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog import queries as catalog
from coops import queries as coops
from notifications.kinds import Kind
from orders import queries as orders


@dataclass(frozen=True, slots=True)
class Line:
    """Items of one kind about one thing: `params` are the newest one's, `units` the sum."""

    kind: str
    count: int
    units: int
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and where it can be seen."""

    text: str
    link: str


class Names:
    """Today's names of what lines speak of, looked up once for all of them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        params = [line.params for line in lines]
        self._associations = coops.association_cards(_ids(params, "association_id"))
        self._offers = catalog.offer_cards(_ids(params, "offer_id"))
        self._orders = orders.group_numbers(_ids(params, "order_group_id"))

    def said(self, line: Line) -> Said:
        """This will return the line in the language that is active."""
        association = self._associations.get(_id(line.params, "association_id"))
        offer = self._offers.get(_id(line.params, "offer_id"))
        order_id = _id(line.params, "order_group_id")
        gaps = {
            "count": line.count,
            "association": association.name if association else _("an association"),
            "offer": offer["name"] if offer else "",
            "units": _units(offer, line.units),
            "order": self._orders.get(order_id, ""),
            "amount": f"${line.params.get('amount_clp') or 0:,}".replace(",", "."),
            "role": _role(str(line.params.get("role", ""))),
        }
        home = f"/a/{association.slug}" if association else None
        pool = f"{home}/acopio/{offer['id']}" if home and offer else home
        order = f"/pedido/{order_id}" if order_id in self._orders else None
        text, place = (_WORDS[Kind(line.kind)] if line.kind in Kind.values else _other)(line, gaps)
        places = (
            {
                "home": home,
                "members": home and f"{home}/socios",
                "pool": pool,
                "order": order,
                "orders": home and f"{home}/pedidos",
            }
            | _decided(home)
            | _applied(home, line)
            | _certified(home, line)
            | _helping(line)
        )
        path = places.get(place)
        return Said(text, f"{settings.PUBLIC_ORIGIN}{path or '/avisos'}")


def _applied(home: str | None, line: Line) -> dict[str, str | None]:
    application_id = line.params.get("application_id")
    return {
        "applications": home and f"{home}/solicitudes",
        "application": f"/solicitudes/{application_id}" if application_id else None,
    }


def _certified(home: str | None, line: Line) -> dict[str, str | None]:
    certificate_id = line.params.get("certificate_id")
    return {"certificate": home and certificate_id and f"{home}/origen/{certificate_id}"}


def _helping(line: Line) -> dict[str, str | None]:
    return {"helping": "/ayudo", "helped": f"/productor/{line.params.get('producer_id')}/ayuda"}


def _decided(home: str | None) -> dict[str, str | None]:
    return {
        "decisions": home and f"{home}/decisiones",
        "statutes": home and f"{home}/estatutos",
        "assemblies": home and f"{home}/decisiones/asambleas",
    }


def _sold(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    text = ngettext(
        "You sold %(units)s of «%(offer)s»", "You sold %(units)s of «%(offer)s» in %(count)s sales", line.count
    )
    return text % gaps, "pool"


def _added(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    text = ngettext(
        "%(units)s were added to «%(offer)s»", "%(units)s were added to «%(offer)s», %(count)s times", line.count
    )
    return text % gaps, "pool"


def _joined(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    text = ngettext("A producer joined %(association)s", "%(count)s producers joined %(association)s", line.count)
    return text % gaps, "members"


def _ended(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    if line.params.get("reason") == "excluded":
        return _("Your producer was excluded from %(association)s") % gaps, "inbox"
    return _("Your producer is no longer part of %(association)s") % gaps, "inbox"


def _answered(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    if line.params.get("reason") == "accepted":
        return _("Your producer is a member of %(association)s now") % gaps, "home"
    return _("%(association)s said no to your application; the reason stands there") % gaps, "application"


def _changed(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    if line.params.get("reason") == "cancelled":
        return _("An assembly of %(association)s was cancelled") % gaps, "assemblies"
    return _("An assembly of %(association)s has another date or place") % gaps, "assemblies"


def _stopped(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    if line.params.get("reason") in {"revoked", "ended"}:
        return _("Part of order %(order)s can't be delivered: your money goes back") % gaps, "order"
    return _("Part of order %(order)s has to wait for its certificate") % gaps, "order"


def _corrected(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    if line.params.get("reason") == "sent":
        return _("Your order %(order)s hasn't been sent yet: it was marked by mistake") % gaps, "order"
    return _("Your order %(order)s isn't ready yet: it was marked by mistake") % gaps, "order"


def _other(line: Line, gaps: dict[str, Any]) -> tuple[str, str]:
    return _("There is news at Minga"), "inbox"


_WORDS = {
    Kind.HELPED_ACT: lambda _l, gaps: (_("Your helper did something for you: see what it was"), "helped"),
    Kind.HELP_ASKED: lambda _l, gaps: (_("%(association)s names you as a member's helper") % gaps, "helping"),
    Kind.HELPER_NAMED: lambda _l, gaps: (
        _("%(association)s wrote down that somebody may act for you; you can end it") % gaps,
        "helped",
    ),
    Kind.HELP_ENDS: lambda _l, gaps: (
        _("A consent by which you help in %(association)s runs out soon: ask for a new one in time") % gaps,
        "helping",
    ),
    Kind.HELPER_ENDS: lambda _l, gaps: (
        _("The consent by which somebody acts for you in %(association)s runs out soon") % gaps,
        "helped",
    ),
    Kind.UNITS_SOLD: _sold,
    Kind.CONTRIBUTION_ADDED: _added,
    Kind.MEMBER_JOINED: _joined,
    Kind.MEMBERSHIP_ENDED: _ended,
    Kind.ASSOCIATION_CONSTITUTED: lambda _l, gaps: (_("%(association)s is constituted and may sell") % gaps, "home"),
    Kind.MEMBERSHIP_SUSPENDED: lambda _l, gaps: (
        _("Your producer is suspended in %(association)s; the reason stands there") % gaps,
        "members",
    ),
    Kind.MEMBERSHIP_REINSTATED: lambda _l, gaps: (
        _("Your producer takes part in %(association)s again") % gaps,
        "home",
    ),
    Kind.ASSOCIATION_SUSPENDED: lambda _l, gaps: (
        _("%(association)s is suspended and sells nothing for now; the reason stands there") % gaps,
        "members",
    ),
    Kind.ASSOCIATION_REINSTATED: lambda _l, gaps: (
        _("%(association)s is no longer suspended: its board can put offers on sale again") % gaps,
        "home",
    ),
    Kind.INVITATION_RECEIVED: lambda _l, gaps: (_("You were invited to %(association)s") % gaps, "inbox"),
    Kind.ROLE_GIVEN: lambda _l, gaps: (_("You have a new office in %(association)s: %(role)s") % gaps, "members"),
    Kind.STEWARD_READING: lambda _l, gaps: (
        _("A steward of Minga may read %(association)s for a while; the reason stands there") % gaps,
        "home",
    ),
    Kind.APPLICATION_MADE: lambda _l, gaps: (
        _("A producer asks to join %(association)s: the application waits") % gaps,
        "applications",
    ),
    Kind.APPLICATION_ANSWERED: _answered,
    Kind.VOTE_OPENED: lambda _l, gaps: (_("%(association)s is voting: your vote is missing") % gaps, "decisions"),
    Kind.VOTE_DECIDED: lambda _l, gaps: (_("%(association)s has decided by vote") % gaps, "decisions"),
    Kind.ASSEMBLY_CALLED: lambda _l, gaps: (_("%(association)s calls its members to an assembly") % gaps, "assemblies"),
    Kind.ASSEMBLY_CHANGED: _changed,
    Kind.CERTIFICATE_APPLIED: lambda _l, gaps: (
        _("A member of %(association)s asks for a certificate") % gaps,
        "certificate",
    ),
    Kind.CERTIFICATE_CHANGED: lambda line, gaps: (_certificate(line) % gaps, "certificate"),
    Kind.CERTIFICATE_ENDS: lambda _l, gaps: (
        _("A certificate of %(association)s ends soon: renew it in time") % gaps,
        "certificate",
    ),
    Kind.STATUTES_REVIEW: lambda _l, gaps: (
        _("The day has come to review the statutes of %(association)s") % gaps,
        "statutes",
    ),
    Kind.ORDER_PAID: lambda _l, gaps: (_("Your order %(order)s is paid: %(amount)s") % gaps, "order"),
    Kind.ORDER_READY: lambda _l, gaps: (_("%(association)s has your order %(order)s ready") % gaps, "order"),
    Kind.ORDER_SENT: lambda _l, gaps: (_("%(association)s has sent your order %(order)s") % gaps, "order"),
    Kind.ORDER_STOPPED: _stopped,
    Kind.ORDER_CORRECTED: _corrected,
    Kind.ORDER_RETURNED: lambda _l, gaps: (_("%(association)s got back part of order %(order)s") % gaps, "order"),
    Kind.GOODS_STOPPED: lambda _l, gaps: (
        _("Orders of %(association)s can't be delivered: a certificate doesn't hold") % gaps,
        "orders",
    ),
    Kind.ORDER_EXPIRED: lambda _l, gaps: (_("Your order %(order)s wasn't paid in time") % gaps, "order"),
    Kind.ORDER_REFUNDED: lambda _l, gaps: (_("%(amount)s of order %(order)s went back to you") % gaps, "order"),
}


def _certificate(line: Line) -> str:
    return {
        "issued": _("Your certificate of %(association)s is issued"),
        "refused": _("%(association)s refused your certificate; the reason stands there"),
        "suspended": _("%(association)s suspended your certificate; the reason stands there"),
        "reinstated": _("Your certificate of %(association)s holds again"),
        "revoked": _("%(association)s revoked your certificate; the reason stands there"),
    }.get(str(line.params.get("reason")), _("There is news of your certificate of %(association)s"))


def _role(role: str) -> str:
    words = {
        "administrator": _("administration"),
        "president": _("presidency"),
        "secretary": _("secretary's office"),
        "treasurer": _("treasury"),
        "oversight": _("oversight of the accounts"),
    }
    return words.get(role, role)


def _units(offer: Mapping[str, Any] | None, units: int) -> str:
    count = f"{units:,}".replace(",", ".") if get_language() == "es" else f"{units:,}"
    if offer is None:
        return ngettext("%(count)s unit", "%(count)s units", units) % {"count": count}
    language = "en" if get_language() == "en" else "es"
    return f"{count} {offer[f'unit_{language}' if units == 1 else f'units_{language}']}"


def _ids(params: Iterable[Mapping[str, Any]], name: str) -> set[UUID]:
    return {UUID(str(one[name])) for one in params if one.get(name)}


def _id(params: Mapping[str, Any], name: str) -> UUID:
    return UUID(str(params.get(name) or "00000000-0000-0000-0000-000000000000"))
