"""Every page of the list `pages.py`, as people see it who enlarge, darken, or read it in the other language.

Each page is looked at in two of the eight combinations of language, light and size, so that each value occurs on it;
which two goes round from page to page. ALL_COMBINATIONS=1 looks at all. In Spanish a page is reached by a move within
the app, in English by its address.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.e2e.pages import PAGES, Page
from tests.e2e.stage import HOLD_MINUTES, Stage
from tests.support import site
from tests.support.chromium import Visitor, chromium

ALL = os.environ.get("ALL_COMBINATIONS") == "1"
SPANISH, ENGLISH = "es-CL", "en-US"
# The title of the page that is being left may have the focus still.
ARRIVED = "() => { const title = document.querySelector('h1:focus'); return title && title !== window.left }"
MOVE = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }"


class Look(NamedTuple):
    """A colour scheme and a window; both windows are drawn with two pixels to the point."""

    scheme: str
    size: str


# The narrowest telephone, and a window of 1280 points that shows everything twice as large.
SIZES = {"320 px": {"width": 320, "height": 640}, "200 %": {"width": 640, "height": 480}}
EVERY_LOOK = [Look(scheme, size) for scheme in ("light", "dark") for size in SIZES]


def looks_at(place: int, language: str) -> list[Look]:
    """Return what the page at this place of the list is looked at in: its English look is its Spanish one's opposite."""
    if ALL:
        return EVERY_LOOK
    spanish = place % len(EVERY_LOOK)
    return [EVERY_LOOK[spanish if language == SPANISH else -1 - spanish]]


class Windows:
    """One window for each person and language, for all pages."""

    def __init__(self, browser: Browser, stage: Stage) -> None:
        self._browser, self.stage = browser, stage
        self._open: dict[tuple[str | None, str], Visitor] = {}

    def of(self, who: str | None, language: str) -> Visitor:
        """Return the window, opened on a page from which one can move on."""
        if (who, language) not in self._open:
            visitor = self.stage.visitor(
                self._browser, who, viewport=SIZES["320 px"], language=language, scale=2, kept=False
            )
            visitor.go("/")
            self._open[who, language] = visitor
        return self._open[who, language]

    def close(self) -> None:
        """Close all of them."""
        for visitor in self._open.values():
            visitor.context.close()


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    with site.running(HOLD_MINUTES=HOLD_MINUTES) as minga, chromium() as browser:
        opened = Windows(browser, Stage(minga))
        yield opened
        opened.close()


@pytest.mark.parametrize(("place", "page"), enumerate(PAGES), ids=[page.name for page in PAGES])
def test_page(windows: Windows, place: int, page: Page) -> None:
    found: dict[tuple[str, ...], list[str]] = {}
    for language in (SPANISH, ENGLISH):
        visitor = windows.of(page.who, language)
        visitor.complaints.clear()
        looks = looks_at(place, language)
        wear(visitor, looks[0])
        come(visitor, windows.stage.address(page.path), by_moving=language == SPANISH)
        if page.reach:
            page.reach(visitor.page)
        visitor.rest()
        for look in looks:
            wear(visitor, look)
            found[language, *look] = visitor.faults()
        found[language, "the window"] = visitor.complaints[:] + about(visitor, language)
    assert {where: faults for where, faults in found.items() if faults} == {}


def wear(visitor: Visitor, look: Look) -> None:
    """Set the window's colours and size."""
    visitor.page.emulate_media(color_scheme=look.scheme)  # type: ignore[arg-type]
    visitor.page.set_viewport_size(SIZES[look.size])  # type: ignore[arg-type]


def come(visitor: Visitor, path: str, *, by_moving: bool) -> None:
    """Come to a page; after a move its title has the focus."""
    if path.startswith("/o/"):
        # Drawn by the server, outside of the app.
        visitor.page.goto(path)
        return
    if by_moving and not visitor.page.locator("#root").count():
        visitor.go("/")
    if not by_moving:
        visitor.go(path)
        return
    # By way of another page: who is there already doesn't move.
    way = "/mapa" if path.startswith("/nada") else "/de-paso"
    for place in (way, path):
        visitor.page.evaluate("window.left = document.querySelector('h1')")
        visitor.page.evaluate(MOVE, place)
        visitor.page.wait_for_function(ARRIVED)


def about(visitor: Visitor, language: str) -> list[str]:
    """Return what is wrong with the page as a whole."""
    tab = visitor.page
    wrong = []
    if (count := tab.locator("h1:visible").count()) != 1:
        wrong.append(f"it has {count} h1")
    if not tab.title().endswith("Minga") or not tab.title().removesuffix("Minga").strip(" ·"):
        wrong.append(f"its title is {tab.title()!r}")
    if tab.locator("html").get_attribute("lang") not in (language, language[:2]):
        wrong.append("its language is not said")
    return wrong
