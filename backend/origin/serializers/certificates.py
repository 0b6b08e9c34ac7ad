"""Shapes of certificates: what comes in, what goes out."""

from __future__ import annotations

from rest_framework import serializers

from catalog.models import MOST_UNITS, Category
from coops.serializers.base import Fields
from lib.fields import LineField, ProseField, WholeNumberField
from lib.text import NAME_LENGTH
from origin.models import Certificate, CertificateStep, Finding, Inspection
from origin.models.certificates import REASON_LENGTH
from origin.models.seals import TEXT_LENGTH
from origin.serializers.seals import SealCardSerializer
from origin.services.inspections import MOST_FINDINGS


class ApplyForCertificateSerializer(Fields):
    """For which product, under which seal; the note is read by the control."""

    product_id = serializers.UUIDField()
    seal_id = serializers.UUIDField()
    note = ProseField(max_length=TEXT_LENGTH, allow_blank=True, default="")


class CertificateReasonSerializer(Fields):
    """Why; it stands in the certificate's book."""

    reason = ProseField(max_length=REASON_LENGTH)


class CertificateRemarkSerializer(Fields):
    """Why, if there is something to say."""

    reason = ProseField(max_length=REASON_LENGTH, allow_blank=True, default="")


class PlanInspectionSerializer(Fields):
    """Who looks, and when. `inspector`: the body, where one from outside looks; never a person's name."""

    kind = serializers.ChoiceField(choices=Inspection.Kind.choices)
    planned_for = serializers.DateField()
    inspector = LineField(allow_blank=True, default="")


class FoundSerializer(Fields):
    """Something that isn't as the rules ask; a major finding needs its day."""

    severity = serializers.ChoiceField(choices=Finding.Severity.choices)
    text = ProseField(max_length=REASON_LENGTH)
    due_on = serializers.DateField(allow_null=True, default=None)


class RecordInspectionSerializer(Fields):
    """What came of an inspection."""

    done_on = serializers.DateField()
    outcome = serializers.ChoiceField(choices=Inspection.Outcome.choices)
    report = ProseField(max_length=TEXT_LENGTH, allow_blank=True, default="")
    findings = FoundSerializer(many=True, max_length=MOST_FINDINGS, default=list)  # type: ignore[call-arg]


class CorrectSerializer(Fields):
    """How it was put right."""

    correction = ProseField(max_length=REASON_LENGTH)


class AddEvidenceSerializer(Fields):
    """A photo or a PDF as the field `file`, what it is called, and what it is about."""

    file = serializers.FileField()
    name = LineField(max_length=NAME_LENGTH, required=False)
    inspection_id = serializers.UUIDField(required=False)
    finding_id = serializers.UUIDField(required=False)


class AboutEvidenceSerializer(Fields):
    """The fields of that form beside the file."""

    name = LineField(max_length=NAME_LENGTH, default="documento")
    inspection_id = serializers.UUIDField(default=None)
    finding_id = serializers.UUIDField(default=None)


class IssueSerializer(Fields):
    """Who looked, until which day (included), and how many units may be packed at most (null: no bound but the rules').

    `assessor` must be true: `association` needs its inspection; `external` one that a body from outside passed, and takes
    the body's name from there. One's own can be issued as `self` alone.
    """

    assessor = serializers.ChoiceField(choices=Certificate.Assessor.choices)
    last_day = serializers.DateField()
    cap = WholeNumberField(min_value=1, max_value=MOST_UNITS, allow_null=True, default=None)
    reason = ProseField(max_length=REASON_LENGTH, allow_blank=True, default="")


class GrantSerializer(Fields):
    """How many more units of a lot were packed."""

    lot_id = serializers.UUIDField()
    units = WholeNumberField(min_value=1, max_value=MOST_UNITS)


class CertificateRowSerializer(Fields):
    """A certificate as lists show it. `valid_until` is the moment at which it ends; `ended`: that is past.

    `granted`: units that were packed under it, of `cap` (null: no bound but the rules').
    """

    id = serializers.UUIDField(source="certificate.pk")
    code = serializers.CharField(source="certificate.code")
    seal = SealCardSerializer(source="certificate.seal")
    producer_id = serializers.UUIDField(source="certificate.producer_id")
    producer_name = serializers.CharField(source="certificate.producer.name")
    product_id = serializers.UUIDField(source="certificate.product_id")
    product_name = serializers.CharField(source="certificate.product_name")
    category = serializers.ChoiceField(choices=Category.choices, source="certificate.category")
    comuna = serializers.CharField(source="certificate.comuna")
    status = serializers.ChoiceField(choices=Certificate.Status.choices, source="certificate.status")
    assessor = serializers.ChoiceField(choices=Certificate.Assessor.choices, source="certificate.assessor")
    assessor_name = serializers.CharField(source="certificate.assessor_name")
    valid_from = serializers.DateTimeField(source="certificate.valid_from", allow_null=True)
    valid_until = serializers.DateTimeField(source="certificate.valid_until", allow_null=True)
    ended = serializers.BooleanField()
    cap = serializers.IntegerField(source="certificate.cap", allow_null=True)
    granted = serializers.IntegerField()
    applied_at = serializers.DateTimeField(source="certificate.applied_at")
    issued_at = serializers.DateTimeField(source="certificate.issued_at", allow_null=True)


class FindingSerializer(Fields):
    """What was found, and how it was put right; `corrected_by` is null for who is gone.

    `may_correct`: the reader may write down how.
    """

    id = serializers.UUIDField()
    severity = serializers.ChoiceField(choices=Finding.Severity.choices)
    text = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    correction = serializers.CharField()
    corrected_at = serializers.DateTimeField(allow_null=True)
    corrected_by = serializers.CharField(allow_null=True)
    may_correct = serializers.BooleanField()


class InspectionSerializer(Fields):
    """A look at the product: planned, and done where `outcome` isn't empty. `may_record`: the reader may write it down."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Inspection.Kind.choices)
    inspector = serializers.CharField()
    planned_for = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Inspection.Outcome.choices, allow_blank=True)
    report = serializers.CharField()
    planned_by = serializers.CharField(allow_null=True)
    done_by = serializers.CharField(allow_null=True)
    may_record = serializers.BooleanField()
    findings = FindingSerializer(many=True)


class CertificateEvidenceSerializer(Fields):
    """A file of the papers; its bytes come from `…/evidence/{id}/file`, until they were let go at `gone_at`."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    inspection_id = serializers.UUIDField(allow_null=True)
    finding_id = serializers.UUIDField(allow_null=True)
    added_at = serializers.DateTimeField()
    added_by = serializers.CharField(allow_null=True)
    gone_at = serializers.DateTimeField(allow_null=True)


class CertificateStepSerializer(Fields):
    """A line of the certificate's book. `helped`: a helper did it for the member."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CertificateStep.Kind.choices)
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    helped = serializers.BooleanField()
    reason = serializers.CharField()
    units = serializers.IntegerField(allow_null=True)
    lot_id = serializers.UUIDField(allow_null=True)
    lot_code = serializers.CharField()


class BreachSerializer(Fields):
    """What of a lot isn't as a rule asks."""

    rule = serializers.CharField()
    code = serializers.CharField()
    attr = serializers.CharField()
    es = serializers.CharField()
    en = serializers.CharField()


class DerivedClassSerializer(Fields):
    """What the lot may be called by its degrees."""

    key = serializers.CharField()
    es = serializers.CharField()
    en = serializers.CharField()


class CertifiedLotSerializer(Fields):
    """A lot of the product: `granted` under this certificate, `left` that could be (with no `breaches`).

    `origin_code`: what its labels carry, empty until its first units are certified.
    """

    id = serializers.UUIDField(source="lot.pk")
    code = serializers.CharField(source="lot.code")
    made_on = serializers.DateField(source="lot.made_on")
    units = serializers.IntegerField(source="lot.units")
    granted = serializers.IntegerField()
    left = serializers.IntegerField()
    breaches = BreachSerializer(many=True)
    derived_class = DerivedClassSerializer(allow_null=True)
    origin_code = serializers.CharField()


class AtStakeSerializer(Fields):
    """What would stop with the certificate: units that are for sale by it now, in which offers (some of them), and units
    that were sold by it and not sent yet. At most so many: others may stand behind them too.
    """

    for_sale = serializers.IntegerField()
    promised = serializers.IntegerField()
    offers = serializers.ListField(child=serializers.CharField())


class CertificateSerializer(CertificateRowSerializer):
    """A certificate with all that led to it. `hindered`: why it can't be issued yet, or reinstated, as codes.

    `own`: the reader asked for it or acts for its producer, and can issue it as the producer's own word alone.
    `assessors`: as whose word the reader can issue it, the one farthest from the producer first; none if she can't.
    """

    note = serializers.CharField(source="certificate.note")
    inspections = InspectionSerializer(many=True)
    evidence = CertificateEvidenceSerializer(many=True)
    steps = CertificateStepSerializer(many=True)
    lots = CertifiedLotSerializer(many=True)
    hindered = serializers.ListField(child=serializers.CharField())
    at_stake = AtStakeSerializer()
    own = serializers.BooleanField()
    assessors = serializers.ListField(child=serializers.ChoiceField(choices=Certificate.Assessor.choices))
    can = serializers.ListField(child=serializers.CharField())
