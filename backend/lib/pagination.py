"""Pages by cursor: the same order at every call, and no counting. `lib.paged` describes and answers with them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class CursorPage(CursorPagination):
    """`?cursor=` and `?limit=` (1 to 100, 24 if not said). The answer holds `next`, `previous` and `results`."""

    page_size = 24
    page_size_query_param = "limit"
    max_page_size = 100
    ordering = "-id"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError, DataError):
            # A cursor that somebody edited: what it holds is no value of the column that orders the page.
            raise NotFound(_("There is no such page: start again from the first.")) from None
