"""The shape of Home. A client puts `kind` and the fields that it knows of into words; what a kind doesn't speak of is null."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from notifications.serializers import InboxItemSerializer

Fields = serializers.Serializer[Any]

TASKS = [
    "answer_mandate",
    "answer_invitation",
    "cast_vote",
    "answer_applications",
    "accept_statutes",
    "review_statutes",
    "invite_founders",
    "wait_for_founders",
    "wait_for_vote",
    "wait_for_admission",
    "withdraw_left",
    "lot_expiring",
    "open_offer",
    "contribute_lot",
    "first_offer",
    "first_lot",
]
COMING = ["lot_best_before", "assembly"]


class HomeAssociationSerializer(Fields):
    """An association of mine, or one that invites me."""

    id = serializers.UUIDField(allow_null=True, help_text="Null where I am not a member yet.")
    slug = serializers.CharField()
    name = serializers.CharField()


class HomeProducerSerializer(Fields):
    """A producer that I act for."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()


class HomeOfferSerializer(Fields):
    """An offer in a pool of mine."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()


class HomeLotSerializer(Fields):
    """A lot of mine; `free` units are in no offer."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    product_name = serializers.CharField()
    free = serializers.IntegerField()


class HomeStatutesSerializer(Fields):
    """The version to accept."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()


class HomeTaskSerializer(Fields):
    """Something that waits for me. `id` stays the same from read to read."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=TASKS)
    association = HomeAssociationSerializer(allow_null=True)
    producers = HomeProducerSerializer(many=True, help_text="For which producers of mine.")
    offer = HomeOfferSerializer(allow_null=True)
    lot = HomeLotSerializer(allow_null=True)
    statutes = HomeStatutesSerializer(allow_null=True)
    question_id = serializers.UUIDField(
        allow_null=True,
        help_text="The invitation or the mandate offer to answer, the proposal to vote on, or my application.",
    )
    contribution_id = serializers.UUIDField(allow_null=True, help_text="What to take out, with the association's id.")
    association_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_null=True, help_text="Of the producer to act for, or of what is voted on.")
    by = serializers.CharField(allow_null=True, help_text="The person who asks.")
    units = serializers.IntegerField(
        allow_null=True, help_text="Of a product, or how many are to be invited or answered."
    )
    have = serializers.IntegerField(allow_null=True)
    need = serializers.IntegerField(allow_null=True)
    until = serializers.CharField(allow_null=True, help_text="A day, or a moment.")


class HomeDateSerializer(Fields):
    """A date that comes."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=COMING)
    at = serializers.CharField(help_text="A day, or a moment.")
    association = HomeAssociationSerializer(allow_null=True)
    producers = HomeProducerSerializer(many=True)
    lot = HomeLotSerializer(allow_null=True)
    units = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_null=True, help_text="Of an assembly.")


class HomeSerializer(Fields):
    """Three questions: what needs me, what changed, what comes next."""

    tasks = HomeTaskSerializer(many=True)
    changes = InboxItemSerializer(many=True)
    coming = HomeDateSerializer(many=True)
    producers = HomeProducerSerializer(many=True)
    associations = serializers.IntegerField(help_text="How many I have a part in.")
