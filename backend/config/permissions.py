"""Who may do what, merged from every app: operationId → roles, any one of which is enough."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings


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
            table[operation_id] = roles
    return table


OPERATIONS = _merged()
