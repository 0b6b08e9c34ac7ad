"""Shapes of applications for membership."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coops.models import REASON_LENGTH, Application, Association, Producer
from coops.serializers.associations import AssociationCardSerializer
from coops.serializers.base import Fields
from lib.fields import LineField, ProseField

QUESTION_LENGTH = 200
ANSWER_LENGTH = 2_000
MOST_QUESTIONS = 8


class ApplicantQuestionSerializer(Fields):
    """What an applicant is asked."""

    text = LineField(max_length=QUESTION_LENGTH)
    required = serializers.BooleanField(default=True)  # type: ignore[assignment]


class HowToJoinSerializer(Fields):
    """How one joins. `takes_applications`: whether producers can ask now."""

    admission = serializers.ChoiceField(choices=Association.Admission.choices)
    questions = ApplicantQuestionSerializer(many=True)
    takes_applications = serializers.BooleanField()


class SetHowToJoinSerializer(Fields):
    """Who lets producers in, and up to eight questions, each once."""

    admission = serializers.ChoiceField(choices=Association.Admission.choices)
    questions = ApplicantQuestionSerializer(many=True, max_length=MOST_QUESTIONS)  # type: ignore[call-arg]

    def validate_questions(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        texts = [question["text"].casefold() for question in questions]
        if len(set(texts)) != len(texts):
            raise serializers.ValidationError(_("You ask the same thing twice."), code="question_twice")
        return questions


class AnswerSerializer(Fields):
    """A question as it was asked, and its answer; an answer may be empty where none is required."""

    question = serializers.CharField(max_length=QUESTION_LENGTH)
    answer = ProseField(max_length=ANSWER_LENGTH, allow_blank=True)


class ApplySerializer(Fields):
    """For which producer, what it answers, and that the rules of the members hold for it too."""

    producer_id = serializers.UUIDField()
    answers = AnswerSerializer(many=True, max_length=MOST_QUESTIONS)  # type: ignore[call-arg]
    accepts_rules = serializers.BooleanField()

    def validate_accepts_rules(self, accepts: bool) -> bool:
        if not accepts:
            raise serializers.ValidationError(
                _("Say that the rules of the members are to hold for you."), code="rules_not_accepted"
            )
        return accepts


class RefuseApplicationSerializer(Fields):
    """Why; the applicant reads it."""

    reason = ProseField(max_length=REASON_LENGTH)


class ApplicantSerializer(Fields):
    """Who applied, to write to her."""

    name = serializers.CharField()
    email = serializers.CharField()


class ApplicantProducerSerializer(serializers.ModelSerializer[Producer]):
    """The producer that asks."""

    comuna = serializers.CharField()

    class Meta:
        model = Producer
        fields = ("id", "name", "initials", "comuna", "locality", "story")
        read_only_fields = fields


class ApplicationRowSerializer(Fields):
    """An application as the board's list shows it. `admission`: who decides, as the applicant was told."""

    id = serializers.UUIDField()
    producer = ApplicantProducerSerializer()
    admission = serializers.ChoiceField(choices=Association.Admission.choices)
    state = serializers.ChoiceField(choices=Application.State.choices)
    made_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    vote_id = serializers.UUIDField(allow_null=True, help_text="The proposal by which the members decide.")


class ApplicationSerializer(Fields):
    """An application with all that the board may know. `applicant` is null once it is closed."""

    id = serializers.UUIDField(source="application.pk")
    producer = ApplicantProducerSerializer(source="application.producer")
    admission = serializers.ChoiceField(choices=Association.Admission.choices, source="application.admission")
    state = serializers.ChoiceField(choices=Application.State.choices, source="application.state")
    made_at = serializers.DateTimeField(source="application.made_at")
    closed_at = serializers.DateTimeField(source="application.closed_at", allow_null=True)
    vote_id = serializers.UUIDField(source="application.vote_id", allow_null=True)
    membership_id = serializers.UUIDField(source="application.membership_id", allow_null=True)
    answers = AnswerSerializer(many=True, source="application.answers")
    reason = serializers.CharField(source="application.reason")
    applicant = ApplicantSerializer(allow_null=True)
    answered_by = serializers.CharField(allow_null=True)
    can = serializers.ListField(child=serializers.CharField())


class OwnApplicationRowSerializer(Fields):
    """An application of a producer of mine."""

    id = serializers.UUIDField()
    association = AssociationCardSerializer()
    producer_id = serializers.UUIDField()
    producer_name = serializers.CharField(source="producer.name")
    admission = serializers.ChoiceField(choices=Association.Admission.choices)
    state = serializers.ChoiceField(choices=Application.State.choices)
    made_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class OwnApplicationSerializer(OwnApplicationRowSerializer):
    """The same with what was answered, and why it was refused (empty where the members voted)."""

    answers = AnswerSerializer(many=True)
    reason = serializers.CharField()


class VotersApplicationSerializer(Fields):
    """What the members who vote on an application read of it."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=Application.State.choices)
    producer = ApplicantProducerSerializer()
    answers = AnswerSerializer(many=True)
