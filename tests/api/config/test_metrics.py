"""/metrics: who may read it, what it counts, and that nothing personal becomes a label."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from accounts import services as accounts
from infra.ports import free_port

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(client: Client, **headers: Any) -> Samples:
    answer = client.get("/metrics", **headers)
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def value(found: Samples, name: str, **labels: str) -> float:
    return found.get((name, tuple(sorted(labels.items()))), 0.0)


def operations(found: Samples) -> set[str]:
    return {labels["operation"] for _name, pairs in found if "operation" in (labels := dict(pairs))}


@pytest.mark.django_db
def test_requests_are_counted_by_operation_and_status(client: Client):
    before = samples(client)
    secret = uuid.uuid4().hex
    client.get("/api/v1/catalog/offers")
    client.get("/api/v1/catalog/offers?limit=x")
    client.head("/api/v1/catalog/offers")
    client.get(f"/api/v1/catalog/offers/{secret}")
    client.get(f"/api/v1/{secret}")
    client.delete("/api/v1/catalog/offers")
    after = samples(client)

    def grown(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert grown("minga_http_requests_total", operation="catalog_listOffers", status="200") == 2
    assert grown("minga_http_requests_total", operation="catalog_listOffers", status="400") == 1
    assert grown("minga_http_request_seconds_count", operation="catalog_listOffers") == 3
    assert grown("minga_http_requests_total", operation="catalog_getOffer", status="404") == 1
    assert grown("minga_http_requests_total", operation="nowhere", status="404") == 1
    assert not any(secret in str(key) for key in after)


@pytest.mark.django_db
def test_labels_stay_few(client: Client):
    for number in range(30):
        client.get(f"/made-up/{number}")
        client.get(f"/api/v1/made-up/{number}")
        client.generic(f"M{number}", "/api/v1/catalog/offers")
    found = operations(samples(client))
    assert not [name for name in found if "made" in name or name.startswith("M")]


@pytest.mark.django_db
def test_what_waits_is_shown(client: Client):
    before = samples(client)
    accounts.send_letter(recipient="rosa@example.cl", subject="Hola", text="Hola")
    after = samples(client)
    assert value(after, "minga_mail_waiting") == value(before, "minga_mail_waiting") + 1
    waiting = {"task": "accounts.send_mail", "state": "waiting"}
    assert value(after, "minga_tasks", **waiting) == value(before, "minga_tasks", **waiting) + 1
    assert ("minga_tasks", (("state", "failed"), ("task", "payments.send_refund"))) in after
    assert ("minga_consumer_lag", (("group", "live"),)) in after
    assert "rosa" not in str(after)


@pytest.mark.django_db
def test_it_is_for_loopback_or_the_token(client: Client, settings: Any):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    settings.METRICS_TOKEN = "a-token"
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION="Bearer b").status_code == 404
    assert samples(client, REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION="Bearer a-token")


@pytest.mark.django_db
def test_a_monitor_asks_an_address_and_a_foreign_name_gets_nothing(client: Client, settings: Any):
    settings.ALLOWED_HOSTS = ["minga.example"]
    for host in ("10.0.3.7:8000", "[fd00::7]:8000", "minga.example"):
        assert client.get("/metrics", HTTP_HOST=host).status_code == 200
        assert client.get("/readyz", HTTP_HOST=host).status_code == 200
    assert client.get("/metrics", HTTP_HOST="evil.example").status_code == 400
    assert client.get("/api/v1/catalog/offers", HTTP_HOST="10.0.3.7:8000").status_code == 400


_TWO_WORKERS = """
import os, sys
import django
django.setup()
from prometheus_client import values
from lib import figures, meters
if sys.argv[1] == "work":
    meters.REQUESTS.labels("catalog_listOffers", 200).inc(3)
    meters.CONNECTIONS.labels("used").set(5)
else:
    meters.REQUESTS.labels("catalog_listOffers", 200).inc()
    meters.CONNECTIONS.labels("used").set(2)
    print(figures.generate_latest(figures._own()).decode())
"""


def test_workers_of_one_server_add_up_and_the_dead_hold_nothing(tmp_path: Path):
    environment = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "made"),
        "PYTHONPATH": str(settings.BACKEND),
    }
    said = ""
    for part in ("work", "show"):
        said = subprocess.run(
            [sys.executable, "-c", _TWO_WORKERS, part], env=environment, check=True, capture_output=True, text=True
        ).stdout
    assert 'minga_http_requests_total{operation="catalog_listOffers",status="200"} 4.0' in said
    assert 'minga_database_connections{state="used"} 2.0' in said


def test_a_process_without_pages_shows_its_figures_at_a_port_of_its_own(tmp_path: Path):
    port = str(free_port())
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(port)))
        environment = {**os.environ, "METRICS_PORT": port, "PYTHONPATH": str(settings.BACKEND)}
        relay = [sys.executable, str(settings.BACKEND / "manage.py"), "relay"]
        taken.listen()
        refused = subprocess.run(relay, check=False, env=environment, capture_output=True, text=True, timeout=300)
        assert refused.returncode != 0
        assert f"METRICS_PORT {port}" in refused.stderr
    with subprocess.Popen(relay, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            text = ""
            until = time.monotonic() + 120
            while not text and time.monotonic() < until:
                with suppress(OSError):
                    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        finally:
            process.terminate()
    assert "python_info" in text
    assert "minga_outbox_lag_seconds" not in text, "what the database knows is shown by web alone"
