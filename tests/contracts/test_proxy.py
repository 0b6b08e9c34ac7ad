"""The proxy of the containers lets through what the views take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from lib.uploads import UploadView

TEMPLATE = Path(__file__).parents[2] / "infra" / "proxy" / "minga.conf.template"
_BLOCK = re.compile(r"location (?:(~|=) )?(\S+) \{(.*?)\n  \}", re.DOTALL)
_SIZE = re.compile(r"client_max_body_size (\d+)m;")
_FIELD = re.compile(r"<[^>]+>")
MIB = 2**20


def uploads(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, type[UploadView]]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from uploads(pattern.url_patterns, route)
        elif issubclass(view := getattr(pattern.callback, "view_class", object), UploadView):
            yield _FIELD.sub(str(UUID(int=7)), route), view


UPLOADS = list(uploads(get_resolver().url_patterns))


def most_bytes(path: str) -> int:
    template = TEMPLATE.read_text()
    size = _SIZE.search(template)
    assert size
    for how, where, block in _BLOCK.findall(template):
        own = _SIZE.search(block)
        if how == "~" and own and re.search(where, path):
            size = own
    return int(size[1]) * MIB


def test_there_are_uploads():
    assert len(UPLOADS) >= 5


@pytest.mark.parametrize(("path", "view"), UPLOADS, ids=[path for path, _view in UPLOADS])
def test_what_a_view_takes_passes_the_proxy(path: str, view: type[UploadView]):
    assert view.most_bytes < most_bytes(path)


def test_anything_else_is_bounded():
    assert most_bytes("/api/v1/orders") == MIB
