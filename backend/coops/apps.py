"""The app of producers and their associations."""

from django.apps import AppConfig


class CoopsConfig(AppConfig):
    """Registers who may do and read what, in associations and for producers."""

    name = "coops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import me
        from coops import history_lines, queries, serializers, streams
        from lib.access import register_roles

        register_roles("association_id", queries.roles_in_association)
        register_roles("producer_id", queries.roles_for_producer)
        register_roles("own_invitation_id", queries.roles_as_invited)
        register_roles("own_mandate_offer_id", queries.roles_as_asked)
        register_roles("own_application_id", queries.roles_as_applicant)
        streams.register()
        history_lines.register_all()
        me.register(
            "producers",
            field=lambda: serializers.MyProducerSerializer(many=True),
            read=queries.my_producers,
        )
        me.register(
            "associations",
            field=lambda: serializers.MyAssociationSerializer(many=True),
            read=queries.my_associations,
        )
