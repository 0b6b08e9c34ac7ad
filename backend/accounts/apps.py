"""The app of people who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers what other rooms must know of people."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Exports and deletion register their jobs by being imported.
        from accounts import deletion, exports, guards, streams  # noqa: F401

        streams.register()
        guards.connect()
