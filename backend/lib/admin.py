"""Django's admin for what services write: to look at, not to change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol, cast
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows; adding, changing and deleting belong to the service that owns them."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Inside(Protocol):
    """Which associations a steward may read now, with a reason that their boards see; asking counts as reading."""

    def __call__(self, person_id: UUID, page: str) -> Collection[UUID]: ...


_inside: list[Inside] = []


def register_inside(inside: Inside) -> None:
    """This will let `inside` say of which associations the admin may show what is theirs."""
    _inside[:] = [inside]


class InsideAdmin(ReadOnlyAdmin):
    """Shows rows of those associations alone that the steward may read now: the admin is no way round her reason.

    `association` leads from a row to the id of its association.
    """

    association = "association_id"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        page = f"admin_{self.opts.label_lower}"
        steward_id = cast(UUID, request.user.pk)  # nobody else comes as far as here
        ids = [one for inside in _inside for one in inside(steward_id, page)]
        return super().get_queryset(request).filter(**{f"{self.association}__in": ids})
