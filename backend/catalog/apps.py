from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"

    def ready(self) -> None:
        from catalog import chosen_rule, streams

        streams.register()
        chosen_rule.register()
