"""Items with the names of what they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from catalog import queries as catalog
from coops import queries as coops
from notifications.models import InboxItem
from orders import queries as orders

_NUMBERS = ("units", "order_units", "amount_clp", "role", "reason")


def described(
    items: Sequence[InboxItem], *, person_id: UUID, inside: Collection[UUID] | None = None
) -> list[dict[str, Any]]:
    """This will put today's names to the ids of the items, in a few queries however many items there are.

    Members know each other by name; who has left an association reads of its producers what strangers read. `inside`
    are the associations that the person has a part in, if that is known.
    """
    producers = coops.producer_cards(_ids(items, "producer_id"))
    associations = coops.association_cards(_ids(items, "association_id"))
    offers = catalog.offer_cards(_ids(items, "offer_id"))
    numbers = orders.group_numbers(_ids(items, "order_group_id"))
    if inside is None:
        inside = coops.belongings(person_id).association_ids
    names_known = {str(association_id) for association_id in inside}

    def producer(item: InboxItem) -> dict[str, Any] | None:
        card = producers.get(_id(item, "producer_id"))
        if card is None:
            return None
        if item.params.get("association_id") in names_known:
            return {"id": card.id, "name": card.name, "initials": card.initials}
        return {"id": card.id, "name": card.public_name, "initials": card.public_initials}

    def association(item: InboxItem) -> dict[str, Any] | None:
        card = associations.get(_id(item, "association_id"))
        return None if card is None else {"id": card.id, "slug": card.slug, "name": card.name}

    def order(item: InboxItem) -> dict[str, Any] | None:
        order_group_id = _id(item, "order_group_id")
        number = numbers.get(order_group_id)
        return None if number is None else {"id": order_group_id, "number": number}

    return [
        {
            "id": item.pk,
            "kind": item.kind,
            "created_at": item.created_at,
            "read_at": item.read_at,
            "association": association(item),
            "producer": producer(item),
            "offer": offers.get(_id(item, "offer_id")),
            "order": order(item),
            **{name: item.params.get(name) for name in _NUMBERS},
        }
        for item in items
    ]


def _id(item: InboxItem, name: str) -> UUID:
    # The nil id is nobody's: what an item doesn't speak of is found nowhere.
    return UUID(item.params.get(name) or "00000000-0000-0000-0000-000000000000")


def _ids(items: Iterable[InboxItem], name: str) -> set[UUID]:
    return {UUID(item.params[name]) for item in items if item.params.get(name)}
