"""Taking the register of members along, which is an act on record."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from coops import events, queries, register_files
from coops.models import Association
from coops.services import locks
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import NotFound


def export_register(*, actor: Actor, association_id: UUID, form: str) -> bytes:
    """This will return the whole register as `csv` or `pdf`, and keep who took it.

    :raises NotFound: if there is no such association.
    """
    association = Association.objects.filter(pk=association_id).first()
    if association is None:
        raise NotFound
    memberships = list(queries.register(association_id).order_by("number"))
    rows = queries.register_rows(memberships, with_reasons=True)
    if form == "csv":
        body = register_files.csv_file(rows)
    else:
        body = register_files.pdf_file(association, rows, at=database_now())
    with transaction.atomic():  # the drawing took its time: nobody waits for it
        locks.association(association.pk)
        outbox.record(
            events.RegisterExported(association_id=association.pk, person_id=locks.person(actor), form=form),
            key=association.pk,
            streams=[f"association:{association.pk}"],
        )
    return body
