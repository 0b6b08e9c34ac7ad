"""Pages by cursor: the same order at every call, and no counting."""

from rest_framework.pagination import CursorPagination


class CursorPage(CursorPagination):
    """`?cursor=` and `?limit=` (1 to 100, 24 if not said). The answer holds `next`, `previous` and `results`."""

    page_size = 24
    page_size_query_param = "limit"
    max_page_size = 100
    ordering = "-id"
