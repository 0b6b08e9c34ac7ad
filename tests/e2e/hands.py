"""Somebody who has a keyboard and no mouse: she goes from stop to stop and sees where she is."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# How everything looks that can have the focus, while it has not: itself, what is around it, its label.
_REMEMBER = """() => {
    window.looks ??= new WeakMap()
    const style = one => { const s = getComputedStyle(one); return [s.outline, s.boxShadow, s.borderColor, s.backgroundColor, s.stroke, s.strokeWidth].join() }
    window.lookOf = one =>
        [one, one.parentElement, one.parentElement?.parentElement, one.firstElementChild, ...(one.labels ?? [])]
            .filter(Boolean).map(style)
    for (const one of document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]'))
        if (one !== document.activeElement) window.looks.set(one, window.lookOf(one))
}"""
_HERE = """() => {
    const one = document.activeElement
    if (!one || one === document.body) return null
    const named = (one.getAttribute('aria-labelledby') ?? '').split(/\\s+/)
        .map(id => document.getElementById(id)?.textContent).filter(Boolean).join(' ')
    const labels = [...(one.labels ?? [])].map(label => label.textContent).join(' ')
    const name = one.getAttribute('aria-label') || named || labels || one.textContent || one.value || ''
    const box = one.getBoundingClientRect()
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]]
        .map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y))
    const around = [one, ...(one.labels ?? []), one.parentElement]
    const before = window.looks?.get(one)
    // Within a date the browser marks its own button by itself.
    const inner = one.type === 'date' && !one.matches(':focus-visible')
    return {
        name: name.replace(/\\s+/g, ' ').trim(), tag: one.tagName.toLowerCase(), value: one.value ?? '',
        // What came after the last look (a dialog that opened) is judged by its ring alone.
        marked: inner || (before ? String(before) !== String(window.lookOf(one)) : getComputedStyle(one).outlineStyle !== 'none'),
        uncovered: points.some(hit => hit && around.some(part => part?.contains(hit) || hit.contains(part) && hit !== document.body && hit !== document.documentElement)),
    }
}"""
# A busy machine draws a moment later what a key has done: frame by frame it is looked at again, so long.
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PATIENCE_S = 10.0
# A page has fewer stops; but what is looked for may come while she goes round.
_MOST_STOPS = 150
_COMES_S = 40.0


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus: `marked` if it looks different from before, `uncovered` if nothing lies over it."""

    name: str
    tag: str
    value: str
    marked: bool
    uncovered: bool

    @property
    def seen(self) -> bool:
        """Whether somebody who looks would know that the focus is here."""
        return self.marked and self.uncovered


class Hands:
    """`wrong` collects the stops whose focus nobody would see."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def here(self) -> Stop | None:
        """Return what has the focus."""
        found: dict[str, Any] | None = self.page.evaluate(_HERE)
        return Stop(**found) if found else None

    def tab(self, *, back: bool = False) -> Stop | None:
        """Go one stop on."""
        self.page.evaluate(_REMEMBER)
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        stop = self.here()
        latest = time.monotonic() + _PATIENCE_S
        while stop and not stop.seen and time.monotonic() < latest:
            self.page.evaluate(_DRAWN)
            stop = self.here()
        if stop and not stop.seen:
            self.wrong.append(f"{stop.tag} «{stop.name[:60]}» {'hidden' if stop.marked else 'unmarked'}")
        return stop

    def to(self, name: str) -> Stop:
        """Go on until this has the focus; the name is a pattern.

        :raises AssertionError: if there is no such stop
        """
        seen: list[str] = []
        latest = time.monotonic() + _COMES_S
        stop = self.here()
        while stop is None or not re.search(name, stop.name):
            late = len(seen) >= _MOST_STOPS and time.monotonic() > latest
            assert not late, f"no way to «{name}»: {list(dict.fromkeys(seen))}"
            stop = self.tab()
            seen.append(f"{stop.tag} {stop.name[:40]}" if stop else "-")
        return stop

    def press(self, name: str) -> None:
        """Go to a button or a link and press it."""
        self.to(name)
        self.page.keyboard.press("Enter")

    def write(self, name: str, text: str) -> None:
        """Go to a field and write into it, over what is there."""
        self.to(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def type_into(self, name: str, keys: str) -> None:
        """Go to a field that isn't text, such as a list or a date, and type."""
        self.to(name)
        self.page.keyboard.type(keys)

    def tick(self, name: str) -> None:
        """Go to a box and tick it."""
        self.to(name)
        self.page.keyboard.press("Space")
