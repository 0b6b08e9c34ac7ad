"""The first view: drawn from what the build left, whole or without what fails, and never with anybody's markup in it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from config import first_view
from tests.support import people, trade

pytestmark = pytest.mark.django_db

SHELL = """<!doctype html><html lang="es-CL"><head><title>Minga</title><link rel="stylesheet" id="fonts" data-later href="/f.css">
</head><body><div id="root"></div></body></html>"""
TILE = '<article><a href="/productos/[slug]">[name]</a>[picture] [association] [comuna] $[price] [measure]</article>'
DRAWING = {
    "title": "Productos",
    "frame": "<main><!--featured--><div><!--tiles--></div></main>",
    "featured": "<section>[name] de [members]</section>",
    "tiles": [TILE + "agotado", TILE + "quedan [free]"],
    "scene": '<img src="[file]">',
    "emblem": '<img class="plain" src="[file]">',
    "asks": ["/api/v1/me", "/api/v1/catalog/offers?ordering=season", "/api/v1/catalog/offers/%5Bslug%5D"],
    "scenes": {"queso-maduro": "/assets/q.svg"},
    "emblems": {"generic": "/assets/g.svg"},
}


@pytest.fixture(autouse=True)
def built(settings: Any, tmp_path: Path) -> None:
    """A build's leavings, with which the page is made."""
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "index.html").write_text(SHELL)
    (tmp_path / "first").mkdir()
    for language in ("es", "en"):
        (tmp_path / "first" / f"{language}.json").write_text(json.dumps(DRAWING))


def given(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="given">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_offers_stand_in_the_page_with_the_answers_of_the_api():
    trade.pool((50, 30), name="Queso de <b>cabra</b> [slug]", picture="queso-maduro")
    trade.pool((7,), name="Papaya", picture="")
    client = people.client_for()
    page = client.get("/").content.decode()
    assert "<section>Queso de &lt;b&gt;cabra&lt;/b&gt; [slug] de 2</section>" in page
    assert ">Papaya</a>" in page
    assert 'class="plain" src="/assets/g.svg"' in page
    assert "fonts" not in page
    assert "<b>cabra" not in page
    answers = given(page)["answers"]
    offers = "/api/v1/catalog/offers?ordering=season"
    assert answers[offers]["body"] == client.get(offers).json()
    assert answers[offers]["position"].startswith("catalog=")
    assert answers["/api/v1/me"]["body"]["person"] is None
    assert any(path.startswith("/api/v1/catalog/offers/queso") for path in answers)


def test_what_fails_is_left_out_and_the_page_stands(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("catalog.queries.catalog_page", broken)
    client = people.client_for()
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 200
    assert list(given(response.content.decode())["answers"]) == ["/api/v1/me"]
    assert 'id="first"' not in response.content.decode()


def test_other_pages_bring_who_is_there_and_the_workers_shell_brings_nothing():
    someone = people.person()
    client = people.client_for(someone)
    answers = given(client.get("/a/x/inicio").content.decode())["answers"]
    assert answers["/api/v1/me"]["body"]["person"]["id"] == str(someone.pk)
    shell = client.get("/shell")
    assert shell.content.decode() == SHELL
    assert "Set-Cookie" not in shell.headers
    assert "default-src 'none'" in shell.headers["Content-Security-Policy"]


def test_the_choices_of_the_device_are_painted_at_once():
    client = people.client_for()
    client.cookies.load({"minga_language": "en", "minga_theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in client.get("/").content.decode()
    client.cookies.load({"minga_theme": '"><script>'})
    assert "<script>" not in client.get("/").content.decode()


def test_what_has_cookies_is_packed_only_for_our_own_page():
    trade.pool((50, 30))
    packing = {"Accept-Encoding": "gzip"}
    guest, member = people.client_for(), people.client_for(people.person())
    packed = guest.get("/api/v1/catalog/offers", headers=packing)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content))["results"]
    for site, expected in (
        (None, False),
        ("cross-site", False),
        ("same-site", False),
        ("same-origin", True),
        ("none", True),
    ):
        told = {"Sec-Fetch-Site": site} if site else {}
        answer = member.get("/api/v1/catalog/offers", headers=packing | told)
        assert ("Content-Encoding" in answer.headers) is expected, site


def test_the_large_offer_is_the_one_that_the_app_chooses():
    alone = {"shares": [100], "free": 5}
    gone = {"shares": [50, 50], "free": 0}
    shared = {"shares": [50, 50], "free": 5}
    assert first_view._featured([alone, gone, shared]) is shared
    assert first_view._featured([alone]) is None
