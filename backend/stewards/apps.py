"""The app of those who look after the platform. It stands above all others and owns nothing of theirs."""

from django.apps import AppConfig


class StewardsConfig(AppConfig):
    """Registers that a steward with a reason on record may read an association."""

    name = "stewards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import me
        from lib.access import register_reader
        from lib.admin import register_inside
        from stewards import figures, queries, serializers, services, streams

        register_reader("association_id", services.note_read)
        register_inside(services.note_admin_read)
        streams.register()
        figures.register()
        me.register(
            "readings",
            field=lambda: serializers.MyReadingSerializer(many=True),
            read=queries.my_readings,
        )
