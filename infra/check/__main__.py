"""The list of checks. Exits with 1 if one failed; the last line is `N passed, N failed`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from infra import messages
from infra.check import needs
from infra.check.steps import Outcome, Step, run
from infra.local import CannotStart, place, web_app

_PROGRAMS = Path(sys.executable).parent
_FRONTEND = place.ROOT / "frontend"
# Enough for the settings to load; the tests start their own database.
_SETTINGS = {
    "MINGA_MODE": "test",
    "SECRET_KEY": "for-checks-only",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
}
_CORES = os.cpu_count() or 1


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _pytest(*arguments: str) -> list[str]:
    return _python("pytest", "-q", "--durations=8", "--durations-min=5", *arguments)


def steps() -> list[Step]:
    """Return every check, the quick ones first."""
    npm = _python("infra.local", "npm", "run")
    return [
        Step("Python: style", [_PROGRAMS / "ruff", "check", "."]),
        Step("Python: format", [_PROGRAMS / "ruff", "format", "--check", "."]),
        Step("Python: who may import whom", [_PROGRAMS / "lint-imports"], _SETTINGS),
        Step("Python: types", _python("mypy"), _SETTINGS),
        Step("Web app: style, types, texts, tests", [*npm, "check"], {"NO_COLOR": "1"}),
        Step("Web app: build", _python("infra.local", "build")),
        Step(
            "Python: units, API, contracts",
            _pytest("-n", str(min(_CORES, 8)), "tests/unit", "tests/api", "tests/contracts"),
        ),
        Step("Flows, on a real Kafka", _pytest("tests/flows")),
        # One file, one site. Test, browser and site wait for each other by turns: two files at once use both cores.
        Step("Browser, on the built site", _pytest("-n", str(min(_CORES, 4)), "--dist", "loadfile", "tests/e2e")),
    ]


def main() -> None:
    """Run the checks that are named by a part of their title, or all."""
    chosen = [step for step in steps() if not sys.argv[1:] or any(part in step.title for part in sys.argv[1:])]
    try:
        place.make_ready()
        needs.ensure()
        messages.compile_all()
        web_app.install(_FRONTEND, place.VAR / "build.log")
    except CannotStart as reason:
        sys.exit(f"minga: {reason}")
    outcomes = [run(step) for step in chosen]
    _sum_up(outcomes)
    sys.exit(any(outcome.failed for outcome in outcomes))


def _sum_up(outcomes: list[Outcome]) -> None:
    print("\n── Sum " + "─" * 94)
    for outcome in outcomes:
        print(f"{outcome.seconds:6.0f} s  {outcome.passed:5} passed  {outcome.failed:4} failed  {outcome.title}")
    print(f"{sum(outcome.seconds for outcome in outcomes):6.0f} s")
    print(f"{sum(outcome.passed for outcome in outcomes)} passed, {sum(outcome.failed for outcome in outcomes)} failed")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
