"""How long who scans a label waits for the verdict: `python -m tests.bench.label_page [address of a label] [--runs 3]`.

400 kbit/s, 400 ms for every answer, a CPU four times slower, nothing kept, a phone's screen. Without an address a site is
built and started here, and a lot certified on it. `words`: the page can be read; `verdict`: the device has checked it;
`kept`: it opens without a line from now on. Then the same label `again`, and `offline`. `bytes` is what the site sent for
the first visit, counted at the socket, headers and all, without the slow line.
"""

from __future__ import annotations

import argparse
import os
import statistics
from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext

from tests.bench.first_view import weak
from tests.flows.story_people import Someone
from tests.support import site
from tests.support.chromium import PHONE, chromium
from tests.support.counted_line import CountedLine
from tests.support.labels import signed_label

_PATIENCE_MS = 90_000
DEMO_PASSWORD = "siete-majadas-2026"
WATCH = """
(() => {
  const seen = (window.seen = {});
  const note = (name, is) => { if (!(name in seen) && is()) seen[name] = performance.now(); };
  const look = () => {
    const verdict = document.querySelector('#verdict');
    note('words', () => verdict && document.querySelector('link[rel=stylesheet]')?.sheet);
    note('verdict', () => document.querySelector('#when:not([hidden])'));
    note('kept', () => document.querySelector('#offline:not([hidden])'));
    if (!('kept' in seen)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def visit(context: BrowserContext, address: str, *, offline: bool = False) -> dict[str, float]:
    """Open the label's page over the weak line and return what was there when, in seconds."""
    with weak(context) as (page, wire):
        page.add_init_script(WATCH)
        context.set_offline(offline)
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => 'kept' in window.seen", timeout=_PATIENCE_MS)
        seen = page.evaluate("window.seen")
        context.set_offline(False)
        return {name: seen[name] / 1000 for name in ("words", "verdict", "kept")} | {
            "state": page.locator("#verdict").get_attribute("data-verdict") == "valid",
            "requests": len(wire.spans),
        }


def counted(browser: Browser, address: str) -> int:
    """Return the bytes of a first visit as the socket has them."""
    parts = urlsplit(address)
    line = CountedLine(parts.port or 80)
    context = browser.new_context(viewport=PHONE, locale="es-CL")  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{line.origin}{parts.path}")
    page.wait_for_function("() => 'kept' in window.seen", timeout=_PATIENCE_MS)
    context.close()
    return line.received


def measure(browser: Browser, address: str, runs: int) -> None:
    """Print each run and the medians."""
    lines: list[dict[str, float]] = []
    for _ in range(runs):
        context = browser.new_context(viewport=PHONE, locale="es-CL")  # type: ignore[arg-type]
        found = visit(context, address)
        for name, seen in (("again", visit(context, address)), ("offline", visit(context, address, offline=True))):
            found |= {f"{name} {what}": seen[what] for what in ("words", "verdict", "state")}
        context.close()
        lines.append(found)
        print("  ".join(f"{name} {value:.2f}" for name, value in found.items()), flush=True)
    print(f"\nmedians (load {os.getloadavg()[0]:.1f})")
    for name in lines[0]:
        print(f"{statistics.median(line[name] for line in lines):>9.2f}  {name}")
    print(f"{counted(browser, address):>9}  bytes")


def certified(origin: str) -> str:
    """Return the address of a label that was signed on this site."""
    people = {}
    for name in ("rosa", "nelson"):
        people[name] = Someone(origin.removeprefix("http://"))
        body = {"email": f"{name}@minga.example", "password": DEMO_PASSWORD}
        people[name].post("/_allauth/browser/v1/auth/login", body, expect=200)
    return (
        f"{origin}/o/{signed_label(people['rosa'], people['nelson'], product=f'Queso de cabra {uuid4().hex[:4]}').code}"
    )


def main() -> None:
    """Measure a label of a site, given or our own."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("address", nargs="?")
    reader.add_argument("--runs", type=int, default=3)
    given = reader.parse_args()
    with chromium() as browser:
        if given.address:
            address = given.address if "/o/" in given.address else certified(given.address)
            measure(browser, address, given.runs)
        else:
            with site.running() as minga:
                measure(browser, certified(minga.origin), given.runs)


if __name__ == "__main__":
    main()
