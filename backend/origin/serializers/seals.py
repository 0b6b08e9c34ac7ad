"""Shapes of seals: what comes in, what goes out."""

from __future__ import annotations

from rest_framework import serializers

from coops.serializers.associations import AssociationCardSerializer
from coops.serializers.base import Fields
from lib.fields import LineField, ProseField
from origin.models import Seal
from origin.models.seals import TEXT_LENGTH
from origin.requirements import KINDS, MOST_NAMES, MOST_REQUIREMENTS

LONGEST_CODE = 5


class SentenceSerializer(Fields):
    """A requirement in words."""

    rule = serializers.ChoiceField(choices=sorted(KINDS))
    es = serializers.CharField()
    en = serializers.CharField()


class RegistrationSerializer(Fields):
    """Where the name is registered, as far as it is; what isn't known is empty."""

    authority = serializers.CharField(default="")
    law = serializers.CharField(default="")
    application_number = serializers.CharField(default="")
    applied_on = serializers.CharField(default="")
    number = serializers.CharField(default="")
    registered_on = serializers.CharField(default="")
    resolution = serializers.CharField(default="")
    nice_classes = serializers.ListField(child=serializers.IntegerField(), default=list)
    expires_on = serializers.CharField(default="")


class SealCardSerializer(Fields):
    """A seal in brief. `in_force`: goods can be sold under it now."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    kind = serializers.ChoiceField(choices=Seal.Kind.choices)
    status = serializers.ChoiceField(choices=Seal.Status.choices)
    name_es = serializers.CharField()
    name_en = serializers.CharField()
    in_force = serializers.BooleanField()


class SealSerializer(Fields):
    """A seal with its rules: in words for people (`sentences`), and as data (`requirements`).

    `association`: whose own it is, null for a name that is nobody's own. `comunas`: those of the region in its zone.
    """

    id = serializers.UUIDField(source="seal.pk")
    slug = serializers.CharField(source="seal.slug")
    kind = serializers.ChoiceField(choices=Seal.Kind.choices, source="seal.kind")
    status = serializers.ChoiceField(choices=Seal.Status.choices, source="seal.status")
    name_es = serializers.CharField(source="seal.name_es")
    name_en = serializers.CharField(source="seal.name_en")
    about_es = serializers.CharField(source="seal.about_es")
    about_en = serializers.CharField(source="seal.about_en")
    association = AssociationCardSerializer(allow_null=True)
    holder = serializers.CharField(source="seal.holder")
    registration = RegistrationSerializer(source="seal.registration")
    zone = serializers.ListField(child=serializers.CharField(), source="seal.zone")
    comunas = serializers.ListField(child=serializers.CharField())
    rules_es = serializers.CharField(source="seal.rules_es")
    rules_en = serializers.CharField(source="seal.rules_en")
    requirements = serializers.ListField(child=serializers.DictField(), source="seal.requirements")
    sentences = SentenceSerializer(many=True)
    version = serializers.IntegerField(source="seal.version")
    in_force = serializers.BooleanField(source="seal.in_force")


class CreateSealSerializer(Fields):
    """An association's own seal: its names, what is told of it, its zone (beginnings of CUT codes) and its requirements."""

    name_es = LineField()
    name_en = LineField()
    about_es = ProseField(max_length=TEXT_LENGTH, allow_blank=True, default="")
    about_en = ProseField(max_length=TEXT_LENGTH, allow_blank=True, default="")
    rules_es = ProseField(max_length=TEXT_LENGTH, allow_blank=True, default="")
    rules_en = ProseField(max_length=TEXT_LENGTH, allow_blank=True, default="")
    zone = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), max_length=MOST_NAMES, default=list
    )
    requirements = serializers.ListField(child=serializers.DictField(), max_length=MOST_REQUIREMENTS, default=list)


class UpdateSealSerializer(CreateSealSerializer):
    """The same, all of it; `given_up`: nobody applies for it or packs under it any more."""

    given_up = serializers.BooleanField(default=False)
