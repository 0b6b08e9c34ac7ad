import os

from django.apps import AppConfig


class SpineConfig(AppConfig):
    name = "tests.flows.spine_app"
    label = "spine"

    def ready(self) -> None:
        from events import hub, streams
        from tests.flows.spine_app import (
            handlers,  # noqa: F401  registers
            jobs,  # noqa: F401  registers
            policies,
        )

        if seconds := os.environ.get("SPINE_COMPARE_SECONDS"):
            hub._COMPARE_SECONDS = float(seconds)  # a hub that must be told, for it looks too seldom
        streams.register("catalog", lambda pairs: pairs)
        streams.register("user", policies.own_stream)
        streams.register("association", policies.members_only)
        streams.register_link("order", lambda token, order_id: token == f"link-{order_id}")
