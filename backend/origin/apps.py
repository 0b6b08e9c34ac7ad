"""The app of names and their proof: seals, inspections, certificates, credentials, traceability."""

from django.apps import AppConfig


class OriginConfig(AppConfig):
    """Knows the catalog and calls it; the catalog knows nothing of certificates."""

    name = "origin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from catalog import seals
        from origin import history_lines
        from origin.queries.seals import requirable

        seals.register(requirable)
        history_lines.register_all()
