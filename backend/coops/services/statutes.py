"""Versions of the statutes: published by those who may, accepted anew by every member."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Association, Membership, Statutes, StatutesAcceptance
from coops.queries import current_statutes
from coops.services import founding, locks
from coops.services.documents import take_up_document
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound


class StatutesChanged(DomainError):
    """The version that was shown isn't the current one."""

    code = "statutes_changed"
    title = _("The statutes were changed in the meantime: read the new version first.")


class StatutesSame(DomainError):
    """The text, or the file, is that of the current version."""

    code = "statutes_same"
    title = _("These are the statutes that you have. Change something, or leave them as they are.")


class AdoptionMissing(DomainError):
    """Once constituted, statutes change by a decision of the members: publishing says when they decided."""

    code = "statutes_adoption_missing"
    title = _("Say on which day the members adopted these statutes.")


class AdoptionNotYet(DomainError):
    """What isn't adopted can't be published: the day is still to come, or the association is only forming."""

    code = "statutes_adoption_not_yet"
    title = _("That day is still to come, or everybody has still to accept: statutes are adopted first.")


class AdoptionTooEarly(DomainError):
    """A year that nobody meant."""

    status = 400
    code = "statutes_adoption_too_early"
    title = _("Look at the year in which these statutes were adopted: it is too long ago.")


class StatutesTextOrDocument(DomainError):
    """A version is one of the two: with both, members would not know which one rules."""

    status = 400
    code = "statutes_text_or_document"
    title = _("Send the statutes either as a text or as a PDF.")


class ReviewDate(DomainError):
    """A reminder for a day that has passed, or that nobody will live to see."""

    status = 400
    code = "review_date_invalid"
    title = _("Choose a day for the review that is still to come, within twenty years.")


LATEST_REVIEW: Final = timedelta(days=20 * 366)
EARLIEST_ADOPTION: Final = date(1900, 1, 1)


@transaction.atomic
def publish_statutes(
    *,
    actor: Actor,
    association_id: UUID,
    text: str = "",
    document_id: UUID | None = None,
    changes: str = "",
    adopted_on: date | None = None,
    review_on: date | None = None,
) -> Statutes:
    """This will publish a new version and ask every member to accept it anew.

    While the association forms, its founders adopt the version by accepting it. Afterwards the members have decided
    before it is published: `adopted_on` is the day, in the region. The memberships that the publisher acts for accept
    by publishing. `changes` says in short what is different. It is a text or a document (`documents.keep_document`).

    :raises StatutesTextOrDocument: if it is neither or both.
    :raises NotFound: if the association has no such document.
    :raises StatutesSame: if nothing is different.
    :raises ReviewDate: if the day of the review has passed, or is too far away.
    :raises AdoptionMissing: if the association is constituted and no day is given.
    :raises AdoptionNotYet: if the day is still to come, or one is given while the association forms.
    """
    association = locks.open_association(association_id)
    person_id = locks.person(actor)
    if bool(text) == (document_id is not None):
        raise StatutesTextOrDocument
    document = None if document_id is None else take_up_document(association_id=association_id, document_id=document_id)
    check_review(review_on)
    current = current_statutes(association_id)
    if (text, document_id) == (current.text, current.document_id):
        raise StatutesSame
    statutes = Statutes.objects.create(
        association=association,
        version=current.version + 1,
        text=text,
        document=document,
        changes=changes,
        published_by_id=person_id,
        adopted_at=_adopted_at(association, adopted_on),
        review_on=review_on,
    )
    outbox.record(
        events.StatutesPublished(
            association_id=association.pk,
            statutes_id=statutes.pk,
            statutes_version=statutes.version,
            person_id=person_id,
        ),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )
    own = Membership.objects.active().of_person(person_id).filter(association=association)
    for membership in own.order_by("number"):
        founding.accept(association, statutes, membership, person_id)
    founding.constitute_if_complete(association, statutes)
    return statutes


def _adopted_at(association: Association, adopted_on: date | None) -> datetime | None:
    if association.is_forming:
        if adopted_on is not None:
            raise AdoptionNotYet
        return None
    if adopted_on is None:
        raise AdoptionMissing
    if adopted_on > timezone.localdate(database_now()):
        raise AdoptionNotYet
    if adopted_on < EARLIEST_ADOPTION:
        raise AdoptionTooEarly
    return timezone.make_aware(datetime.combine(adopted_on, time.min))


def check_review(review_on: date | None) -> None:
    """This will refuse a day of review that has passed or is too far away.

    :raises ReviewDate: that says so.
    """
    today = timezone.localdate(database_now())
    if review_on is not None and not today < review_on <= today + LATEST_REVIEW:
        raise ReviewDate


@transaction.atomic
def accept_statutes(*, actor: Actor, association_id: UUID, statutes_id: UUID, producer_id: UUID) -> Association:
    """This will record a member's yes to the current version. Saying yes twice changes nothing.

    :raises NotFound: if the actor doesn't act for the producer, or it is no member.
    :raises StatutesChanged: if that isn't the current version.
    """
    association = locks.open_association(association_id)
    person_id = locks.acting_person(actor, producer_id)
    membership = Membership.objects.active().filter(association=association, producer_id=producer_id).first()
    if membership is None:
        raise NotFound
    statutes = current_statutes(association_id)
    if statutes.pk != statutes_id:
        raise StatutesChanged
    if not StatutesAcceptance.objects.filter(statutes=statutes, membership=membership).exists():
        founding.accept(association, statutes, membership, person_id)
        founding.constitute_if_complete(association, statutes)
    return association
