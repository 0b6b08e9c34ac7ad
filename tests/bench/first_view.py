"""How long a stranger on a weak line waits for the catalog: `python -m tests.bench.first_view [address] [--runs 5]`.

400 kbit/s, 400 ms for every answer, a CPU four times slower, nothing kept, a phone's screen. Without an address the site is
built and started here. `links`: offers stand and can be followed. `usable`: they stand, the title and the search field too,
and what is tapped answers (a link, or a form with an address of its own). `app`: the program has taken the page over.
Afterwards the same browser, now keeping the app and what was read: `catalog again` until the program runs, `an offer` from
the press until its name, picture and seller stand, `offer whole` until its price and the way into the basket do, which need
the line.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.flows.spine_stand import wait_until
from tests.support import site
from tests.support.chromium import PHONE, chromium

LINE = {"latency": 400, "downloadThroughput": 400_000 // 8, "uploadThroughput": 400_000 // 8, "offline": False}
SLOWER = 4
# The moment at which each thing is first there, noted by the page itself; a poll from outside would disturb it.
WATCH = """
(() => {
  const seen = (window.seen = {});
  const note = (name, is) => { if (!(name in seen) && is()) seen[name] = performance.now(); };
  const run = (element) => element && Object.keys(element).some((key) => key.startsWith('__react'));
  const look = () => {
    const link = document.querySelector('a[href^="/productos/"]');
    note('title', () => document.querySelector('h1'));
    note('links', () => link && document.querySelector('link[rel=stylesheet]')?.sheet);
    note('alone', () => document.querySelector('#first form[action] [name=q]'));
    note('app', () => run(link));
    note('offer', () => document.querySelector('main [role=group] input, main .stepper'));
    if (!('app' in seen)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.painted = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  seen.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
})();
"""
KEPT = """() => new Promise((done) => {
  const open = indexedDB.open('minga-line');
  open.onupgradeneeded = () => { open.transaction.abort(); };
  open.onerror = () => done(false);
  open.onsuccess = () => {
    const all = open.result.transaction('answers').objectStore('answers').getAll();
    all.onsuccess = () => { open.result.close(); done(all.result.some(({ key }) => key[0] === 'offers')); };
  };
})"""


@dataclass
class Wire:
    """What went over the line."""

    spans: dict[str, list[float]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    packed: int = 0

    def listen(self, session: CDPSession) -> None:
        """Note each request's begin and end, and the bytes."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._end)

    def _begin(self, event: dict[str, Any]) -> None:
        self.spans[event["requestId"]] = [event["timestamp"]]
        self.names[event["requestId"]] = event["request"]["url"]

    def _end(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.spans:
            self.spans[event["requestId"]].append(event["timestamp"])
            self.packed += event["encodedDataLength"]

    def rounds(self, until: float) -> int:
        """Return how many requests had to wait for one another, at least, within the first `until` seconds."""
        done = sorted((end, begin) for begin, end in (span for span in self.spans.values() if len(span) == 2))
        start = min((begin for _, begin in done), default=0)
        free, count = 0.0, 0
        for end, begin in done:
            if begin >= free and end - start <= until:
                free, count = end, count + 1
        return count


@contextmanager
def weak(context: BrowserContext) -> Iterator[tuple[Page, Wire]]:
    """Yield a page on the weak line and what goes over it."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    wire = Wire()
    wire.listen(session)
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    yield page, wire
    page.close()


def first(context: BrowserContext, origin: str) -> dict[str, float]:
    """Open the catalog for the first time and return what was seen when, in seconds."""
    with weak(context) as (page, wire):
        page.goto(origin, wait_until="commit")
        page.wait_for_function("() => 'app' in window.seen", timeout=60_000)
        page.wait_for_load_state("load")
        seen = page.evaluate("window.seen")
        usable = seen["links"] if "alone" in seen else seen["app"]
        return {
            **{name: seen[name] / 1000 for name in ("title", "links", "app")},
            "usable": max(seen["title"], usable) / 1000,
            "painted": seen.get("painted", 0) / 1000,
            "shift": seen["shift"],
            "kB": wire.packed / 1000,
            "requests": len(wire.spans),
            "rounds": wire.rounds(seen["app"] / 1000),
        }


def again(context: BrowserContext, origin: str) -> dict[str, float]:
    """Open the catalog again, then an offer from it, and return how long each took."""
    with weak(context) as (page, _wire):
        page.goto(origin, wait_until="commit")
        page.wait_for_function("() => 'app' in window.seen", timeout=60_000)
        catalog = page.evaluate("window.seen.app")
        took = page.evaluate(
            """async () => {
              const from = performance.now();
              document.querySelector('article a[href^="/productos/"]').click();
              const name = document.querySelector('article a[href^="/productos/"]').textContent;
              const there = () => document.querySelector('main h1')?.textContent === name;
              while (!there()) await new Promise(requestAnimationFrame);
              const named = performance.now() - from;
              while (!document.querySelector('main .stepper')) await new Promise(requestAnimationFrame);
              return [named, performance.now() - from];
            }"""
        )
        return {"catalog again": catalog / 1000, "an offer": took[0] / 1000, "offer whole": took[1] / 1000}


def measure(browser: Browser, origin: str, runs: int) -> None:
    """Print each run and the medians."""
    lines: list[dict[str, float]] = []
    for _ in range(runs):
        context = browser.new_context(viewport=PHONE, locale="es-CL")  # type: ignore[arg-type]
        found = first(context, origin)
        page = context.new_page()
        page.goto(origin)
        page.evaluate("'serviceWorker' in navigator && navigator.serviceWorker.ready.then(() => 1)")
        wait_until(partial(page.evaluate, KEPT), 60, "what was read is kept")
        page.close()
        lines.append({**found, **again(context, origin)})
        context.close()
        print("  ".join(f"{name} {value:.2f}" for name, value in lines[-1].items()), flush=True)
    print("\nmedians")
    for name in lines[0]:
        print(f"{statistics.median(line[name] for line in lines):>9.2f}  {name}")


def main() -> None:
    """Measure a site, given or our own."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("address", nargs="?")
    reader.add_argument("--runs", type=int, default=5)
    given = reader.parse_args()
    with chromium() as browser:
        if given.address:
            measure(browser, given.address, given.runs)
        else:
            with site.running() as minga:
                measure(browser, minga.origin, given.runs)


if __name__ == "__main__":
    main()
