"""What happened to producers and associations. Ids only: whoever may know the names asks the API."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from events.registry import Event


class ProducerCreated(Event):
    """A person registered a producer and owns it."""

    name = "coops.producer_created"

    producer_id: UUID
    person_id: UUID


class ProducerChanged(Event):
    """A producer's name, place or story was changed."""

    name = "coops.producer_changed"

    producer_id: UUID


class MandateGiven(Event):
    """A person may act for a producer from now on, as `owner` or `agent`."""

    name = "coops.mandate_given"

    mandate_id: UUID
    producer_id: UUID
    person_id: UUID
    kind: str


class MandateEnded(Event):
    """A person may no longer act for a producer."""

    name = "coops.mandate_ended"

    mandate_id: UUID
    producer_id: UUID
    person_id: UUID


class MandateOffered(Event):
    """An owner asked somebody to act for a producer; to whom it went stands in no event."""

    name = "coops.mandate_offered"

    mandate_offer_id: UUID
    producer_id: UUID
    person_id: UUID


class MandateOfferEnded(Event):
    """What was asked won't be answered with a yes any more: `declined` by the person, or `revoked` by an owner."""

    name = "coops.mandate_offer_ended"

    mandate_offer_id: UUID
    producer_id: UUID
    because: str


class AssociationFounded(Event):
    """A producer started an association; it is forming until enough founders have accepted its statutes."""

    name = "coops.association_founded"

    association_id: UUID
    producer_id: UUID
    person_id: UUID
    kind: str
    founders_required: int


class AssociationChanged(Event):
    """An association's purpose, story or comuna was changed: its public page says something else."""

    name = "coops.association_changed"

    association_id: UUID
    person_id: UUID


class AssociationMakesGoods(Event):
    """An association makes goods itself from now on: `producer_id` is its own producer, which is a member of nothing."""

    name = "coops.association_makes_goods"

    association_id: UUID
    producer_id: UUID
    person_id: UUID


class StatutesPublished(Event):
    """An association has a new version of its statutes."""

    name = "coops.statutes_published"

    association_id: UUID
    statutes_id: UUID
    statutes_version: int
    person_id: UUID


class StatutesAccepted(Event):
    """A member accepted a version of the statutes."""

    name = "coops.statutes_accepted"

    association_id: UUID
    statutes_id: UUID
    membership_id: UUID
    producer_id: UUID


class MemberInvited(Event):
    """Somebody was invited into an association; to whom the link went stands in no event."""

    name = "coops.member_invited"

    association_id: UUID
    invitation_id: UUID
    person_id: UUID


class InvitationRevoked(Event):
    """An invitation was taken back before it was used."""

    name = "coops.invitation_revoked"

    association_id: UUID
    invitation_id: UUID
    person_id: UUID


class InvitationDeclined(Event):
    """Whom the invitation went to said no; who that is stands in no event."""

    name = "coops.invitation_declined"

    association_id: UUID
    invitation_id: UUID


class MemberJoined(Event):
    """A producer became a member. `people` are those who act for it."""

    name = "coops.member_joined"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    number: int
    people: list[UUID]


class AssociationConstituted(Event):
    """Enough founders accepted the same statutes: the association exists and may sell."""

    name = "coops.association_constituted"

    association_id: UUID
    statutes_id: UUID
    founders: list[UUID]


class MembershipEnded(Event):
    """A producer left (`left`) or was excluded (`excluded`). `people` are those who acted for it."""

    name = "coops.membership_ended"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    reason: str
    people: list[UUID]


class MemberSuspended(Event):
    """A member takes no part until that is lifted, or until it ends by itself. Why stands in no event."""

    name = "coops.member_suspended"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    until: datetime | None
    people: list[UUID]


class MemberReinstated(Event):
    """A member's suspension was lifted."""

    name = "coops.member_reinstated"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    people: list[UUID]


class SuspensionEnded(Event):
    """A member's suspension ended by itself at the time that was set: it takes part again."""

    name = "coops.suspension_ended"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    people: list[UUID]


class RegisterExported(Event):
    """Somebody of the board took the register of members with her, as `csv` or `pdf`."""

    name = "coops.register_exported"

    association_id: UUID
    person_id: UUID
    form: str


class RutChanged(Event):
    """An association's tax number was written down, changed or taken away; the number stands in no event."""

    name = "coops.rut_changed"

    association_id: UUID
    person_id: UUID


class ProducerRutChanged(Event):
    """A producer's tax number was written down, changed or taken away; the number stands in no event."""

    name = "coops.producer_rut_changed"

    producer_id: UUID
    person_id: UUID


class AssociationSuspended(Event):
    """A steward suspended an association: it sells nothing until that is lifted."""

    name = "coops.association_suspended"

    association_id: UUID


class AssociationReinstated(Event):
    """An association's suspension was lifted: it may sell again."""

    name = "coops.association_reinstated"

    association_id: UUID


class RoleGiven(Event):
    """A person holds an office in an association from now on."""

    name = "coops.role_given"

    association_id: UUID
    role_id: UUID
    person_id: UUID
    role: str


class RoleEnded(Event):
    """A person no longer holds an office in an association."""

    name = "coops.role_ended"

    association_id: UUID
    role_id: UUID
    person_id: UUID
    role: str


class StatutesAdopted(Event):
    """The members decided new statutes; each is asked to accept them."""

    name = "coops.statutes_adopted"

    association_id: UUID
    statutes_id: UUID
    statutes_version: int


class StatutesReviewSet(Event):
    """The board said on which day it looks at the statutes again; null: it isn't reminded."""

    name = "coops.statutes_review_set"

    association_id: UUID
    statutes_id: UUID
    review_on: date | None
    person_id: UUID


class StatutesReviewDue(Event):
    """The day has come on which the board meant to look at the statutes again."""

    name = "coops.statutes_review_due"

    association_id: UUID
    statutes_id: UUID
    review_on: date


class AssociationDissolved(Event):
    """The members dissolved the association."""

    name = "coops.association_dissolved"

    association_id: UUID


class AdmissionChanged(Event):
    """The board changed who lets producers in (`invitation`, `board` or `vote`), or what applicants are asked."""

    name = "coops.admission_changed"

    association_id: UUID
    person_id: UUID
    admission: str


class ApplicationMade(Event):
    """A producer asked to become a member. What it answered stands in no event."""

    name = "coops.application_made"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    person_id: UUID


class ApplicationPutToVote(Event):
    """The members are asked whether to admit the producer."""

    name = "coops.application_put_to_vote"

    association_id: UUID
    application_id: UUID
    producer_id: UUID


class ApplicationWaitsAgain(Event):
    """The vote on it was taken back, or too few took part: the application waits as before."""

    name = "coops.application_waits_again"

    association_id: UUID
    application_id: UUID
    producer_id: UUID


class ApplicationAccepted(Event):
    """The producer is a member by its application. `people` are those who act for it."""

    name = "coops.application_accepted"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    membership_id: UUID
    people: list[UUID]


class ApplicationRefused(Event):
    """The board, or the members by vote, said no; the reason stands in no event."""

    name = "coops.application_refused"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    people: list[UUID]


class ApplicationClosed(Event):
    """Nobody answers it any more: `withdrawn` by the producer, `superseded` by another way in, or `lapsed` with the
    association.
    """

    name = "coops.application_closed"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    because: str
