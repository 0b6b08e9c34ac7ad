"""Naming a helper: the board writes the member's consent down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.queries import person_with_address
from coops import queries as coops
from coops.models import Membership
from coops.services import locks
from events import outbox
from helpers import events
from helpers.letters import send_request
from helpers.models import Helper
from helpers.services import streams
from helpers.services.ending import end_locked, is_witness
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

LONGEST: Final = timedelta(days=366)
OLDEST_CONSENT: Final = timedelta(days=90)
MOST_A_DAY: Final = 50


class HelperAlready(DomainError):
    """Two of the board named the same helper at the same moment."""

    code = "helper_already"
    title = _("This person was named as helper of this member just now.")


class ActsAlready(DomainError):
    """Who holds a mandate needs no consent."""

    code = "acts_already"
    title = _("This person acts for the member already, and needs no consent on record.")


class OwnConsent(DomainError):
    """A consent is not written down by whom it empowers, nor witnessed by her."""

    code = "own_consent"
    title = _("Somebody else of the board has to write down a consent that lets you act, and be its witness.")


class ConsentDateWrong(DomainError):
    """The day lies ahead, or too far back."""

    status = 400
    code = "consent_date_wrong"
    title = _("The member said yes today or in the last three months.")


class ConsentTooLong(DomainError):
    """A consent is renewed every year."""

    status = 400
    code = "consent_too_long"
    title = _("A consent lasts from tomorrow to a year at most.")


class TooManyConsents(DomainError):
    """Fifty consents were written down in an association within a day: each may send a letter."""

    status = 429
    code = "too_many_consents"
    title = _("Too many consents were written down today. Go on tomorrow.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the member said yes to. `reference` is the paper's number or the witness's name; `until` the last day."""

    scopes: Sequence[str]
    given: str
    reference: str
    given_on: date
    until: date | None = None
    member_phone: str = ""
    member_email: str = ""


@transaction.atomic
def name_helper(
    *,
    actor: Actor,
    association_id: UUID,
    membership_id: UUID,
    consent: Consent,
    person_id: UUID | None = None,
    email: str = "",
) -> Helper:
    """This will let a person of the association act for the member, or ask whoever owns an address to.

    An older consent for the same helper gives way to this one.

    :raises NotFound: if the association has no such member, or the person no part in it.
    :raises OwnConsent, ActsAlready, ConsentDateWrong, ConsentTooLong, TooManyConsents, HelperAlready: as they say.
    """
    recorder = locks.person(actor)
    membership = (
        Membership.objects.filter(pk=membership_id, association_id=association_id).exclude(status="ended").first()
    )
    if membership is None:
        raise NotFound
    asked = person_id or person_with_address(email)
    if person_id is not None and not coops.roles_in_association(person_id, association_id):
        raise NotFound
    # Of an address the recorder learns nothing but whether it is her own: the rest is asked when its owner answers.
    if asked == recorder or (person_id is not None and is_witness(person_id, consent.given, consent.reference)):
        raise OwnConsent
    if person_id is not None and person_id in coops.people_of(membership.producer_id):
        raise ActsAlready
    ends_at = _checked_end(consent)
    lately = Helper.objects.filter(association_id=association_id, created_at__gt=database_now() - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise TooManyConsents
    open_ones = Helper.objects.filter(producer_id=membership.producer_id, ended_at__isnull=True)
    former = open_ones.filter(person_id=person_id) if person_id else open_ones.filter(email=email)
    for helper in former.select_for_update(no_key=True).order_by("pk"):
        end_locked(helper, by=recorder, reason=Helper.EndReason.RENEWED)
    try:
        with transaction.atomic():
            helper = Helper.objects.create(
                association_id=association_id,
                membership=membership,
                producer_id=membership.producer_id,
                person_id=person_id,
                email="" if person_id else email,
                scopes=sorted(set(consent.scopes)),
                given=consent.given,
                reference=consent.reference,
                given_on=consent.given_on,
                recorded_by_id=recorder,
                ends_at=ends_at,
                member_phone=consent.member_phone,
                member_email=consent.member_email,
            )
    except IntegrityError:
        raise HelperAlready from None
    if person_id is None:
        send_request(helper, f"{settings.PUBLIC_ORIGIN}/ayudo")
    _tell(helper, asked)
    return helper


@transaction.atomic
def set_contact(*, actor: Actor, association_id: UUID, helper_id: UUID, member_phone: str, member_email: str) -> Helper:
    """This will change where the member's receipts go, and tell the member, the board and the helper that it did.

    :raises NotFound: if the association has no such helper, or it is over.
    """
    person_id = locks.person(actor)
    helper = (
        Helper.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=helper_id, association_id=association_id, ended_at__isnull=True)
        .first()
    )
    open_ones = Helper.objects.live() | Helper.objects.waiting()
    if helper is None or not open_ones.filter(pk=helper_id).exists():
        raise NotFound
    if (helper.member_phone, helper.member_email) == (member_phone, member_email):
        return helper
    helper.member_phone, helper.member_email = member_phone, member_email
    helper.save(update_fields=["member_phone", "member_email"])
    outbox.record(
        events.ContactChanged(
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            person_id=person_id,
        ),
        key=helper.pk,
        streams=streams.of(helper),
    )
    return helper


def _checked_end(consent: Consent) -> datetime:
    now = database_now()
    today = timezone.localdate(now)
    if not today - OLDEST_CONSENT <= consent.given_on <= today:
        raise ConsentDateWrong
    until = consent.until or today + timedelta(days=365)
    if not today < until <= today + LONGEST:
        raise ConsentTooLong
    # The last day counts whole.
    return timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))


def _tell(helper: Helper, asked: UUID | None) -> None:
    heard = streams.of(helper)
    if helper.person_id is None and asked is not None and f"user:{asked}" not in heard:
        heard.append(f"user:{asked}")
    outbox.record(
        events.HelperNamed(
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            person_id=helper.person_id,
            ends_at=helper.ends_at,
        ),
        key=helper.pk,
        streams=heard,
    )
