"""The app of those who act for members that do not use the web."""

from django.apps import AppConfig


class HelpersConfig(AppConfig):
    """Registers who gets in by a consent, and that no helper becomes an owner."""

    name = "helpers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coops.services import mandates
        from helpers import queries, services, standing_in
        from lib import helping
        from lib.access import register_roles

        helping.register(standing_in.ByConsent())
        register_roles("own_helper_id", queries.roles_as_helper)
        mandates.register_bar(services.may_not_own)
