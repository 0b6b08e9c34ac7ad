"""Does the time of an answer tell whether an address has an account? `python -m tests.bench.sign_up_times ORIGIN [rounds]`

Asks a running site (with the demonstration data) in turns for addresses that are taken and addresses that are free,
and prints the median and the middle half of each, for signing up, signing in and asking for another password.
"""

from __future__ import annotations

import statistics
import sys
import time
from uuid import uuid4

import httpx

_TAKEN = (
    "rosa", "nelson", "isabel", "camila", "elsa", "berta", "hernan", "yolanda", "abdon", "mireya", "ramon", "amanda",
    "ignacio", "lucia", "osvaldo", "teresa", "juan", "marta", "fresia", "sergio", "carmen", "nora", "ines", "paulina",
)  # fmt: skip
_AUTH = "/_allauth/browser/v1/auth/"


def ask(origin: str, action: str, email: str) -> tuple[float, int]:
    """This will ask once with a session of its own; returns milliseconds and status."""
    bodies = {
        "signup": {"email": email, "password": "una clave larga 2026", "name": "Alguien", "consent": True},
        "login": {"email": email, "password": "no es esta clave 2026"},
        "password/request": {"email": email},
    }
    with httpx.Client(base_url=origin, timeout=30) as client:
        client.get("/api/v1/me")
        headers = {"X-CSRFToken": client.cookies["minga_csrf"]}
        began = time.perf_counter()
        answer = client.post(_AUTH + action, json=bodies[action], headers=headers)
        return (time.perf_counter() - began) * 1000, answer.status_code


def main(origin: str, rounds: int) -> None:
    """This will print one line for each action and kind of address."""
    for action in ("signup", "login", "password/request"):
        found: dict[str, list[float]] = {"taken": [], "free": []}
        said: dict[str, set[int]] = {"taken": set(), "free": set()}
        for number in range(rounds):
            # Each address a few times only: after five letters in ten minutes any address is told to wait.
            taken = f"{_TAKEN[number % len(_TAKEN)]}@minga.example"
            for kind, email in (("taken", taken), ("free", f"{uuid4().hex[:10]}@example.cl")):
                took, status = ask(origin, action, email)
                if status != 429:
                    found[kind].append(took)
                    said[kind].add(status)
        for kind, times in found.items():
            low, middle, high = statistics.quantiles(times, n=4)
            print(
                f"{action:17} {kind:6} {len(times):4} answers {sorted(said[kind])}: {middle:6.1f} ms ({low:.1f} to {high:.1f})"
            )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)
