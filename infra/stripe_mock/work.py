"""One unit of work: what an operation may see and do, always inside the store's transaction."""

import json
import secrets
import string
from dataclasses import dataclass
from typing import Any

from infra.stripe_mock.errors import missing
from infra.stripe_mock.messages import Document, encode
from infra.stripe_mock.store import Store

API_VERSION = "2026-10-28.endive"
_ALPHABET = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


@dataclass(frozen=True)
class Profile:
    """Who sells, and where the pages and the webhook endpoint are."""

    merchant: str
    hosted_base: str
    webhook_url: str | None
    webhook_secret: str


@dataclass(frozen=True)
class Work:
    store: Store
    profile: Profile
    now: int
    request_id: str | None = None
    idempotency_key: str | None = None

    def get(self, kind: str, object_id: str, param: str = "id") -> Document:
        """:raises ResourceMissing: if there is no such object of this kind."""
        found = self.store.get(object_id)
        if found is None or found["object"] != kind:
            raise missing(kind.replace(".", " ").replace("_", " "), object_id[:80], param)
        return found

    def find(self, kind: str, field: str, value: str) -> list[Document]:
        """Newest first."""
        rows = self.store.rows(
            f"SELECT body FROM objects WHERE kind = ? AND json_extract(body, '$.{field}') = ? ORDER BY seq DESC",  # noqa: S608
            (kind, value),
        )
        return [json.loads(body) for (body,) in rows]

    def save(self, document: Document, hidden: Document | None = None) -> Document:
        self.store.put(document, hidden)
        return document

    def emit(self, kind: str, subject: Document) -> None:
        """Record an event with the object as it is now, and queue its delivery."""
        event: Document = {
            "id": new_id("evt_"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "data": {"object": subject},
            "livemode": False,
            "pending_webhooks": 1 if self.profile.webhook_url else 0,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": kind,
        }
        self.store.put(event)
        if self.profile.webhook_url:
            self.store.run(
                "INSERT INTO deliveries (event, payload, due) VALUES (?, ?, 0)", (event["id"], encode(event))
            )

    def page(self, kind: str, url: str, params: Document, filters: dict[str, Any]) -> Document:
        """Newest first, with the vendor's cursors.

        :raises ResourceMissing: if a cursor names an object that isn't there.
        """
        wheres = ["kind = ?"]
        values: list[Any] = [kind]
        for field, value in filters.items():
            wheres.append(f"json_extract(body, '$.{field}') = ?")
            values.append(value)
        signs = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
        for bound, moment in params.get("created", {}).items():
            wheres.append(f"created {signs[bound]} ?")
            values.append(moment)
        backwards = "ending_before" in params and "starting_after" not in params
        for cursor, sign in (("starting_after", "<"), ("ending_before", ">")):
            if cursor in params:
                seq = self.store.seq(params[cursor], kind)
                if seq is None:
                    raise missing(kind.replace("_", " "), params[cursor][:80], cursor)
                wheres.append(f"seq {sign} ?")
                values.append(seq)
        limit = params.get("limit", 10)
        # Column names and signs come from this file and from the table of operations, never from a request.
        rows = self.store.rows(
            f"SELECT body FROM objects WHERE {' AND '.join(wheres)}"  # noqa: S608
            f" ORDER BY seq {'ASC' if backwards else 'DESC'} LIMIT ?",
            (*values, limit + 1),
        )
        data = [json.loads(body) for (body,) in rows[:limit]]
        return {
            "object": "list",
            "data": data[::-1] if backwards else data,
            "has_more": len(rows) > limit,
            "url": url,
        }
