"""Who holds which office, and which association is meant, for the room of stewards."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from coops.models import Association, Role


def people_in_office(association_id: UUID, roles: Collection[str]) -> list[UUID]:
    """This will return the persons who hold one of these offices in the association now."""
    held = Role.objects.live().filter(association_id=association_id, role__in=roles)
    return list(held.order_by("person_id").values_list("person_id", flat=True).distinct())


def association_called(text: str) -> UUID | None:
    """This will return the association with this id, or with exactly this name in its address; None if there is none."""
    text = text.strip()
    try:
        known = Association.objects.filter(pk=UUID(text))
    except ValueError:
        known = Association.objects.filter(slug=text)
    return known.values_list("pk", flat=True).first()
