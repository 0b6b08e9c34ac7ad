"""A real browser on a running site: the system's Chromium, and what every page of ours must keep to."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.local.postgres import CHECKOUT

_AXE = CHECKOUT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_PATIENCE_MS = 40_000
# A page that is left while its service worker is being fetched says so.
_ANSWERS = ("Failed to load resource", "Problem:", "An unknown error occurred when fetching the script.")
_AT_REST = """() => document.readyState === 'complete' && document.fonts.status === 'loaded'
    && document.querySelector('h1') && !document.querySelector('[aria-busy=true]')
    && [...document.images].every(image => image.complete || image.loading === 'lazy')
    && document.getAnimations().every(one => one.playState !== 'running'
        || one.effect?.getComputedTiming().iterations === Infinity)"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser that calls nobody but the site.

    :raises AssertionError: if there is no Chromium
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "the browser tests need Chromium: apt-get install chromium"
    arguments = ["--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    # A loaded machine takes its time; what is right comes before this in any case.
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """One person with a browser window of her own, who notes what the browser complains about."""

    def __init__(
        self,
        browser: Browser,
        origin: str,
        *,
        viewport: dict[str, int] | None = None,
        language: str = "es-CL",
        dark: bool = False,
        scale: float = 1,
        user_agent: str | None = None,
        kept: bool = True,
    ) -> None:
        self.context = browser.new_context(
            base_url=origin,
            user_agent=user_agent,
            viewport=viewport or PHONE,  # type: ignore[arg-type]
            locale=language,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            device_scale_factor=scale,
            # Keeping the build for days without a line costs a window more than a second.
            service_workers="allow" if kept else "block",
        )
        self.context.set_default_timeout(_PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _hear(self, message: Any) -> None:
        # A refused call is an answer like any other; what a page must not do is break or leave the security policy.
        if message.type == "error" and not message.text.startswith(_ANSWERS):
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        """Open a page and return when its title is there."""
        self.page.goto(path)
        # Not the server's drawing of it: the app's own, which hears what is pressed.
        self.page.wait_for_selector("#root h1")
        return self.page

    def ask(self, path: str) -> Any:
        """Return what the API answers to this visitor."""
        answer = self.context.request.get(f"/api/v1{path}")
        assert answer.ok, (path, answer.status, answer.text())
        return answer.json()

    def rest(self) -> None:
        """Return when the page has what it waits for: data, letters, the pictures in sight, the end of movements."""
        self.page.wait_for_function(_AT_REST)

    def faults(self) -> list[str]:
        """Return what axe finds on the page as it is, and whether it scrolls sideways."""
        self.rest()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE.read_text())
        found = self.page.evaluate(
            f"axe.run(document, {{runOnly: {json.dumps(_RULES)}}})"
            ".then(({violations}) => violations.map(v => `${v.id}: ${v.nodes[0].html}`))"
        )
        wider = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return [*found, *(["it scrolls sideways"] if wider else [])]
