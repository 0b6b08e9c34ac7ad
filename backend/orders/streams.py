"""Who may follow an order live: its buyer, and a guest with its link."""

from __future__ import annotations

from events import streams
from events.streams import Pair
from orders import links
from orders.models import OrderGroup


def _readable(pairs: set[Pair]) -> set[Pair]:
    rows = OrderGroup.objects.filter(
        pk__in={group for _person, group in pairs if group}, buyer_id__in={person for person, _group in pairs if person}
    )
    return pairs & {(buyer, group) for buyer, group in rows.values_list("buyer_id", "pk")}


def register() -> None:
    """This will register the policy and the links."""
    streams.register("order", _readable)
    streams.register_link("order", links.opens)
