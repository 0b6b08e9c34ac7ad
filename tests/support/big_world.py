"""Makes a small world big, in the database itself: what belongs together is copied many times within a second or two.

A copy of a set of rows has ids of its own and hangs together as the original does; what must be unique is told apart by
the copy's number. It asks the database for its columns, so a new column needs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

# What tells copy number `n` of a row from the others, by table and column.
_UNIQUE: Mapping[tuple[str, str], str] = {
    ("accounts_person", "email"): "n || '.' || %s",
    ("coops_association", "slug"): "%s || '-' || n",
    ("coops_association", "name"): "%s || ' ' || n",
    ("coops_membership", "number"): "%s + 100 * n",
    ("coops_invitation", "email"): "n || '.' || %s",
    ("coops_invitation", "token_hash"): "md5(%s || n) || md5(n || %s)",
    ("catalog_offer", "slug"): "%s || '-' || n",
    ("catalog_offer", "name"): "%s || ' ' || n",
    ("catalog_lot", "code"): "%s || n",
    ("catalog_product", "name_key"): "%s || ' ' || n",
    ("catalog_stockmovement", "version"): "%s + 1000 * n",
    ("orders_ordergroup", "number"): "%s || '-' || n",
    ("orders_ordergroup", "checkout_key"): "%s || '-' || n",
    ("orders_ordergroup", "paid_attempt_id"): "md5(%s::text || n)::uuid",
    ("payments_attempt", "session_id"): "%s || n",
    ("notifications_inboxitem", "event_id"): "md5(%s::text || n)::uuid",
    ("events_feedentry", "seq"): "%s + 100000 * n",
    ("decisions_proposal", "number"): "%s + 1000 * n",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that belong to a set: those for which the condition holds."""

    table: str
    condition: str
    values: Mapping[str, Any] = field(default_factory=dict)


def copy(*parts: Rows, times: int) -> None:
    """This will copy a set of rows so many times, without triggers and checks of foreign keys."""
    with connection.cursor() as cursor:
        mine: list[UUID] = []
        for part in parts:
            if "id" in _columns(part.table, kind="uuid"):
                cursor.execute(f"SELECT id FROM {part.table} WHERE {part.condition}", part.values)
                mine += [row[0] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for part in parts:
            cursor.execute(_insert(part), {**part.values, "mine": mine, "times": times})
        cursor.execute("SET LOCAL session_replication_role = origin")


def analyse() -> None:
    """This will tell the planner how big the tables are now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# Half of the proposals are being voted on, on the agendas of the assemblies; all members take part in the first of all,
# and have much to say of it.
_DECIDING = """
    UPDATE decisions_proposal SET status = 'open', decided_at = NULL, result = NULL, minutes_sha256 = '',
        effect_due_at = NULL, effect_at = NULL, opens_at = now() - interval '1 day', closes_at = now() + interval '1 day',
        assembly_id = %(assembly)s
    WHERE association_id = %(association)s AND id <> %(proposal)s AND number %% 2000 < 1000;
    UPDATE decisions_participation SET voted = false, cast_by_id = NULL, proxy_id = NULL
    FROM decisions_proposal WHERE decisions_proposal.id = proposal_id AND status = 'open'
        AND association_id = %(association)s;
    INSERT INTO decisions_participation (proposal_id, membership_id, voted)
        SELECT %(proposal)s, id, false FROM coops_membership WHERE association_id = %(association)s
        ON CONFLICT DO NOTHING;
    INSERT INTO decisions_comment (id, proposal_id, membership_id, person_id, text, made_at)
        SELECT gen_random_uuid(), %(proposal)s, %(membership)s, %(person)s, 'Conversemos.', now()
        FROM generate_series(1, 500);
"""


def _insert(part: Rows) -> str:
    uuids = _columns(part.table, kind="uuid")
    columns = _columns(part.table)
    values = []
    for column in columns:
        quoted = f'"{column}"'
        if unique := _UNIQUE.get((part.table, column)):
            values.append(unique.replace("%s", quoted))
        elif column in uuids:
            values.append(f"CASE WHEN {quoted} = ANY(%(mine)s) THEN md5({quoted}::text || n)::uuid ELSE {quoted} END")
        else:
            values.append(quoted)
    names = ", ".join(f'"{column}"' for column in columns)
    return (
        f"INSERT INTO {part.table} ({names}) SELECT {', '.join(values)}"
        f" FROM {part.table} CROSS JOIN generate_series(1, %(times)s) AS n WHERE {part.condition}"
    )


def _columns(table: str, *, kind: str | None = None) -> Sequence[str]:
    """This will return the columns that an INSERT names: not what the database writes itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = %(table)s AND is_generated = 'NEVER' AND is_identity = 'NO'
              AND (%(kind)s::text IS NULL OR data_type = %(kind)s)
            ORDER BY ordinal_position
            """,
            {"table": table, "kind": kind},
        )
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything is added."""

    members: int = 1_000
    offers: int = 2_000
    items: int = 50_000
    orders: int = 1_000
    associations: int = 200
    others: int = 500
    proposals: int = 200


def grow(
    *, association_id: UUID, membership_id: UUID, producer_id: UUID, offer_id: UUID, order_group_id: UUID,
    person_id: UUID, next_door_id: UUID, proposal_id: UUID, assembly_id: UUID, size: Size | None = None,
) -> None:  # fmt: skip
    """This will add members to the association, offers to its catalog, items to the person's inbox, and so on.

    What is copied: the membership with its producer and person; the offer with its contributions; the order group;
    the producer's lots and products; the association next door; the person's first item and event of each kind; the
    assembly and the decided proposal, half of whose copies are being voted on.
    """
    size = size or Size()
    with connection.cursor() as cursor:
        # What waits for the end of the transaction is looked at now: of the copies it would be wrong.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    ids: dict[str, Any] = {
        "association": association_id, "membership": membership_id, "producer": producer_id, "offer": offer_id,
        "order_group": order_group_id, "person": person_id, "next_door": next_door_id,
        "proposal": proposal_id, "assembly": assembly_id,
    }  # fmt: skip

    def rows(table: str, condition: str) -> Rows:
        return Rows(table, condition, ids)

    joining = "(SELECT producer_id FROM coops_membership WHERE id = %(membership)s)"
    owners = f"(SELECT person_id FROM coops_mandate WHERE producer_id = {joining})"
    orders = "(SELECT id FROM orders_order WHERE group_id = %(order_group)s)"
    lines = f"(SELECT id FROM orders_orderline WHERE order_id IN {orders})"
    copy(
        rows("accounts_person", f"id IN {owners}"),
        rows("coops_producer", f"id = {joining}"),
        rows("coops_mandate", f"producer_id = {joining}"),
        rows("coops_membership", "id = %(membership)s"),
        rows("coops_statutesacceptance", "membership_id = %(membership)s"),
        times=size.members,
    )
    copy(rows("catalog_product", "producer_id = %(producer)s"), times=size.others)
    copy(rows("catalog_lot", "producer_id = %(producer)s"), times=size.others)
    copy(rows("catalog_stockmovement", "offer_id = %(offer)s"), times=size.others)
    copy(
        rows("catalog_offer", "id = %(offer)s"),
        rows("catalog_offerphoto", "offer_id = %(offer)s"),
        rows("catalog_contribution", "offer_id = %(offer)s"),
        times=size.offers,
    )
    applying = "(SELECT producer_id FROM coops_application WHERE association_id = %(association)s)"
    copy(
        rows("coops_producer", f"id IN {applying}"),
        rows("coops_mandate", f"producer_id IN {applying}"),
        rows("coops_application", "association_id = %(association)s"),
        times=size.others,
    )
    copy(rows("coops_invitation", "association_id = %(association)s AND membership_id IS NULL"), times=size.others)
    copy(
        rows("orders_ordergroup", "id = %(order_group)s"),
        rows("orders_order", f"id IN {orders}"),
        rows("orders_orderline", f"id IN {lines}"),
        rows("orders_allocation", f"line_id IN {lines}"),
        rows("payments_attempt", "purpose_id = %(order_group)s"),
        times=size.orders,
    )
    copy(
        rows("coops_association", "id = %(next_door)s"),
        rows("coops_statutes", "association_id = %(next_door)s"),
        rows("coops_membership", "association_id = %(next_door)s"),
        times=size.associations,
    )
    copy(
        rows("decisions_proposal", "id = %(proposal)s"),
        rows("decisions_participation", "proposal_id = %(proposal)s"),
        rows("decisions_tally", "proposal_id = %(proposal)s"),
        times=size.proposals,
    )
    copy(rows("decisions_assembly", "id = %(assembly)s"), times=size.proposals)
    with connection.cursor() as cursor:
        cursor.execute(_DECIDING, ids)
    each_kind = "id IN (SELECT DISTINCT ON (kind) id FROM notifications_inboxitem WHERE person_id = %(person)s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM notifications_inboxitem WHERE {each_kind}", ids)
        kinds = cursor.fetchone()[0]
    copy(rows("notifications_inboxitem", each_kind), times=size.items // max(kinds, 1))
    analyse()
