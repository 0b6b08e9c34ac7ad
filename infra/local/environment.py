"""The environment of the programs: what the person set, and for the rest what fits one machine."""

from __future__ import annotations

import base64
import ipaddress
import os
import secrets
import socket
from pathlib import Path

from infra.local import CannotStart

_WITHOUT_PAGES = ("relay", "consumer", "worker")
_LOOPBACK_NAMES = {"localhost", "ip6-localhost"}


class Address:
    """Where Minga listens: HOST (127.0.0.1) and PORT (8000); the payment server takes the next port."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.host = environment.get("HOST") or "127.0.0.1"
        try:
            self.port = int(environment.get("PORT") or 8000)
        except ValueError:
            raise CannotStart(f"PORT must be a number, not {environment['PORT']!r}.") from None
        if not 1 <= self.port <= 65_534:
            raise CannotStart(f"PORT must lie between 1 and 65534, not {self.port}.")

    @property
    def is_loopback(self) -> bool:
        """Answer whether only this machine can reach it."""
        if self.host in _LOOPBACK_NAMES:
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_everywhere(self) -> bool:
        """Answer whether it listens on all networks of the machine."""
        return self.host in {"0.0.0.0", "::"}  # noqa: S104  compared, not bound

    @property
    def reachable(self) -> str:
        """Return a host that this machine reaches itself by."""
        return "127.0.0.1" if self.is_everywhere else self.host

    @property
    def origin(self) -> str:
        """Return the address that people type."""
        host = socket.gethostname() if self.is_everywhere else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def check_free(self) -> None:
        """See that both ports can be listened on.

        :raises CannotStart: if one is taken, or the host isn't ours
        """
        for host, port in ((self.host, self.port), ("127.0.0.1", self.port + 1)):
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((host, port))
                except PermissionError:
                    raise CannotStart(f"Port {port} may be used by root only; try PORT=8000.") from None
                except OSError as reason:
                    if reason.errno is not None and reason.errno == 98:  # EADDRINUSE
                        raise CannotStart(
                            f"Port {port} is taken; stop what listens there, or choose another: PORT={port + 100} make run"
                        ) from None
                    raise CannotStart(f"HOST={host}: {reason.strerror or reason}.") from None


def of_programs(root: Path, address: Address, database_url: str, secret: dict[str, str]) -> dict[str, str]:
    """Return the whole environment of the programs; what the person set wins."""
    hosts = ["127.0.0.1", "localhost", "[::1]"]
    if not address.is_loopback:
        hosts += [socket.gethostname() if address.is_everywhere else address.host]
    defaults = {
        **secret,
        "MINGA_MODE": "local",
        "PUBLIC_ORIGIN": address.origin,
        "ALLOWED_HOSTS": ",".join(hosts),
        "STRIPE_API_BASE": f"http://127.0.0.1:{address.port + 1}",
    }
    fixed = {
        "DATABASE_URL": database_url,
        "HOST": address.host,
        "PORT": str(address.port),
        "PYTHONPATH": os.pathsep.join([str(root), str(root / "backend")]),
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **{name: value for name, value in os.environ.items() if value}, **fixed}


def with_port_for_figures(environment: dict[str, str], program: str) -> dict[str, str]:
    """Return the environment of one program: METRICS_PORT is the relay's, the next are the consumer's and the worker's.

    Web shows its figures on its own port.

    :raises CannotStart: if METRICS_PORT is no port
    """
    if not (value := environment.get("METRICS_PORT")):
        return environment
    if not value.isdecimal() or not 1 <= int(value) <= 65_533:
        raise CannotStart(f"METRICS_PORT must be a port with two free ones behind it, not {value!r}.")
    others = {name: text for name, text in environment.items() if name != "METRICS_PORT"}
    if program not in _WITHOUT_PAGES:
        return others
    return {**others, "METRICS_PORT": str(int(value) + _WITHOUT_PAGES.index(program))}


def kept_secrets(file: Path) -> dict[str, str]:
    """Return this checkout's secrets, drawn the first time and kept in `file` for its owner only.

    What a newer release needs besides is drawn when it is missing.
    """
    lines = file.read_text().splitlines() if file.exists() else []
    kept = dict(line.split("=", 1) for line in lines if "=" in line)
    drawn = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "STRIPE_SECRET_KEY": f"sk_test_{secrets.token_hex(16)}",
        "STRIPE_WEBHOOK_SECRETS": f"whsec_{secrets.token_hex(16)}",
        "METRICS_TOKEN": secrets.token_urlsafe(24),
        "VAPID_PRIVATE_KEY": _push_key(),
    }
    if missing := {name: value for name, value in drawn.items() if name not in kept}:
        kept |= missing
        unfinished = file.with_suffix(".new")
        unfinished.touch(mode=0o600)
        unfinished.write_text("".join(f"{name}={value}\n" for name, value in kept.items()))
        unfinished.rename(file)
    return kept


def _push_key() -> str:
    """A number below the order of the curve P-256, as `manage.py vapid_key` draws it."""
    number = secrets.randbelow(0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 - 1) + 1
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
