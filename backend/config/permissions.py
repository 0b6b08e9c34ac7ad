"""Who may do what, merged from every app: operationId → roles, any one of which is enough."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings

from lib.access import MEMBER, SUSPENDED


def _merged() -> Mapping[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for app in apps.get_app_configs():
        if not app.path.startswith(str(settings.BACKEND)) or app.name == "config":
            continue
        if not find_spec(f"{app.name}.permissions"):
            continue
        for operation_id, roles in import_module(f"{app.name}.permissions").OPERATIONS.items():
            if not operation_id.startswith(f"{app.label}_"):
                raise ValueError(f"{operation_id} stands in the permissions of {app.label}")
            table[operation_id] = roles | _reads_while_suspended(operation_id, roles)
    return table


def _reads_while_suspended(operation_id: str, roles: frozenset[str]) -> frozenset[str]:
    """A suspended member reads what members read, in every room, and does nothing that a room doesn't say itself."""
    reads = operation_id.split("_", 1)[1].startswith(("get", "list"))
    return frozenset({SUSPENDED}) if reads and MEMBER in roles else frozenset()


OPERATIONS = _merged()
