"""Keeps programs running: starts them, starts again what dies, and stops all of them in order."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from infra.local import CannotStart
from infra.local.children import spawn
from infra.local.journal import Journal

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PAUSE_SIGNAL = signal.SIGUSR1

_FIRST_DELAY, _LONGEST_DELAY = 0.1, 5.0  # seconds before a dead program is started again
_PROVEN_AFTER = 20.0  # seconds of life after which its next death counts as its first
_PATIENCE = 10.0  # seconds between asking a program to stop and making it


class Stopped(Exception):
    """The person at the terminal, or the system, asked us to stop."""


@dataclass(frozen=True)
class Program:
    """`start` makes the process, with its output on the given descriptor; `stop_signal` ends it in order."""

    name: str
    start: Callable[[int], subprocess.Popen[bytes]]
    stop_signal: signal.Signals = signal.SIGTERM


def command(name: str, arguments: Sequence[str | Path], *, folder: Path, environment: dict[str, str]) -> Program:
    """Return a program that may be killed at any moment, and is when we are."""

    def start(output: int) -> subprocess.Popen[bytes]:
        # Killed, not asked, when we die: its port and its locks are then free for the next start.
        return spawn(
            arguments, death_signal=signal.SIGKILL, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )

    return Program(name, start)


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    due: float = field(default=0.0)


class Supervisor:
    """Runs in the main thread; `watch` must be called often, or for as long as nothing else is to be done."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.paused = False  # set by the pause signal, cleared by who answers it
        self._children: dict[str, _Child] = {}
        self._woken = -1

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take signals over: they wake `watch` instead of interrupting whatever runs."""
        self._woken, waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        before = {number: signal.getsignal(number) for number in {*STOP_SIGNALS, PAUSE_SIGNAL, signal.SIGCHLD}}
        for number in before:
            signal.signal(number, lambda *_: None)
        former = signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(former)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._woken)
            os.close(waker)

    def add(self, program: Program) -> None:
        """Start a program and keep it running."""
        child = self._children.setdefault(program.name, _Child(program))
        self._start(child)

    def deaths(self, name: str) -> int:
        """Return how often a program died in a row, without having lived for long."""
        return self._children[name].deaths

    def watch(self, seconds: float) -> None:
        """Start again what died, and return after `seconds` or as soon as something happened.

        :raises Stopped: if we were asked to stop
        """
        now = time.monotonic()
        for child in self._children.values():
            if child.process is not None and child.process.poll() is not None:
                self._bury(child, now)
            if child.process is None and child.due <= now:
                self._start(child)
        due = [child.due - now for child in self._children.values() if child.process is None]
        self._listen(max(0.0, min([seconds, *due])))

    def run(self, name: str, arguments: Sequence[str | Path], *, folder: Path, environment: dict[str, str]) -> str:
        """Run a command to its end while watching over the others, and return what it printed.

        :raises CannotStart: if it fails
        """
        process = spawn(
            arguments,
            death_signal=signal.SIGKILL,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        complaints = self.journal.follow(name, process.stderr)
        printed: list[bytes] = []
        reader = threading.Thread(target=lambda: printed.append(process.stdout.read()), daemon=True)  # type: ignore[union-attr]
        reader.start()
        try:
            while process.poll() is None:
                self.watch(0.5)
        finally:
            process.kill()
            process.wait()
        reader.join()
        complaints.join()
        process.stdout.close()
        if process.returncode:
            said = self.journal.last_line.get(name) or f"it ended with {process.returncode}"
            raise CannotStart(f"{name} failed: {said} (all of it: {self.journal.file})")
        return printed[0].decode(errors="replace")

    def stop(self, *names: str) -> None:
        """Stop these programs, or all, the last started first asked; who doesn't listen is killed."""
        chosen = [self._children.pop(name) for name in reversed(list(self._children)) if not names or name in names]
        alive = [child for child in chosen if child.process is not None and child.process.poll() is None]
        for child in alive:
            _process(child).send_signal(child.program.stop_signal)
        deadline = time.monotonic() + _PATIENCE
        for child in alive:
            try:
                _process(child).wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.journal.write(child.program.name, "does not stop; killed")
                _process(child).kill()
                _process(child).wait()

    def _listen(self, seconds: float) -> None:
        if not select.select([self._woken], [], [], seconds)[0]:
            return
        heard = set(os.read(self._woken, 1024))
        if heard & STOP_SIGNALS:
            raise Stopped
        if PAUSE_SIGNAL in heard:
            self.paused = True

    def _start(self, child: _Child) -> None:
        reading, writing = os.pipe2(os.O_CLOEXEC)
        child.started = time.monotonic()
        try:
            child.process = child.program.start(writing)
        except (OSError, CannotStart) as reason:
            os.close(reading)
            self._postpone(child, str(reason))
        else:
            self.journal.follow(child.program.name, os.fdopen(reading, "rb"))
        finally:
            os.close(writing)

    def _bury(self, child: _Child, now: float) -> None:
        code = _process(child).returncode
        if now - child.started > _PROVEN_AFTER:
            child.deaths = 0
        self._postpone(child, f"was killed by signal {-code}" if code < 0 else f"ended with {code}")

    def _postpone(self, child: _Child, reason: str) -> None:
        delay = min(_FIRST_DELAY * 2**child.deaths, _LONGEST_DELAY)
        child.process, child.deaths, child.due = None, child.deaths + 1, time.monotonic() + delay
        if child.deaths > 1:  # a first death is healed at once; its reason stands above in the log
            reason += f", for the {child.deaths}th time in a row"
        name = child.program.name
        said = self.journal.last_line.get(name, "")
        self.journal.write("minga", f"{name} {reason}; starting it again in {delay:.1f} s")
        self.journal.last_line[name] = said


def _process(child: _Child) -> subprocess.Popen[bytes]:
    assert child.process is not None
    return child.process
