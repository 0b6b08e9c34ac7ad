"""The words of the letters to a buyer, in the language of the order, each with the order's link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.services import send_letter
from coops import queries as coops
from orders.links import address_of
from orders.models import Order, OrderGroup, OrderLine, Return

Kind = Literal["placed", "paid", "refunded"]
Stop = Literal["suspended", "revoked", "ended", "released"]


def write_to_buyer(group: OrderGroup, kind: Kind) -> None:
    """This will queue the letter in the caller's transaction."""
    with translation.override(group.locale):
        subject, text = _WORDS[kind](group)
        send_letter(recipient=group.contact_email, subject=subject, text=text)


def write_of_handover(order: Order, *, note: str) -> None:
    """This will queue the letter that says that an order can be fetched, or is on its way."""
    group = order.group
    with translation.override(group.locale):
        details = {
            "buyer": group.contact_name, "number": group.number, "link": address_of(group.pk), "note": note,
            "lines": _lines(OrderLine.objects.filter(order=order).order_by("pk")),
            "association": coops.association_cards([order.association_id])[order.association_id].name,
        }  # fmt: skip
        subject, first = _HANDOVERS[Order.Handover(order.handover)]()
        blocks = [_("Hello %(buyer)s:"), first, "%(lines)s", "%(note)s" if note else "", _("Follow your order here:")]
        text = "\n\n".join(block for block in [*blocks, "%(link)s"] if block)
        send_letter(recipient=group.contact_email, subject=subject % details, text=text % details)


def write_of_undone_step(order: Order, step: str) -> None:
    """This will queue the letter that says that an order can't be fetched yet after all, or hasn't been sent."""
    group = order.group
    with translation.override(group.locale):
        details = {
            "buyer": group.contact_name, "number": group.number, "link": address_of(group.pk),
            "association": coops.association_cards([order.association_id])[order.association_id].name,
        }  # fmt: skip
        subject, said = _UNDONE[Order.Handover(step)]()
        text = "\n\n".join([_("Hello %(buyer)s:"), said, _("Follow your order here:"), "%(link)s"])
        send_letter(recipient=group.contact_email, subject=subject % details, text=text % details)


def write_of_return(noted: Return, *, group: OrderGroup) -> None:
    """This will queue the letter that says what the association got back from the buyer, and what she gets for it."""
    with translation.override(group.locale):
        line, seller = noted.line, noted.line.association_id
        details = {
            "buyer": group.contact_name, "number": group.number, "link": address_of(group.pk),
            "association": coops.association_cards([seller])[seller].name,
            "what": f"{noted.good + noted.lost} × {line.name}", "amount": _pesos(noted.amount_clp),
        }  # fmt: skip
        money = _(
            "We are returning %(amount)s to the same card; your bank may take a few days to show it."
        ) if noted.amount_clp else _("No money goes back for it: if you agreed on something else, write to them.")  # fmt: skip
        subject = _("%(association)s got back part of your order %(number)s")
        blocks = [
            _("Hello %(buyer)s:"), _("%(association)s noted that this came back from you:"), "%(what)s", money,
            _("Follow your order here:"), "%(link)s",
        ]  # fmt: skip
        send_letter(recipient=group.contact_email, subject=subject % details, text="\n\n".join(blocks) % details)


def write_of_stop(order: Order, kind: Stop, *, amount_clp: int, association: str) -> None:
    """This will queue the letter that says what becomes of paid goods whose certificate is stopped, or holds again."""
    group = order.group
    with translation.override(group.locale):
        details = {
            "buyer": group.contact_name, "number": group.number, "link": address_of(group.pk),
            "amount": _pesos(amount_clp), "association": association,
        }  # fmt: skip
        subject, said = _STOPS[kind]()
        text = "\n\n".join([_("Hello %(buyer)s:"), said, _("Follow your order here:"), "%(link)s"])
        send_letter(recipient=group.contact_email, subject=subject % details, text=text % details)


def _suspended() -> tuple[str, str]:
    return (
        _("Part of your order %(number)s has to wait"),
        _(
            "The certificate of something that you bought from %(association)s is suspended while it is being checked, so it "
            "can't be sent for now. You don't have to do anything: we write to you as soon as it goes on, or as your money "
            "goes back."
        ),
    )


def _revoked() -> tuple[str, str]:
    return (
        _("Part of your order %(number)s can't be delivered: your money goes back"),
        _(
            "The certificate of something that you bought from %(association)s was revoked, so it may not be sold under its "
            "name any more. We are returning %(amount)s to the same card; your bank may take a few days to show it."
        ),
    )


def _ended() -> tuple[str, str]:
    return (
        _("Part of your order %(number)s can't be delivered: your money goes back"),
        _(
            "The certificate of something that you bought from %(association)s was suspended, and it ended before anybody "
            "could say that all was well. So it may not be sold under its name any more, and we are returning %(amount)s to "
            "the same card; your bank may take a few days to show it."
        ),
    )


def _released() -> tuple[str, str]:
    return (
        _("Your order %(number)s goes on"),
        _("The certificate that your order from %(association)s was waiting for holds again: it can be delivered."),
    )


def _lines(lines: Iterable[OrderLine]) -> str:
    return "\n".join(f"{line.units} × {line.name}: {_pesos(line.total_clp)}" for line in lines)


def _ready() -> tuple[str, str]:
    return (
        _("You can fetch your order %(number)s"),
        _("%(association)s has this ready for you:"),
    )


def _sent() -> tuple[str, str]:
    return (
        _("Your order %(number)s is on its way"),
        _("%(association)s has sent you this:"),
    )


def _not_ready() -> tuple[str, str]:
    return (
        _("Your order %(number)s isn't ready yet"),
        _(
            "%(association)s told you that your order can be fetched. That was a mistake: it isn't ready yet. They will "
            "write to you when it is."
        ),
    )


def _not_sent() -> tuple[str, str]:
    return (
        _("Your order %(number)s hasn't been sent yet"),
        _(
            "%(association)s told you that your order is on its way. That was a mistake: it is still with them. They will "
            "write to you when they send it."
        ),
    )


def _details(group: OrderGroup) -> dict[str, str]:
    lines = OrderLine.objects.filter(order__group=group).order_by("order_id", "pk")
    return {
        "buyer": group.contact_name, "number": group.number, "total": _pesos(group.total_clp),
        "lines": _lines(lines), "link": address_of(group.pk),
    }  # fmt: skip


def _placed(group: OrderGroup) -> tuple[str, str]:
    details = _details(group)
    return (
        _("Your order %(number)s: pay it and it's yours") % details,
        _(
            "Hello %(buyer)s:\n\nWe put this aside for you:\n\n%(lines)s\n\nTotal: %(total)s, taxes included.\n\n"
            "You can pay and follow it here:\n\n%(link)s"
        )
        % details,
    )


def _paid(group: OrderGroup) -> tuple[str, str]:
    details = _details(group)
    return (
        _("Your order %(number)s is paid") % details,
        _(
            "Hello %(buyer)s:\n\nThank you. You paid %(total)s, taxes included, for:\n\n%(lines)s\n\n"
            "Follow your order here:\n\n%(link)s"
        )
        % details,
    )


def _refunded(group: OrderGroup) -> tuple[str, str]:
    details = _details(group)
    return (
        _("Your money for order %(number)s is on its way back") % details,
        _(
            "Hello %(buyer)s:\n\nYour payment of %(total)s reached us when the goods had gone to somebody else. "
            "We have returned all of it; your bank may take a few days to show it.\n\n%(link)s"
        )
        % details,
    )


_STOPS = {"suspended": _suspended, "revoked": _revoked, "ended": _ended, "released": _released}
_HANDOVERS = {Order.Handover.READY: _ready, Order.Handover.SENT: _sent}
_UNDONE = {Order.Handover.READY: _not_ready, Order.Handover.SENT: _not_sent}
_WORDS = {"placed": _placed, "paid": _paid, "refunded": _refunded}


def _pesos(amount_clp: int) -> str:
    return f"${amount_clp:,}".replace(",", ".")
