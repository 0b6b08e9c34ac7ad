"""The tax number of an association, for its board alone."""

from __future__ import annotations

from uuid import UUID

from coops.models import Association
from coops.queries.access import roles_in_association
from lib.access import permissions
from lib.errors import NotFound


def association_rut(association_id: UUID, *, person_id: UUID) -> str:
    """This will return the association's RUT, empty if it isn't known.

    :raises NotFound: if the person isn't of the board: a steward's reason opens other reads and not this one.
    """
    if not permissions()["coops_getRut"] & roles_in_association(person_id, association_id):
        raise NotFound
    return Association.objects.values_list("rut", flat=True).get(pk=association_id)
