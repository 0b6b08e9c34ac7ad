"""Ports that are given out are nobody else's until the process ends."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from infra import ports
from infra.local.postgres import CHECKOUT


def test_a_port_is_given_once_and_its_neighbours_are_free_too() -> None:
    given = [ports.free_port(2) for _ in range(50)]
    assert len({*given, *(port + 1 for port in given)}) == 100
    for port in (given[0], given[0] + 1):
        with socket.socket() as server:
            server.bind(("127.0.0.1", port))


def test_no_outgoing_connection_can_sit_there() -> None:
    first, last = (int(number) for number in Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    assert not any(first <= ports.free_port() <= last for _ in range(50))


def test_who_listens_and_who_was_given_one_keep_others_away() -> None:
    given = ports.free_port()
    asked = f"from infra import ports; print(ports._hold(range({given}, {given + 1})))"
    other = subprocess.run([sys.executable, "-c", asked], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert other.stdout == "False\n"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not ports._hold(range(port, port + 1))
