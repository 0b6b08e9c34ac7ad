"""Shapes of the payments API."""

from __future__ import annotations

from rest_framework import serializers


class ReceivedSerializer(serializers.Serializer):
    received = serializers.BooleanField()
