"""Shapes of proposals, votes, proxies and assemblies."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coops.models import Role
from coops.serializers import StatutesDocumentSerializer, VotersApplicationSerializer
from decisions.models import COMMENT_LENGTH, PLACE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Assembly, Proposal
from decisions.terms import MAJORITIES, USUAL
from lib.fields import LineField, MomentField, ProseField, WholeNumberField

Fields = serializers.Serializer[Any]
KINDS = tuple(sorted(USUAL))


class AssemblySerializer(serializers.ModelSerializer[Assembly]):
    """A meeting of the members."""

    class Meta:
        model = Assembly
        fields: tuple[str, ...] = ("id", "title", "agenda", "place", "starts_at", "called_at", "cancelled_at")
        read_only_fields = fields


class AgendaItemSerializer(Fields):
    """A proposal on an assembly's agenda."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Proposal.Status.choices)


class CalledAssemblySerializer(AssemblySerializer):
    """A meeting of the members, with what is put to the vote there."""

    proposals = AgendaItemSerializer(many=True, read_only=True)

    class Meta(AssemblySerializer.Meta):
        fields = (*AssemblySerializer.Meta.fields, "changed_at", "proposals")
        read_only_fields = fields


class CalendarFeedSerializer(Fields):
    """The address of my calendar of the assemblies, for me alone; null until I asked for one."""

    address = serializers.CharField(allow_null=True)


class ChangeAssemblySerializer(Fields):
    """What is given changes; what isn't stays."""

    title = LineField(max_length=TITLE_LENGTH, required=False)
    place = LineField(max_length=PLACE_LENGTH, required=False)
    agenda = ProseField(max_length=TEXT_LENGTH, required=False, allow_blank=True)
    starts_at = MomentField(required=False)


class CallAssemblySerializer(Fields):
    """`starts_at`: a moment with its offset from UTC."""

    title = LineField(max_length=TITLE_LENGTH)
    place = LineField(max_length=PLACE_LENGTH)
    agenda = ProseField(max_length=TEXT_LENGTH, required=False, allow_blank=True)
    starts_at = MomentField()


@extend_schema_field({"type": "object", "additionalProperties": True})
class ParamsField(serializers.DictField):
    """What a kind of proposal needs: checked by the kind itself."""


class MakeProposalSerializer(Fields):
    """`params` by kind: admit_member {application_id}; exclude_member {membership_id}; elect {role, seats, candidates: person ids};
    adopt_statutes {text or document_id, review_on}; change_rule {rule, value}; nothing for free_text and dissolve.
    """

    kind = serializers.ChoiceField(choices=KINDS)
    title = LineField(max_length=TITLE_LENGTH)
    text = ProseField(max_length=TEXT_LENGTH, required=False, allow_blank=True, default="")
    params = ParamsField(required=False, default=dict)
    opens_at = MomentField()
    closes_at = MomentField()
    second_closes_at = MomentField(required=False, allow_null=True, default=None)
    effective_from = MomentField(required=False, allow_null=True, default=None)
    assembly_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class MyVoteSerializer(Fields):
    """A vote that is mine to cast: for my own member, or by proxy.

    `holder` is the member that holds a proxy of mine and could cast this vote, or (`by_holder`) has cast it.
    """

    membership_id = serializers.UUIDField()
    member = serializers.CharField()
    by_proxy = serializers.BooleanField()
    voted = serializers.BooleanField()
    holder = serializers.CharField(allow_null=True)
    by_holder = serializers.BooleanField()


class ResultSerializer(Fields):
    """The counts by option; `elected` and `tied` are people."""

    outcome = serializers.CharField()
    taken_part = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    elected = serializers.ListField(child=serializers.UUIDField())
    tied = serializers.ListField(child=serializers.UUIDField())


class ProposalRowSerializer(Fields):
    """A proposal in the list. `result` is null until it is decided; while it is open only `taken_part` grows."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Proposal.Status.choices)
    call = serializers.IntegerField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    second_closes_at = serializers.DateTimeField(allow_null=True)
    voting_ends_at = serializers.DateTimeField(help_text="When the present call ends.")
    effective_from = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    entitled = serializers.IntegerField(allow_null=True)
    taken_part = serializers.IntegerField(allow_null=True)
    result = ResultSerializer(allow_null=True)
    my_votes = MyVoteSerializer(many=True)


class TermsSerializer(Fields):
    """Quorums in percent of the entitled memberships."""

    quorum_first = serializers.IntegerField()
    quorum_second = serializers.IntegerField(allow_null=True)
    majority = serializers.ChoiceField(choices=MAJORITIES)


class CandidateSerializer(Fields):
    """Who stands for election, and for which members she acts."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    producers = serializers.ListField(child=serializers.CharField())


class SubjectSerializer(Fields):
    """What is to be decided; which fields are there follows from the kind."""

    role = serializers.ChoiceField(choices=Role.Name.choices, required=False)
    seats = serializers.IntegerField(required=False)
    candidates = CandidateSerializer(many=True, required=False)
    application = VotersApplicationSerializer(required=False)
    membership_id = serializers.UUIDField(required=False)
    member = serializers.CharField(required=False)
    statutes_text = serializers.CharField(required=False)
    document = StatutesDocumentSerializer(required=False, allow_null=True)
    review_on = serializers.DateField(required=False, allow_null=True)
    rule = serializers.CharField(required=False)
    value = serializers.JSONField(required=False)
    current = serializers.JSONField(required=False)


class ProposalSerializer(ProposalRowSerializer):
    """A proposal with all that a member may know of it."""

    text = serializers.CharField()
    proposed_by = serializers.CharField(allow_null=True)
    mine = serializers.BooleanField()
    subject = SubjectSerializer()
    terms = TermsSerializer()
    assembly = AssemblySerializer(allow_null=True)
    comments = serializers.IntegerField()
    run_off_id = serializers.UUIDField(allow_null=True)
    run_off_of_id = serializers.UUIDField(allow_null=True)
    minutes_sha256 = serializers.CharField(allow_null=True)
    effect_at = serializers.DateTimeField(allow_null=True)
    effect_refusal = serializers.CharField(allow_null=True)
    can = serializers.ListField(child=serializers.CharField())


class CastVoteSerializer(Fields):
    """`choice`: one of yes, no, abstain; in an election the candidates that are approved (none is a blank vote)."""

    membership_id = serializers.UUIDField()
    choice = serializers.ListField(child=serializers.CharField(max_length=36), max_length=30)


class VoteCastSerializer(Fields):
    """How many have taken part now."""

    taken_part = serializers.IntegerField()


class CommentSerializer(Fields):
    """What a member said."""

    id = serializers.UUIDField()
    person = serializers.CharField(source="person.name")
    member = serializers.CharField(source="membership.producer.name")
    text = serializers.CharField()
    made_at = serializers.DateTimeField()


class MakeCommentSerializer(Fields):
    """What to say."""

    text = ProseField(max_length=COMMENT_LENGTH)


class MinutesSerializer(Fields):
    """The minutes' facts; `sha256` is the hash of their canonical JSON, as the event log keeps it."""

    facts = serializers.JSONField()
    sha256 = serializers.CharField()


class ProxySerializer(Fields):
    """A live proxy of mine, given or held."""

    id = serializers.UUIDField()
    giver_id = serializers.UUIDField()
    giver = serializers.CharField(source="giver.producer.name")
    holder_id = serializers.UUIDField()
    holder = serializers.CharField(source="holder.producer.name")
    assembly = AssemblySerializer(allow_null=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)


class GiveProxySerializer(Fields):
    """For one assembly, or until `ends_at`."""

    giver_id = serializers.UUIDField()
    holder_id = serializers.UUIDField()
    assembly_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    ends_at = MomentField(required=False, allow_null=True, default=None)


class KindTermsSerializer(TermsSerializer):
    """The terms of one kind; `by_board`: only the board proposes it."""

    kind = serializers.ChoiceField(choices=KINDS)
    by_board = serializers.BooleanField()


class ChangeableRuleSerializer(Fields):
    """A rule that a vote can change, and what holds now."""

    rule = serializers.CharField()
    value = serializers.JSONField()


class VotingRulesSerializer(Fields):
    """On which terms the association decides."""

    terms = KindTermsSerializer(many=True)
    proxies_per_holder = WholeNumberField()
    rules = ChangeableRuleSerializer(many=True)
