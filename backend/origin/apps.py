"""The app of names and their proof: seals, inspections, certificates, credentials, traceability."""

from django.apps import AppConfig


class OriginConfig(AppConfig):
    """Knows the catalog and calls it; the catalog knows nothing of certificates."""

    name = "origin"
    default_auto_field = "django.db.models.BigAutoField"
