"""Who may do what in an association, as the merged permissions have it: the same table that the API itself asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coops.models import Role
from coops.queries.access import FOUNDER, roles_in_association
from lib.access import ANYONE, MEMBER, permissions

_OFFICES = (*Role.Name.values, MEMBER)


def duties(association_id: UUID, *, person_id: UUID) -> list[dict[str, Any]]:
    """This will return the operations that an office or a membership opens, with who may and whether the person does."""
    held = roles_in_association(person_id, association_id)
    return [
        {
            "operation": name,
            "roles": [office for office in _OFFICES if office in roles],
            "mine": bool(roles & held),
        }
        for name, roles in sorted(permissions().items())
        if ANYONE not in roles and roles & {*_OFFICES, FOUNDER}
    ]
