"""Dashboard and alerts speak of figures that exist, and every alert has its place in docs/operations.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import yaml
from django.conf import settings
from prometheus_client import REGISTRY
from prometheus_client.core import Metric

from events import consumers, tasks
from events.hub import SOCKETS  # only live imports it by itself
from lib import figures
from lib.jobs import sweeps

FOLDER = settings.ROOT / "infra" / "observability"
ALERTS = [rule for group in yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((FOLDER / "dashboard.json").read_text())
SCRAPED = yaml.safe_load((FOLDER / "prometheus.yml").read_text())["scrape_configs"]
OPERATIONS = (settings.ROOT / "docs" / "operations.md").read_text()
COMPOSE = yaml.safe_load((settings.ROOT / "docker-compose.yml").read_text())["services"]

_SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}
_NAME = re.compile(r"\b(minga_\w+|process_\w+)\b")
_MATCHER = re.compile(r"(minga_\w+)\{([^}]*)\}")


def queries() -> Iterator[tuple[str, str]]:
    """Where a query stands, and the query."""
    for rule in ALERTS:
        yield rule["alert"], rule["expr"]
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]


def series(families: Iterable[Metric]) -> set[str]:
    return {family.name + suffix for family in families for suffix in _SUFFIXES.get(family.type, ("",))}


@pytest.fixture
def known(db: None) -> set[str]:
    """Every series that Minga can show; the two of Linux processes come with prometheus_client."""
    assert SOCKETS
    ours = series(REGISTRY.collect()) | series(figures.KNOWN.collect())
    return ours | {"process_cpu_seconds_total", "process_resident_memory_bytes"}


def test_every_figure_that_is_used_exists(known: set[str]):
    for place, query in queries():
        used = set(_NAME.findall(query))
        assert used or "up{" in query, place
        # A worker that was never started has not been heard of, and no backup was noted.
        assert used - {"minga_worker_silent_seconds", "minga_backup_age_seconds"} <= known, place


def test_every_figure_is_on_the_dashboard(known: set[str]):
    """What nobody looks at need not be counted."""
    used = {name for _place, query in queries() for name in _NAME.findall(query)}
    ours = {re.sub(r"_(bucket|count|sum)$", "", name) for name in known if name.startswith("minga_")}
    assert ours <= {re.sub(r"_(bucket|count|sum)$", "", name) for name in used}


def test_labels_that_are_asked_for_have_such_values():
    values = {
        "group": set(consumers.groups()),
        "task": set(tasks.names()),
        "sweep": {sweep.name for sweep in sweeps()},
        "state": {"used", "free", "waiting", "doing", "failed", "pending"},
    }
    for place, query in queries():
        for _name, matchers in _MATCHER.findall(query):
            for label, value in re.findall(r'(\w+)="([^"]*)"', matchers):
                assert value in values[label], place


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_to_do_and_where_to_read_on(rule: dict[str, Any]):
    said = rule["annotations"]
    assert said["summary"].endswith(".")
    assert said["description"].endswith((".", "?"))
    assert rule["labels"]["severity"] in ("page", "ticket")
    page, anchor = said["runbook"].split("#")
    assert page == "docs/operations.md"
    assert re.search(rf"^#+ {rule['alert']}$", OPERATIONS, re.MULTILINE), "operations.md says nothing of it"
    assert anchor == rule["alert"].lower()
    for command in re.findall(r"`manage\.py ([^`]+)`", said["description"]):
        assert f"manage.py {command}" in OPERATIONS


def test_no_alert_is_described_that_does_not_exist():
    described = set(re.findall(r"^#+ (Minga[A-Z]\w+)$", OPERATIONS, re.MULTILINE))
    assert described == {rule["alert"] for rule in ALERTS}


def test_every_process_of_the_containers_is_scraped():
    jobs = {scrape["job_name"] for scrape in SCRAPED}
    named = {job for rule in ALERTS for job in re.findall(r'job="([^"]+)"', rule["expr"])}
    assert named <= jobs
    for scrape in SCRAPED:
        (discovery,) = scrape["dns_sd_configs"]
        (service,) = discovery["names"]
        assert scrape["job_name"] == f"minga-{service}"
        figures_port = int(COMPOSE[service]["environment"]["METRICS_PORT"])
        assert discovery["port"] == (8000 if service == "web" else figures_port)
        assert ("authorization" in scrape) == (service == "web")


def test_a_mistyped_figure_would_be_found(known: set[str]):
    assert "minga_outbox_lag" not in known
