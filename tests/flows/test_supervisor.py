"""`make run`, for real: what is killed comes back, two can't run at once, Ctrl-C leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from infra.local import scratch
from infra.local.postgres import CHECKOUT
from infra.ports import free_port
from tests.support import site as sites

PROGRAMS = (
    "config.serve",
    "infra.stripe_mock",
    "manage.py relay",
    "manage.py consume",
    "manage.py work",
    "bin/postgres",
)


@pytest.fixture(scope="module")
def site():
    with sites.running() as started:
        yield started


def local(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "infra.local", *arguments],
        cwd=CHECKOUT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def epoch(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT value FROM events_epoch").fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_killed_program_is_started_again(site: sites.Site, program: str) -> None:
    before = site.child(program)
    os.kill(before, signal.SIGKILL)

    deadline = time.monotonic() + 180
    while before in site.children() or not any(program in line for line in site.children().values()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    site.wait()

    assert site.child(program) != before


def test_a_second_start_is_refused_in_one_line(site: sites.Site) -> None:
    done = local("run", MINGA_VAR=str(site.var), PORT=str(free_port(2)))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"already runs here (process {site.process.pid}, {site.origin})" in done.stderr


def test_reset_is_refused_while_it_runs(site: sites.Site) -> None:
    done = local("reset", MINGA_VAR=str(site.var))

    assert done.returncode == 1
    assert "already runs here" in done.stderr
    site.wait()


def test_a_backup_is_restored_while_it_runs_under_a_new_epoch(site: sites.Site, tmp_path: Path) -> None:
    file = tmp_path / "before the mistake.dump"
    before = epoch(site.database_url)
    taken = local("backup", str(file), MINGA_VAR=str(site.var))
    assert taken.returncode == 0, taken.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    with psycopg.connect(site.database_url) as connection:
        connection.execute("UPDATE accounts_person SET name = 'a mistake'")

    done = local("restore", str(file), MINGA_VAR=str(site.var))

    assert done.returncode == 0, done.stderr
    site.wait()
    assert epoch(site.database_url) != before
    with psycopg.connect(site.database_url) as connection:
        assert connection.execute("SELECT FROM accounts_person WHERE name = 'a mistake'").rowcount == 0
        assert connection.execute("SELECT FROM accounts_person").rowcount > 0


def test_a_broken_backup_changes_nothing(site: sites.Site, tmp_path: Path) -> None:
    file = tmp_path / "broken.dump"
    file.write_bytes(b"PGDMP and then nothing of use")
    before = epoch(site.database_url)

    done = local("restore", str(file), MINGA_VAR=str(site.var))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert epoch(site.database_url) == before
    site.wait()


def test_a_taken_port_is_named() -> None:
    with scratch.folder("minga-port") as var, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = local("run", MINGA_VAR=str(var), PORT=str(port))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"Port {port} is taken" in done.stderr


def test_known_passwords_are_not_shown_to_the_network(site: sites.Site) -> None:
    done = local("run", MINGA_VAR=str(site.var), HOST="0.0.0.0")
    assert done.returncode == 1

    with scratch.folder("minga-open") as var:
        (var / "demo.json").write_text("{}")
        done = local("run", MINGA_VAR=str(var), HOST="0.0.0.0", PORT=str(free_port(2)))
    assert done.returncode == 1
    assert "demo sign-ins" in done.stderr


def test_what_was_killed_starts_again_and_ctrl_c_leaves_no_process(site: sites.Site) -> None:
    children = site.children()
    site.stop(signal.SIGKILL)

    again = sites.start(site.var)
    again.wait()
    children |= again.children()
    assert again.stop(signal.SIGINT) == 0

    deadline = time.monotonic() + 120
    while alive := [pid for pid in children if Path(f"/proc/{pid}/exe").exists()]:
        assert time.monotonic() < deadline, {pid: children[pid] for pid in alive}
        time.sleep(0.1)
