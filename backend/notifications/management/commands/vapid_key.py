"""Draws a key that devices are notified with."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.core.management.base import BaseCommand

from notifications.web_push import encoded

# The order of the curve P-256.
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Command(BaseCommand):
    help = "Prints a new VAPID_PRIVATE_KEY. A new one means that every device has to be added again: keep it."

    def handle(self, *args: Any, **options: Any) -> None:
        number = secrets.randbelow(_ORDER - 1) + 1
        self.stdout.write(f"VAPID_PRIVATE_KEY={encoded(number.to_bytes(32, 'big'))}")
