"""Ports that are given out are nobody else's until the process ends."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra import ports
from infra.local.postgres import CHECKOUT


def test_a_port_is_given_once_and_its_neighbours_are_free_too() -> None:
    given = [ports.free_port(2) for _ in range(50)]
    assert len({*given, *(port + 1 for port in given)}) == 100
    for port in (given[0], given[0] + 1):
        with socket.socket() as server:
            server.bind(("127.0.0.1", port))


@pytest.mark.parametrize(
    ("lent", "outside"),
    [
        ("32768\t60999\n", (10_240, 32_767)),
        ("10240\t60999\n", (61_000, 65_535)),
        # All of them are lent, or so many that too few are left: any that is free will do.
        ("1024\t65535\n", (10_240, 65_535)),
        ("10000\t65535\n", (10_240, 65_535)),
        # Nobody says so: as it usually is.
        (None, (10_240, 32_767)),
        ("nothing of use", (10_240, 32_767)),
    ],
)
def test_no_outgoing_connection_can_sit_there_if_that_can_be(
    lent: str | None, outside: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "ip_local_port_range"
    if lent is not None:
        told.write_text(lent)
    monkeypatch.setattr(ports, "_LENT", told)
    lowest, highest = outside
    assert all(lowest <= ports.free_port() <= highest for _ in range(50))


def test_who_listens_and_who_was_given_one_keep_others_away() -> None:
    given = ports.free_port()
    asked = f"from infra import ports; print(ports._hold(range({given}, {given + 1})))"
    other = subprocess.run([sys.executable, "-c", asked], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert other.stdout == "False\n"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not ports._hold(range(port, port + 1))
