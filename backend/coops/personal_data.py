"""What associations keep of a person: whom she acts for, her offices, what she accepted, who invited whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from accounts.holders import Hindrance, Holder, Kept, Section, register
from accounts.models import Person
from accounts.personal_data import NOBODY
from coops import services
from coops.models import (
    Application,
    Association,
    Invitation,
    Mandate,
    MandateOffer,
    Membership,
    MembershipSuspension,
    Producer,
    Role,
    Statutes,
    StatutesAcceptance,
)
from coops.queries import owned_alone
from coops.services.dissolution import dissolve_left_alone
from lib.actor import Actor
from lib.clock import database_now

_REGISTER_MONTHS: Final = 72  # the book of members, with the papers of six years


def _export(person_id: UUID) -> Iterable[Section]:
    mine = Mandate.objects.filter(person_id=person_id)
    yield Section("mandates", mine.values("producer_id", "producer__name", "kind", "starts_at", "ends_at"))
    owned = Producer.objects.filter(pk__in=mine.filter(kind=Mandate.Kind.OWNER).values("producer_id"))
    yield Section(
        "producers", owned.values("id", "name", "comuna", "locality", "story", "rut", "shows_name", "created_at")
    )
    yield Section(
        "memberships",
        Membership.objects.filter(producer__in=owned).values(
            "association__name", "number", "status", "joined_at", "left_at", "end_reason"
        ),
    )
    yield Section(
        "suspensions",
        MembershipSuspension.objects.filter(membership__producer__in=owned).values(
            "association__name", "membership__number", "reason", "starts_at", "until", "lifted_at"
        ),
    )
    yield Section(
        "offices",
        Role.objects.filter(person_id=person_id).values("association__name", "role", "starts_at", "ends_at"),
    )
    yield Section(
        "accepted_statutes",
        StatutesAcceptance.objects.filter(person_id=person_id).values(
            "association__name", "statutes__version", "accepted_at"
        ),
    )
    yield Section(
        "published_statutes",
        Statutes.objects.filter(published_by_id=person_id).values("association__name", "version", "created_at"),
    )
    email = Person.objects.values_list("email", flat=True).get(pk=person_id)
    yield Section(
        "invitations_received",
        Invitation.objects.filter(email=email).values("association__name", "created_at", "used_at"),
    )
    yield Section(
        "invitations_sent",
        Invitation.objects.filter(invited_by_id=person_id).values("association__name", "email", "created_at"),
    )
    yield Section(
        "applications",
        Application.objects.filter(Q(made_by_id=person_id) | Q(producer__in=owned)).values(
            "association__name", "producer__name", "answers", "state", "reason", "made_at", "closed_at"
        ),
    )
    yield Section(
        "mandate_offers",
        MandateOffer.objects.filter(email=email).values("producer__name", "kind", "created_at", "used_at"),
    )


def _hindrances(person_id: UUID) -> Iterable[Hindrance]:
    administered = (
        Role.objects.live().filter(role=Role.Name.ADMINISTRATOR).exclude(association_id__in=_hers_alone(person_id))
    )
    others = administered.exclude(person_id=person_id).values("association_id")
    alone = administered.filter(person_id=person_id).exclude(association_id__in=others).values("association_id")
    yield Hindrance(
        "last_administrator",
        list(
            Association.objects.filter(pk__in=alone)
            .exclude(status=Association.Status.DISSOLVED)
            .order_by("name")
            .values_list("name", flat=True)
        ),
    )


def _hers_alone(person_id: UUID) -> list[UUID]:
    """Associations in which nobody else is a member, such as one that is being formed: nobody is left behind there."""
    alone = owned_alone(person_id)
    hers = Membership.objects.belonging().filter(producer_id__in=alone).values("association_id")
    others = Membership.objects.belonging().exclude(producer_id__in=alone).values("association_id")
    return list(
        Association.objects.filter(pk__in=hers).exclude(pk__in=others).order_by("pk").values_list("pk", flat=True)
    )


def _kept(person_id: UUID) -> Iterable[Kept]:
    acceptances = StatutesAcceptance.objects.filter(person_id=person_id).count()
    yield Kept("statutes", acceptances, months=_REGISTER_MONTHS)


def _erase(person_id: UUID) -> None:
    actor = Actor(person_id=person_id, via="system")
    alone = owned_alone(person_id)
    for association_id in _hers_alone(person_id):
        dissolve_left_alone(association_id=association_id, producers=alone)
    for membership in Membership.objects.belonging().filter(producer_id__in=alone).order_by("association_id"):
        services.end_membership(actor=actor, association_id=membership.association_id, membership_id=membership.pk)
    for mandate in Mandate.objects.live().filter(person_id=person_id).exclude(producer_id__in=alone):
        services.end_mandate(actor=actor, mandate_id=mandate.pk)
    for role in Role.objects.live().filter(person_id=person_id).order_by("association_id"):
        services.end_role(actor=actor, association_id=role.association_id, role_id=role.pk)
    for application in Application.objects.unanswered().filter(producer_id__in=alone).order_by("association_id"):
        services.withdraw_application(actor=actor, application_id=application.pk)
    Application.objects.filter(producer_id__in=alone).update(answers=[])
    Mandate.objects.live().filter(producer_id__in=alone).update(ends_at=database_now())
    # That there was a suspension, and when, is the association's record; why is what was said of her.
    MembershipSuspension.objects.filter(membership__producer__in=alone).update(reason=NOBODY)
    Producer.objects.filter(pk__in=alone).update(
        name=NOBODY, initials=NOBODY, locality="", story="", rut="", shows_name=False
    )
    email = Person.objects.values_list("email", flat=True).get(pk=person_id)
    gone = f"{person_id}@closed.invalid"
    Invitation.objects.filter(email=email).update(email=gone)
    MandateOffer.objects.filter(email=email).update(email=gone)


register(
    "coops",
    Holder(
        references={
            "coops.Mandate.person": "ended; kept as an id",
            "coops.Mandate.given_by": "kept as an id",
            "coops.MandateOffer.offered_by": "kept as an id",
            "coops.Role.person": "ended; kept as an id",
            "coops.Role.given_by": "kept as an id",
            "coops.Statutes.published_by": "kept as an id",
            "coops.StatutesDocument.sent_by": "kept as an id",
            "coops.StatutesAcceptance.person": "kept as an id: an agreement with others",
            "coops.Invitation.invited_by": "kept as an id",
            "coops.Application.made_by": "kept as an id; what was answered for a producer of hers alone is blanked",
            "coops.Application.answered_by": "kept as an id: the record of an office",
            "coops.MembershipSuspension.suspended_by": "kept as an id: the record of an office",
            "coops.MembershipSuspension.lifted_by": "kept as an id: the record of an office",
            "coops.AssociationSuspension.suspended_by": "kept as an id: the record of an office",
            "coops.AssociationSuspension.lifted_by": "kept as an id: the record of an office",
        },
        export=_export,
        erase=_erase,
        hindrances=_hindrances,
        kept=_kept,
    ),
)
