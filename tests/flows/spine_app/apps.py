from django.apps import AppConfig


class SpineConfig(AppConfig):
    name = "tests.flows.spine_app"
    label = "spine"

    def ready(self) -> None:
        from events import streams
        from tests.flows.spine_app import (
            handlers,  # noqa: F401  registers
            jobs,  # noqa: F401  registers
            policies,
        )

        streams.register("catalog", lambda pairs: pairs)
        streams.register("user", policies.own_stream)
        streams.register("association", policies.members_only)
        streams.register_link("order", lambda token, order_id: token == f"link-{order_id}")
