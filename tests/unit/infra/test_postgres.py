"""The launcher of the embedded database, on a real server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from infra.local import CannotStart, postgres, scratch


@pytest.fixture
def folder():
    with scratch.folder("minga-postgres") as place:
        yield place


def rows(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM kept ORDER BY number")]


def test_committed_rows_survive_a_killed_server(folder: Path) -> None:
    server = postgres.Server(folder / "data")
    process = server.start(folder / "log")
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 3) AS number")
    process.kill()
    process.wait()

    started = time.monotonic()
    process = server.start(folder / "log")

    assert rows(server.url) == [1, 2, 3]
    assert time.monotonic() - started < 60
    postgres.stop(process)


def test_a_stale_pid_file_of_another_program_is_no_obstacle(folder: Path) -> None:
    with postgres.running(folder / "data"):
        pass
    (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n")

    with postgres.running(folder / "data") as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_server_dies_with_its_parent(folder: Path) -> None:
    program = f"""
import sys, time
from pathlib import Path
from infra.local import postgres
process = postgres.Server(Path({str(folder / "data")!r})).start(Path({str(folder / "log")!r}))
print(process.pid, flush=True)
time.sleep(600)
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."}
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    deadline = time.monotonic() + 90
    while Path(f"/proc/{pid}/cwd").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not (folder / "data" / "postmaster.pid").exists()


def test_a_long_path_gets_a_short_socket_folder(folder: Path) -> None:
    data = folder / ("with spaces and ñandú " * 6)
    with postgres.running(data, durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_of_another_release_is_refused_in_one_line(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "PG_VERSION").write_text("17\n")

    with pytest.raises(CannotStart, match="was made by PostgreSQL 17"):
        postgres.Server(folder / "data").start(folder / "log")


def test_folders_of_killed_owners_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch.folder("minga-sweep") as alive:
        left_over = alive.with_name("dead")
        left_over.mkdir()
        left_over.with_suffix(".lock").touch()
        with scratch.folder("minga-sweep"):
            assert alive.exists()
            assert not left_over.exists()
