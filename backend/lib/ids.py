"""Identifiers: UUID version 7, so that rows stand in the order of their birth."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """This will return a new, time-ordered UUID (version 7, RFC 9562)."""
    return uuid7()
