"""Where Minga listens, and what its programs are told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from infra.local import CannotStart
from infra.local.environment import Address, kept_secrets, of_programs, with_port_for_figures
from infra.ports import free_port

URL = "postgresql:///minga"


@pytest.mark.parametrize(
    ("host", "loopback", "origin"),
    [
        ("", True, "http://127.0.0.1:8000"),
        ("127.0.0.9", True, "http://127.0.0.9:8000"),
        ("localhost", True, "http://localhost:8000"),
        ("::1", True, "http://[::1]:8000"),
        ("0.0.0.0", False, f"http://{socket.gethostname()}:8000"),
        ("::", False, f"http://{socket.gethostname()}:8000"),
        ("192.168.1.20", False, "http://192.168.1.20:8000"),
        ("127.0.0.1.example", False, "http://127.0.0.1.example:8000"),
    ],
)
def test_only_this_machine_is_loopback(host: str, loopback: bool, origin: str) -> None:
    address = Address({"HOST": host})
    assert (address.is_loopback, address.origin) == (loopback, origin)


@pytest.mark.parametrize("port", ["x", "0", "-1", "65535", "70000", "80.5"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(CannotStart, match="PORT"):
        Address({"PORT": port})


@pytest.mark.parametrize("neighbour", [0, 1])
def test_a_taken_port_is_named(neighbour: int) -> None:
    port = free_port(2)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + neighbour))
        other.listen()
        with pytest.raises(CannotStart, match=f"Port {port + neighbour} is taken"):
            Address({"PORT": str(port)}).check_free()


def test_what_the_person_set_wins_but_for_what_was_decided(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STRIPE_API_BASE", "https://provider.example")
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/other")

    told = of_programs(tmp_path, Address({"PORT": "8100"}), URL, {"SECRET_KEY": "drawn"})

    assert told["STRIPE_API_BASE"] == "https://provider.example"
    assert told["DATABASE_URL"] == URL
    assert told["PORT"] == "8100"
    assert told["PUBLIC_ORIGIN"] == "http://127.0.0.1:8100"


def test_secrets_are_drawn_once_and_kept_for_their_owner(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    drawn = kept_secrets(file)

    assert kept_secrets(file) == drawn
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(drawn["SECRET_KEY"]) >= 50
    assert kept_secrets(tmp_path / "others.env")["SECRET_KEY"] != drawn["SECRET_KEY"]


def test_a_secret_that_a_newer_release_needs_is_added_to_those_that_are_there(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    drawn = kept_secrets(file)
    file.write_text(f"SECRET_KEY={drawn['SECRET_KEY']}\nOWN=1\n")

    later = kept_secrets(file)

    assert (later["SECRET_KEY"], later["OWN"]) == (drawn["SECRET_KEY"], "1")
    assert len(later["VAPID_PRIVATE_KEY"]) == 43
    assert kept_secrets(file) == later
    assert file.stat().st_mode & 0o777 == 0o600


def test_each_program_without_pages_shows_its_figures_on_a_port_of_its_own() -> None:
    given = {"METRICS_PORT": "9100"}
    assert with_port_for_figures(given, "relay") == {"METRICS_PORT": "9100"}
    assert with_port_for_figures(given, "worker") == {"METRICS_PORT": "9102"}
    assert with_port_for_figures(given, "web") == {}
    with pytest.raises(CannotStart, match="METRICS_PORT"):
        with_port_for_figures({"METRICS_PORT": "many"}, "relay")
