"""The app of what an association's members decide."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Registers the kinds of proposals, and this app's own rules that a vote can change."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from decisions import effects, history_lines

        effects.register_all()
        history_lines.register_all()
