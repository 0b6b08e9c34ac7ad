"""The feed over HTTP: shape in, shape out."""

from __future__ import annotations

from rest_framework import serializers

_LARGEST = 2**63 - 1


class FeedQuery(serializers.Serializer):
    stream = serializers.CharField(max_length=100, help_text="For example `catalog` or `association:<id>`.")
    after = serializers.IntegerField(
        min_value=0,
        max_value=_LARGEST,
        required=False,
        help_text="The last number that you have; without it, only the head is answered.",
    )
    link = serializers.CharField(
        max_length=1000, required=False, help_text="A signed token that opens the stream to a guest."
    )


class FeedEntryShape(serializers.Serializer):
    stream = serializers.CharField()
    seq = serializers.IntegerField()
    event = serializers.CharField()
    subject = serializers.UUIDField()
    at = serializers.DateTimeField()


class FeedPage(serializers.Serializer):
    epoch = serializers.UUIDField(help_text="When it differs from the one that you know, read everything anew.")
    stream = serializers.CharField()
    head = serializers.IntegerField(help_text="The stream's last number.")
    reset = serializers.BooleanField(help_text="What follows `after` is no longer kept: read anew, go on from `head`.")
    entries = FeedEntryShape(many=True)
