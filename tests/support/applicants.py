"""Applications for membership, for tests."""

from __future__ import annotations

from coops import services
from coops.models import Application, Membership, Producer
from tests.support.people import Cast, actor, person, producer

QUESTION = "¿Qué produces, y desde cuándo?"


def takes_applications(cast: Cast, admission: str = "board", *, questions: tuple[str, ...] = (QUESTION,)) -> Cast:
    """This will have the association take applications, each question required."""
    services.set_admission(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        admission=admission,
        questions=[{"text": text, "required": True} for text in questions],
    )
    cast.association.refresh_from_db()
    return cast


def applicant(cast: Cast, *, answer: str = "Queso de cabra, desde 1998.", by: Producer | None = None) -> Application:
    """This will make an application by the owner of `by`, or of a new producer."""
    asking = by or producer(person())
    return services.apply(
        actor=actor(asking.mandates.filter(kind="owner").earliest("starts_at").person),
        association_id=cast.association.pk,
        producer_id=asking.pk,
        answers=[{"question": question["text"], "answer": answer} for question in cast.association.applicant_questions],
    )


def membership_of(application: Application) -> Membership | None:
    """This will return the membership that the application's producer holds in its association now."""
    return Membership.objects.filter(
        association_id=application.association_id, producer_id=application.producer_id
    ).first()
