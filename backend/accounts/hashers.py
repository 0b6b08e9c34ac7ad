"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's parameters: 19 MiB, two passes, one lane.

    Django's own (100 MiB, eight lanes) take 1.2 GB and seconds when a village signs up at once on a small server.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
