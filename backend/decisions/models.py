"""Proposals that an association's members vote on, who takes part, and by whose proxy.

A ballot has no row: a vote marks its participation and adds to the tally in one transaction, so what was chosen
stands nowhere beside who chose. docs/threat-model.md says what a superuser of the database could still see.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

from coops.models import Association, Membership, StatutesDocument
from lib.ids import new_id

TITLE_LENGTH = 160
TEXT_LENGTH = 20_000
COMMENT_LENGTH = 2_000
PLACE_LENGTH = 200


class Assembly(models.Model):
    """A meeting of the members, at which proposals may be decided."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="assemblies")
    title = models.CharField(max_length=TITLE_LENGTH)
    agenda = models.TextField(max_length=TEXT_LENGTH, blank=True)
    place = models.CharField(max_length=PLACE_LENGTH)
    starts_at = models.DateTimeField()
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(db_default=Now(), editable=False)
    # How often it was changed since it was called: calendars take the version of the highest number.
    sequence = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "id"], name="assembly_of_association"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["association", "-starts_at"])]

    def __str__(self) -> str:
        return f"assembly {self.pk}"


class CalendarFeed(models.Model):
    """A person's own address of an association's assemblies, for the calendar of her phone.

    The address holds this row's id and `renewals`, signed: a renewed feed's old address opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="calendar_feeds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    renewals = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "person"], name="calendar_feed_once"),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"


class VotingRules(models.Model):
    """What an association changed of the usual terms. No row: the usual terms hold.

    `terms` holds {kind: {quorum_first, quorum_second, majority}}; see `decisions.terms`.
    """

    association = models.OneToOneField(
        Association, on_delete=models.PROTECT, primary_key=True, related_name="voting_rules"
    )
    terms = models.JSONField(default=dict)
    proxies_per_holder = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"voting rules of {self.pk}"


class Proposal(models.Model):
    """A question to the members.

    It is debated until it opens, takes votes until it closes (on a second call if the first lacked its quorum), and
    what was accepted takes effect by itself. Terms and the number of those entitled are fixed when it opens.
    """

    class Status(models.TextChoices):
        """From the idea to its effect."""

        DEBATE = "debate"
        OPEN = "open"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        WITHOUT_QUORUM = "without_quorum"
        IN_EFFECT = "in_effect"
        NOT_EFFECTIVE = "not_effective"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_LENGTH)
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    params = models.JSONField(default=dict)
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, null=True, related_name="proposals")
    run_off_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="run_off")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.DEBATE)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    second_closes_at = models.DateTimeField(null=True)
    call = models.PositiveSmallIntegerField(default=1)
    # When the present call ends: said here once, for the sweep, the ballots, the lists and Home.
    voting_ends_at = models.GeneratedField(
        expression=Case(When(call=1, then=F("closes_at")), default=F("second_closes_at")),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    # Statutes as a file that are put to the vote: what is pointed at stays.
    document = models.ForeignKey(StatutesDocument, on_delete=models.PROTECT, null=True, related_name="+")
    effective_from = models.DateTimeField(null=True)
    terms = models.JSONField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    effect_due_at = models.DateTimeField(null=True)
    effect_at = models.DateTimeField(null=True)
    effect_refusal = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "number"], name="proposal_number_once"),
            models.UniqueConstraint(fields=["association", "id"], name="proposal_of_association"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="proposal_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(second_closes_at__isnull=True) | Q(second_closes_at__gt=F("closes_at")),
                name="proposal_second_call_is_later",
            ),
            models.CheckConstraint(condition=Q(call__in=[1, 2]), name="proposal_has_two_calls"),
            models.CheckConstraint(
                condition=Q(status__in=["debate", "withdrawn"]) | Q(terms__isnull=False, entitled__isnull=False),
                name="proposal_opened_has_terms",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["debate", "open", "withdrawn"]) | Q(decided_at__isnull=False),
                name="proposal_decided_has_date",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-number"]),
            models.Index(fields=["opens_at"], condition=Q(status="debate"), name="proposal_opens"),
            models.Index(fields=["voting_ends_at"], condition=Q(status="open"), name="proposal_call_ends"),
            models.Index(fields=["effect_due_at"], condition=Q(status="accepted"), name="proposal_takes_effect"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def is_decided(self) -> bool:
        """Whether votes were counted."""
        return self.decided_at is not None


class ProxyQuerySet(models.QuerySet["Proxy"]):
    """Powers that members gave to each other."""

    def live(self) -> Self:
        """This will keep what holds at this statement, by the database's clock."""
        return self.filter(revoked_at__isnull=True, starts_at__lte=Now(), ends_at__gt=Now())


class Proxy(models.Model):
    """A member's power to another (*poder*): for one proposal's votes, an assembly's, or all of a period."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="proxies")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="proxies_given")
    holder = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="proxies_held")
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, null=True, related_name="proxies")
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="proxy_to_another"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="proxy_ends_after_start"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["giver", "ends_at"]),
            models.Index(fields=["holder", "ends_at"]),
        ]

    def __str__(self) -> str:
        return f"proxy {self.pk}"


class Participation(models.Model):
    """A membership's one vote in one proposal, made when it opens; it says whether it was cast, never what was chosen.

    It holds no time: times beside the tally's would tell.
    """

    id = models.BigAutoField(primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="participations")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    voted = models.BooleanField(default=False)
    cast_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proxy = models.ForeignKey(Proxy, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "membership"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(voted=True, cast_by__isnull=False)
                | Q(voted=False, cast_by__isnull=True, proxy__isnull=True),
                name="participation_cast_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"participation {self.pk}"


class Tally(models.Model):
    """The running count of a proposal. One row, taken last by each vote, read by nobody before the close."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, primary_key=True, related_name="tally")
    options = ArrayField(models.CharField(max_length=36))
    counts = ArrayField(models.PositiveIntegerField())
    taken_part = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"tally of {self.pk}"


class Comment(models.Model):
    """What a member says in the debate."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="comments")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=COMMENT_LENGTH)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["proposal", "id"])]

    def __str__(self) -> str:
        return f"comment {self.pk}"
