"""One step of the checks: a command, its title, and how its own tests are counted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.postgres import CHECKOUT

# pytest: "3 failed, 12 passed, 1 error in 4.2s"; vitest: "Tests  1 failed | 12 passed (13)"
_PYTEST = re.compile(r"^(?:=+ )?((?:\d+ \w+(?:, )?)+) in [\d.]+s")
_VITEST = re.compile(r"^\s*Tests\s+(.*?)\s*\(\d+\)")
_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|todo)")
_COLOURS = re.compile(r"\x1b(\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)")  # and links


@dataclass(frozen=True)
class Step:
    """`command` runs in `folder`; where it reports no tests of its own, it counts as one."""

    title: str
    command: Sequence[str | Path]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = CHECKOUT


@dataclass(frozen=True)
class Outcome:
    """What a step came to."""

    title: str
    passed: int
    failed: int
    seconds: float


def run(step: Step) -> Outcome:
    """Run a step, showing what it says as it says it."""
    print(f"\n── {step.title} " + "─" * max(0, 100 - len(step.title)), flush=True)
    started = time.monotonic()
    said: list[str] = []
    environment = {**os.environ, "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'backend'}", **step.environment}
    with subprocess.Popen(
        step.command, cwd=step.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            text = _COLOURS.sub("", line.decode(errors="replace"))
            sys.stdout.write(text)
            sys.stdout.flush()
            said.append(text)
    seconds = time.monotonic() - started
    passed, failed = tally("".join(said), process.returncode)
    print(f"   {seconds:.0f} s: {'fine' if not failed else f'{failed} failed'}", flush=True)
    return Outcome(step.title, passed, failed, seconds)


def tally(said: str, code: int) -> tuple[int, int]:
    """Count what passed and failed; what was skipped has failed, for it proves nothing."""
    passed = failed = 0
    for line in said.splitlines():
        found = _PYTEST.match(line) or _VITEST.match(line)
        for number, kind in _COUNT.findall(found[1]) if found else []:
            if kind == "passed":
                passed += int(number)
            else:
                failed += int(number)
    if passed == failed == 0:
        return (0, 1) if code else (1, 0)
    return passed, failed or int(code != 0)
