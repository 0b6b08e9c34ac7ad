from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from rest_framework.serializers import IntegerField

        from accounts import me
        from notifications import queries

        me.register(
            "unread",
            field=IntegerField,
            read=lambda person_id: queries.unread_count(person_id) if person_id else 0,
        )
