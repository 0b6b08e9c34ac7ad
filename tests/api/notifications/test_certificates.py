"""What people are told of certificates: the control what was asked for, the member what became of it and when it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.utils import timezone

from events import registry
from events.models import OutboxEvent
from notifications import handlers, words
from notifications.models import InboxItem
from origin import services
from origin.events import CertificateAppliedFor, CertificateEndsSoon, CertificateIssued, CertificateSuspended
from origin.models import Certificate
from tests.support import people, seals
from tests.support.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return people.constituted_association(3)


def hear(kind: type[Any], handler: Any) -> None:
    """This will let the handler hear the last event of this kind, as it was recorded."""
    row = OutboxEvent.objects.filter(name=kind.name).latest("number")
    event = registry.read(row.name, row.version, orjson.dumps(row.data))
    handler(event, _Meta(row.event_id))


class _Meta:
    def __init__(self, event_id: UUID) -> None:
        self.id = event_id


def told(kind: str) -> dict[UUID, Any]:
    """This will return who was told of it, and the reason that stands with it."""
    return {item.person_id: item.params.get("reason") for item in InboxItem.objects.filter(kind=kind)}


def test_the_control_hears_of_an_application_and_the_member_of_what_became_of_it(cast: Cast):
    administrator, member = cast.administrator.person, cast.members[1].person
    certificate = seals.issued(cast, cast.members[1])
    hear(CertificateAppliedFor, handlers.on_certificate_applied_for)
    assert told("certificate_applied") == {administrator.pk: None}
    hear(CertificateIssued, handlers.on_certificate_issued)
    assert told("certificate_changed") == {member.pk: "issued"}
    services.suspend(
        actor=people.actor(administrator), association_id=cast.association.pk, certificate_id=certificate.pk,
        reason="Una queja que es cosa de ellas.",
    )  # fmt: skip
    hear(CertificateSuspended, handlers.on_certificate_suspended)
    item = InboxItem.objects.get(kind="certificate_changed", params__reason="suspended")
    assert "queja" not in str(item.params)
    line = words.Line(kind=item.kind, count=1, units=0, params=item.params)
    said = words.Names([line]).said(line)
    assert said.link.endswith(f"/a/{cast.association.slug}/origen/{certificate.pk}")
    assert cast.association.name in said.text


def test_before_it_ends_they_are_told_once_for_each_end(cast: Cast):
    member = cast.members[1]
    soon = seals.issued(cast, member, days=20)
    seals.issued(cast, cast.members[2], days=200)
    assert services.remind_of_ends(10) == 1
    assert services.remind_of_ends(10) == 0
    hear(CertificateEndsSoon, handlers.on_certificate_ends_soon)
    assert set(told("certificate_ends")) == {member.person.pk, cast.administrator.person.pk}
    later = timezone.now() + timedelta(days=25)
    Certificate.objects.filter(pk=soon.pk).update(valid_until=later)
    assert services.remind_of_ends(10) == 1


@pytest.mark.parametrize("how", ["suspended", "revoked", "over"])
def test_of_what_is_stopped_or_over_nobody_is_reminded(cast: Cast, how: str):
    certificate = seals.issued(cast, cast.members[1], days=20)
    changed: dict[str, Any] = {"status": how}
    if how == "over":
        ended = timezone.now() - timedelta(seconds=1)
        changed = {"valid_from": ended - timedelta(days=9), "valid_until": ended}
    Certificate.objects.filter(pk=certificate.pk).update(**changed)
    assert services.remind_of_ends(10) == 0
