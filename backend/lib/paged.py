"""Lists that come in pages: how an operation describes them, and how a view answers with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from lib.pagination import CursorPage

PAGE_PARAMETERS = [
    OpenApiParameter("cursor", OpenApiTypes.STR, description="From `next` or `previous` of another page."),
    OpenApiParameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": CursorPage.max_page_size, "default": CursorPage.page_size}
    ),
]


@cache
def page_of(serializer: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """This will return the shape of a page of such rows, for `operation(responses=…)`."""
    return inline_serializer(
        serializer.__name__.removesuffix("Serializer") + "Page",
        {
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": serializer(many=True),
        },
    )


def page(
    view: APIView,
    rows: QuerySet[Any],
    rendered: Callable[[Sequence[Any]], Sequence[Any]],
    *,
    order: type[CursorPage] = CursorPage,
) -> Response:
    """This will return one page of the rows; `rendered` turns the rows of the page into what is sent."""
    pages = order()
    return pages.get_paginated_response(rendered(pages.paginate_queryset(rows, view.request, view)))
