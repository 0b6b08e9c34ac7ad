"""The supervisor alone, with small programs in place of Minga's."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local import CannotStart
from infra.local.journal import Journal
from infra.local.supervisor import Stopped, Supervisor, command

PATIENCE = 90.0


@pytest.fixture
def supervisor(tmp_path: Path):
    made = Supervisor(Journal(tmp_path / "logs" / "minga.log"))
    with made.listening():
        yield made
        made.stop()


def program(folder: Path, name: str, source: str):
    return command(name, [sys.executable, "-u", "-c", source], folder=folder, environment=dict(os.environ))


def watch_until(supervisor: Supervisor, happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, supervisor.journal.file.read_text()
        supervisor.watch(0.05)


def test_what_dies_is_started_again_later_each_time(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.add(program(tmp_path, "frail", "print('alive'); raise SystemExit(3)"))

    watch_until(supervisor, lambda: supervisor.journal.file.read_text().count("frail    │ alive") >= 3)

    said = supervisor.journal.file.read_text()
    assert "frail ended with 3; starting it again in 0.1 s" in said
    assert "for the 2th time in a row; starting it again in 0.2 s" in said


def test_what_was_killed_comes_back(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.add(program(tmp_path, "strong", "import os, time; print('I am', os.getpid()); time.sleep(600)"))
    watch_until(supervisor, lambda: "I am" in supervisor.journal.last_line.get("strong", ""))
    first = supervisor.journal.last_line["strong"]

    os.kill(int(first.split()[-1]), signal.SIGKILL)

    watch_until(supervisor, lambda: supervisor.journal.last_line["strong"] != first)
    assert "strong was killed by signal 9" in supervisor.journal.file.read_text()


def test_who_does_not_listen_is_killed(supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.local.supervisor._PATIENCE", 0.3)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(600)"
    supervisor.add(program(tmp_path, "deaf", deaf))
    watch_until(supervisor, lambda: "deaf" in supervisor.journal.last_line)

    started = time.monotonic()
    supervisor.stop()

    assert time.monotonic() - started < PATIENCE
    assert "does not stop; killed" in supervisor.journal.file.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch(supervisor: Supervisor, number: signal.Signals) -> None:
    os.kill(os.getpid(), number)

    with pytest.raises(Stopped):
        supervisor.watch(PATIENCE)


def test_a_command_gives_back_what_it_printed(supervisor: Supervisor, tmp_path: Path) -> None:
    source = "import sys; print('{\"a\": 1}'); print('by the way', file=sys.stderr)"
    printed = supervisor.run("once", [sys.executable, "-c", source], folder=tmp_path, environment=dict(os.environ))

    assert printed == '{"a": 1}\n'
    assert "once     │ by the way" in supervisor.journal.file.read_text()


def test_a_command_that_fails_is_one_line(supervisor: Supervisor, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="once failed: it is broken"):
        supervisor.run(
            "once",
            [sys.executable, "-c", "raise SystemExit('it is broken')"],
            folder=tmp_path,
            environment=dict(os.environ),
        )


def test_routine_stays_in_the_file(supervisor: Supervisor, capfd: pytest.CaptureFixture[str]) -> None:
    supervisor.journal.write("web", '{"event": "request", "level": "info"}')
    supervisor.journal.write("web", '{"event": "odd", "level": "warning"}')

    shown = capfd.readouterr().out
    assert "request" not in shown
    assert "odd" in shown
    assert "request" in supervisor.journal.file.read_text()
