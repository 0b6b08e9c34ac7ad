"""Ports for servers of tests and benches, which nobody else takes before they listen.

The kernel names a port (0) from those that it also lends to outgoing connections: until the server listens, or while it
is killed and starts again, anybody's connection may sit there. The ports given out here lie outside of that range, where
it leaves any, and whoever got one holds its name until the process ends, so that two test processes never get the same.
"""

from __future__ import annotations

import random
import socket
from contextlib import ExitStack
from pathlib import Path

_LENT = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL = (32_768, 60_999)
_LOWEST, _HIGHEST = 10_240, 65_535
_TRIES = 1_000

_held = ExitStack()


def free_port(count: int = 1) -> int:
    """Return a port on loopback that is free, as are those after it, `count` in all.

    :raises OSError: if there is none
    """
    lent_from, lent_to = _lent()
    below = range(_LOWEST, lent_from - count)
    choice = below if len(below) > _TRIES else range(lent_to + 1, _HIGHEST - count)
    if not choice:
        choice = range(_LOWEST, _HIGHEST - count)
    for _ in range(_TRIES):
        port = random.SystemRandom().choice(choice)
        if _hold(range(port, port + count)):
            return port
    raise OSError("no port is free")


def _hold(ports: range) -> bool:
    """Take the names of these ports for as long as this process lives, if nobody has them or listens there."""
    with ExitStack() as taken:
        try:
            for port in ports:
                name = taken.enter_context(socket.socket(socket.AF_UNIX))
                name.bind(f"\0minga-port-{port}")
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        _held.push(taken.pop_all())
        return True


def _lent() -> tuple[int, int]:
    """Return the first and the last port that the kernel lends to outgoing connections."""
    try:
        first, last = _LENT.read_text().split()
    except (OSError, ValueError):
        return _USUAL
    return int(first), int(last)
