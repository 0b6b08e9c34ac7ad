"""Fills a new database with the demo, and says on one line of JSON who can sign in."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Person
from config.demo import origin, people, pool, tables, votes
from coops.models import Association

# Who is worth signing in as; everybody else of the demo uses the same password.
_SIGNINS = (
    ("rosa", "administrator"),
    ("nelson", "member"),
    ("elsa", "treasurer"),
    ("isabel", "founder of a forming cooperative"),
    ("camila", "buyer"),
    ("equipo", "steward"),
)
_LOADING = 0x6D64  # the advisory lock under which one process loads


class Command(BaseCommand):
    help = "Loads demo data into a database without associations (on this machine only) and prints the sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_unless_here()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOADING])
            if not Association.objects.exists():
                cast = people.load()
                offers = pool.load(cast, today=timezone.localdate())
                origin.load(cast, offers, today=timezone.localdate())
                votes.load(cast)
        self.stdout.write(orjson.dumps({"signins": _signins()}).decode())


def _refuse_unless_here() -> None:
    """Everybody knows the demo's password: it must not open a door that others can reach.

    :raises CommandError: in production, or if PUBLIC_ORIGIN is not this machine itself.
    """
    if settings.MODE == "production":
        raise CommandError("Demo data is refused: MINGA_MODE is production.")
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname or ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        raise CommandError(f"Demo data is refused: PUBLIC_ORIGIN is {settings.PUBLIC_ORIGIN}, which is not loopback.")


def _signins() -> list[dict[str, str]]:
    emails = {tables.email_of(key): (key, role) for key, role in _SIGNINS}
    names = dict(Person.objects.filter(email__in=emails).values_list("email", "name"))
    return [
        {"who": names[email], "email": email, "password": people.PASSWORD, "role": role}
        for email, (_key, role) in emails.items()
        if email in names
    ]
