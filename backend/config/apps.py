"""Brings the rooms together when Django starts: the only place that knows every app."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.signals import request_finished

from lib import meters, tracing

# What an app registers by being imported: its events, their handlers, its sweeps and tasks, what it keeps of people.
REGISTERING = ("events", "handlers", "jobs", "personal_data")


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import figures

        tracing.check()
        figures.register()
        request_finished.connect(meters.note_pool, dispatch_uid="pool")
        for app in apps.get_app_configs():
            if not app.path.startswith(str(settings.BACKEND)) or app.name == self.name:
                continue
            for module in REGISTERING:
                if find_spec(f"{app.name}.{module}"):
                    import_module(f"{app.name}.{module}")
