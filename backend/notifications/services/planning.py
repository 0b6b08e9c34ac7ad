"""What has to go out besides the inbox, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from lib.ids import new_id
from notifications.kinds import Email
from notifications.models import Delivery, PushDevice
from notifications.queries.choices import Choice, due_at, settings_of

Channel = Delivery.Channel


def plan_deliveries(told: Mapping[UUID, UUID], chosen: Mapping[UUID, Choice], *, now: datetime) -> None:
    """This will write down what goes out by e-mail and push: `told` are new items by person.

    It commits with the items or not at all.
    """
    by_mail = [person for person in told if chosen[person].email != Email.OFF]
    wanting = [person for person in told if chosen[person].push]
    by_push = set(PushDevice.objects.filter(person_id__in=wanting).values_list("person_id", flat=True).distinct())
    if not by_mail and not by_push:
        return
    hours = settings_of({*by_mail, *by_push})
    rows: list[tuple[UUID, UUID, str, str, datetime]] = []
    for person in by_mail:
        mode = chosen[person].email
        rows.append((person, told[person], Channel.EMAIL, mode, due_at(mode, hours[person], now)))
    rows += [
        (person, told[person], Channel.PUSH, Email.NOW, due_at(Email.NOW, hours[person], now)) for person in by_push
    ]
    people, items, channels, modes, times = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_delivery (id, person_id, item_id, channel, mode, due_at)"
            " SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[])",
            [[new_id() for _ in rows], list(people), list(items), list(channels), list(modes), list(times)],
        )
