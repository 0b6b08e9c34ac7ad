"""docker-compose.yml and its image keep what they promise, as far as that can be read from them."""

from __future__ import annotations

import importlib.util
import itertools
import re

import pytest
import yaml
from django.core.management import get_commands

from infra.local.postgres import CHECKOUT

COMPOSE = (CHECKOUT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = (CHECKOUT / "infra" / "Dockerfile").read_text()
EXAMPLE = (CHECKOUT / "infra" / "env.example").read_text()
PARTS = {"postgres", "kafka", "redis", "web", "live", "relay", "consumer", "worker", "stripe-mock", "proxy", "migrate"}
OURS = sorted(name for name, service in SERVICES.items() if service.get("image", "").startswith("minga:"))


def test_every_part_is_there() -> None:
    assert set(SERVICES) == PARTS


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_may_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] or name == "kafka"
    assert service.get("user") not in ("root", "0")
    assert not service.get("privileged")
    assert all(volume.split(":")[0] in ("postgres", "kafka", "payments") for volume in service.get("volumes", []))


@pytest.mark.parametrize("name", sorted(PARTS - {"migrate"}))
def test_what_stays_up_is_asked_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_only_proxy_and_test_payments_are_published() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == {"proxy", "stripe-mock"}
    assert all("127.0.0.1" in port for ports in published.values() for port in ports)


def test_nothing_secret_has_a_value() -> None:
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRETS", "METRICS_TOKEN"):
        assert re.search(rf"^{name}=$", EXAMPLE, re.MULTILINE), name
        for used in re.findall(rf"\$\{{{name}(?!\w)([^}}]*)\}}", COMPOSE):
            assert used.startswith(":?") or used == ":-", name
    assert not re.search(r"(sk_(test|live)_|whsec_)\w+", COMPOSE + DOCKERFILE + EXAMPLE.replace("begins with", ""))


def test_every_variable_is_explained() -> None:
    required = set(re.findall(r"\$\{(\w+):\?", COMPOSE))
    assert required <= set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE))


def settings_that_are_read() -> set[str]:
    """The variables that the settings, the logs, the figures and the traces ask the environment for."""
    code = "".join(path.read_text() for path in (CHECKOUT / "backend").rglob("*.py"))
    return set(re.findall(r"environment\.\w+\(\s*\"([A-Z_]+)\"", code))


def test_every_setting_reaches_the_containers() -> None:
    """What an operator writes into .env is no word in the wind."""
    settings = settings_that_are_read()
    assert {"SECRET_KEY", "HOLD_MINUTES", "PUSH_HOSTS"} <= settings
    of_one_machine = {"DEMO", "FRONTEND_DIST", "HOST", "PORT", "WEB_THREADS"}
    assert settings - of_one_machine <= set(SERVICES["web"]["environment"])


def test_every_setting_is_explained() -> None:
    operations = (CHECKOUT / "docs" / "operations.md").read_text()
    assert {name for name in settings_that_are_read() if f"`{name}`" not in operations} <= {"FRONTEND_DIST"}


def test_the_broker_is_the_one_that_the_flows_run_on() -> None:
    pom = (CHECKOUT / "infra" / "kafka" / "pom.xml").read_text()
    tried = re.search(r"<kafka\.version>([\d.]+)<|<artifactId>kafka_2\.13</artifactId>\s*<version>([\d.]+)<", pom)
    assert tried
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{tried[1] or tried[2]}"


@pytest.mark.parametrize("name", OURS)
def test_a_command_exists_and_no_demo_is_loaded(name: str) -> None:
    command = SERVICES[name]["command"]
    words = re.findall(r"[\w./=:-]+", " ".join(command))
    for before, verb in itertools.pairwise(words):
        if before == "backend/manage.py":
            assert verb in get_commands()
        if before == "-m":
            assert importlib.util.find_spec(verb)
    assert "load_demo" not in words


def test_images_are_pinned_and_run_as_nobody_in_particular() -> None:
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert all(":" in image and not image.endswith(":latest") for image in images)
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE
    assert "ADD " not in DOCKERFILE
