"""Items with the names of what they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from catalog import queries as catalog
from coops import queries as coops
from coops.queries import AssociationCard
from notifications.models import InboxGroup, InboxItem
from orders import queries as orders

_NUMBERS = ("units", "order_units", "amount_clp", "role", "reason")


def described(
    items: Sequence[InboxItem],
    *,
    person_id: UUID,
    inside: Collection[UUID] | None = None,
    known: Mapping[UUID, AssociationCard] | None = None,
) -> list[dict[str, Any]]:
    """This will put today's names to the ids of the items, in a few queries however many items there are.

    Members know each other by name; who has left an association reads of its producers what strangers read. `inside`
    are the associations that the person has a part in, if that is known; of those in `known` nothing is asked.
    """
    producers = coops.producer_cards(ids) if (ids := _ids(items, "producer_id")) else {}
    associations = dict(known or {})
    if ids := _ids(items, "association_id") - set(associations):
        associations |= coops.association_cards(ids)
    offers = catalog.offer_cards(_ids(items, "offer_id"))
    numbers = orders.group_numbers(ids) if (ids := _ids(items, "order_group_id")) else {}
    if inside is None:
        inside = coops.belongings(person_id).association_ids if producers else []
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

    def proposal(item: InboxItem) -> dict[str, Any] | None:
        # What is voted on never changes: its words stand in the item.
        if "proposal_id" not in item.params:
            return None
        words = {name: item.params[f"proposal_{name}"] for name in ("number", "title")}
        return {"id": _id(item, "proposal_id"), **words}

    return [
        {
            "id": item.pk,
            "group_id": None,
            "count": 1,
            "unread": int(item.read_at is None),
            "kind": item.kind,
            "created_at": item.created_at,
            "read_at": item.read_at,
            "association": association(item),
            "producer": producer(item),
            "offer": offers.get(_id(item, "offer_id")),
            "order": order(item),
            "proposal": proposal(item),
            "application_id": item.params.get("application_id"),
            "certificate_id": item.params.get("certificate_id"),
            **{name: item.params.get(name) for name in _NUMBERS},
        }
        for item in items
    ]


def described_lines(
    groups: Sequence[InboxGroup], *, person_id: UUID, inside: Collection[UUID] | None = None
) -> list[dict[str, Any]]:
    """This will describe lines of an inbox: each by its newest item, with the sum of its units."""
    items = InboxItem.objects.in_bulk([group.last_item for group in groups])
    shown = [(group, items[group.last_item]) for group in groups if group.last_item in items]
    unread = _unread(person_id, [group for group, _item in shown])
    rows = described([item for _group, item in shown], person_id=person_id, inside=inside)
    for row, (group, item) in zip(rows, shown, strict=True):
        left = unread.get((group.kind, group.subject, group.day), 0)
        row |= {"group_id": group.pk, "count": group.count, "unread": left}
        if group.count > 1:
            row |= {"units": group.units if "units" in item.params else None, "order_units": None}
            # Whoever did the newest did not do them all.
            row |= {"producer": None, "read_at": None if left else item.read_at}
    return rows


def _unread(person_id: UUID, groups: Sequence[InboxGroup]) -> dict[tuple[str, UUID, date], int]:
    if not groups:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT line.kind, line.subject, line.day, count(*)"
            " FROM unnest(%s::text[], %s::uuid[], %s::date[]) AS line (kind, subject, day)"
            " JOIN notifications_inboxitem AS item ON item.person_id = %s AND item.kind = line.kind"
            "  AND item.subject = line.subject AND item.day = line.day AND item.read_at IS NULL"
            " GROUP BY line.kind, line.subject, line.day",
            [[one.kind for one in groups], [one.subject for one in groups], [one.day for one in groups], person_id],
        )
        return {(kind, subject, day): count for kind, subject, day, count in cursor.fetchall()}


def _id(item: InboxItem, name: str) -> UUID:
    # The nil id is nobody's: what an item doesn't speak of is found nowhere.
    return UUID(item.params.get(name) or "00000000-0000-0000-0000-000000000000")


def _ids(items: Iterable[InboxItem], name: str) -> set[UUID]:
    return {UUID(item.params[name]) for item in items if item.params.get(name)}
