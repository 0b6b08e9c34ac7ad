"""The real WSGI application behind a real server, several processes of it, over the test's own database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
from django.db import connection

from infra.local.children import spawn
from infra.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 120  # two on a quiet machine


def database_url() -> str:
    """This will return the address of the database that the test uses."""
    settings = connection.settings_dict
    user = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
    place = {name: settings[key] for name, key in (("host", "HOST"), ("port", "PORT")) if settings[key]}
    return f"postgresql://{user}@/{quote(settings['NAME'])}?{urlencode(place, safe='/')}"


@contextmanager
def serving(
    application: str = "config.wsgi:application", *, workers: int = 2, threads: int = 8, **environment: str
) -> Iterator[str]:
    """This will serve the application until the block ends, and give its address."""
    port = free_port()
    name = f"served-{port}"
    process = spawn(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(workers), "--blocking-threads", str(threads), "--backlog", "1024",
            "--log-level", "warning", application,
        ],
        death_signal=signal.SIGKILL,
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
            "DATABASE_URL": database_url(),
            "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}",
            "LOG_LEVEL": "ERROR",
            "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
            "PGAPPNAME": name,
            "DJANGO_SETTINGS_MODULE": "tests.support.patient_settings",
            **environment,
        },
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(base)
        yield base
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _wait_until_gone(name)


def _wait_until_ready(base: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{base}/readyz", timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the application did not answer at {base}")


def _wait_until_gone(name: str) -> None:
    """The test's database is dropped next: nobody may be connected to it any more."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [name])
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.02)
    raise RuntimeError(f"{name} still holds connections")
