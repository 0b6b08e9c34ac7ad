"""What a helper may do for a member, under which consent, and in which plain words it is written down.

Deny by default: what HELPED does not name is refused to whoever acts for another. A command can't stand there without
its words. NOT_HELPED says of the other commands that are open to members why they stay the member's own; a test demands
that each is in one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalog.models import Contribution
from coops.models import Statutes
from helpers.models import Scope
from origin.models import Certificate

LANGUAGES: Final = ("es", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was called: the ids of the address, what was sent, and what was answered."""

    keywords: Mapping[str, Any]
    body: Mapping[str, Any]
    answer: Mapping[str, Any]


Words = tuple[Any, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """An operation that any one of these consents opens. A read has no words; a command has."""

    scopes: frozenset[str]
    words: Callable[[Done], Words] | None = None

    def told(self, done: Done) -> dict[str, str]:
        """This will return the sentence in each language."""
        if self.words is None:
            raise TypeError("a command that is not written down")
        text, gaps = self.words(done)
        said = {}
        for language in LANGUAGES:
            with translation.override(language):
                said[language] = str(text % gaps)
        return said


def _read(*scopes: str) -> Helped:
    return Helped(scopes=frozenset(scopes))


def _does(scope: str, words: Callable[[Done], Words]) -> Helped:
    return Helped(scopes=frozenset({scope}), words=words)


def _product_made(done: Done) -> Words:
    return _("Wrote down the product «%(product)s»."), {"product": done.answer["name"]}


def _product_changed(done: Done) -> Words:
    gaps = {"product": done.answer["name"]}
    if done.body.get("retired") is True:
        return _("Noted that «%(product)s» is made no longer."), gaps
    return _("Changed what is told of the product «%(product)s»."), gaps


def _lot_made(done: Done) -> Words:
    text = ngettext_lazy(
        "Wrote down a lot of %(units)d unit of «%(product)s», with the code %(code)s.",
        "Wrote down a lot of %(units)d units of «%(product)s», with the code %(code)s.",
        "units",
    )
    answer = done.answer
    return text, {"units": answer["units"], "product": answer["product_name"], "code": answer["code"]}


def _written_off(done: Done) -> Words:
    text = ngettext_lazy(
        "Wrote off %(units)d unit of the lot %(code)s, «%(product)s».",
        "Wrote off %(units)d units of the lot %(code)s, «%(product)s».",
        "units",
    )
    answer = done.answer
    return text, {"units": done.body["units"], "product": answer["product_name"], "code": answer["code"]}


def _counted(done: Done) -> Words:
    text = ngettext_lazy(
        "Counted %(units)d unit of the lot %(code)s, «%(product)s».",
        "Counted %(units)d units of the lot %(code)s, «%(product)s».",
        "units",
    )
    answer = done.answer
    return text, {"units": done.body["counted"], "product": answer["product_name"], "code": answer["code"]}


def _corrected(done: Done) -> Words:
    text = ngettext_lazy(
        "Corrected the lot %(code)s, «%(product)s»: %(units)d unit was made.",
        "Corrected the lot %(code)s, «%(product)s»: %(units)d units were made.",
        "units",
    )
    answer = done.answer
    return text, {"units": answer["units"], "product": answer["product_name"], "code": answer["code"]}


def _certificate_asked(done: Done) -> Words:
    certificate = Certificate.objects.select_related("seal").get(pk=done.answer["id"])
    text = _("Asked for a certificate for «%(product)s» under «%(seal)s».")
    return text, {"product": certificate.product_name, "seal": certificate.seal.name_es}


def _put_in(done: Done) -> Words:
    text = ngettext_lazy(
        "Put %(units)d unit of the lot %(code)s, «%(product)s», into the pool of «%(offer)s».",
        "Put %(units)d units of the lot %(code)s, «%(product)s», into the pool of «%(offer)s».",
        "units",
    )
    return text, _moved(done) | {"units": done.body["units"]}


def _taken_out(done: Done) -> Words:
    text = ngettext_lazy(
        "Took %(units)d unit of the lot %(code)s, «%(product)s», out of the pool of «%(offer)s».",
        "Took %(units)d units of the lot %(code)s, «%(product)s», out of the pool of «%(offer)s».",
        "units",
    )
    return text, _moved(done) | {"units": done.body["units"]}


def _moved(done: Done) -> dict[str, Any]:
    row = Contribution.objects.select_related("lot", "offer").get(pk=done.answer["id"])
    return {"code": row.lot.code, "product": row.lot.product_name, "offer": row.offer.name}


def _statutes_accepted(done: Done) -> Words:
    statutes = Statutes.objects.select_related("association").get(pk=done.keywords["statutes_id"])
    return (
        _("Said yes to version %(version)d of the statutes of %(association)s."),
        {"version": statutes.version, "association": statutes.association.name},
    )


_PROFILE: Final = {
    "name": _("Changed the name to «%(value)s»."),
    "comuna": _("Changed the comuna."),
    "locality": _("Changed the place to «%(value)s»."),
    "story": _("Wrote the story that everybody can read."),
    "shows_name": _("Changed whether strangers see the name."),
}


class _Together:
    """Several sentences, each put into words in the language of the moment."""

    def __init__(self, sentences: Sequence[Words]) -> None:
        self._sentences = sentences

    def __mod__(self, _gaps: object) -> str:
        return " ".join(str(text % gaps) for text, gaps in self._sentences)


def _profile_changed(done: Done) -> Words:
    sentences: list[Words] = [
        (_PROFILE[name], {"value": done.answer.get(name)}) for name in _PROFILE if name in done.body
    ]
    return _Together(sentences or [(_("Changed nothing."), {})]), {}


HELPED: Final[Mapping[str, Helped]] = {
    "coops_getProducer": _read(*Scope.values),
    "coops_updateProducer": _does(Scope.PROFILE, _profile_changed),
    "coops_getStatutes": _read(Scope.STATUTES),
    "coops_getStatutesDocument": _read(Scope.STATUTES),
    "coops_acceptStatutes": _does(Scope.STATUTES, _statutes_accepted),
    "catalog_listProducts": _read(Scope.LOTS, Scope.POOL),
    "catalog_getProduct": _read(Scope.LOTS, Scope.POOL),
    "catalog_createProduct": _does(Scope.LOTS, _product_made),
    "catalog_updateProduct": _does(Scope.LOTS, _product_changed),
    "catalog_listLots": _read(Scope.LOTS, Scope.POOL),
    "catalog_createLot": _does(Scope.LOTS, _lot_made),
    "catalog_listLotMovements": _read(Scope.LOTS, Scope.POOL),
    "catalog_spoilUnits": _does(Scope.LOTS, _written_off),
    "catalog_countLot": _does(Scope.LOTS, _counted),
    "catalog_adjustLot": _does(Scope.LOTS, _corrected),
    "origin_apply": _does(Scope.LOTS, _certificate_asked),
    "catalog_listAssociationOffers": _read(Scope.POOL),
    "catalog_getPool": _read(Scope.POOL),
    "catalog_contribute": _does(Scope.POOL, _put_in),
    "catalog_withdraw": _does(Scope.POOL, _taken_out),
}

_BALLOT = "a ballot and what leads to it are personal; who can't come gives a proxy to another member"
_VOICE = "what is said in a debate is said by a person in her own name"
_AWAY = "leaving and who acts for the member are the member's own"
_PICTURES = "photos are taken and sent by whoever owns them"
_TABLES = "a table comes from whoever keeps it; a helper writes lots down one by one, each on record"
_CONTROL = "what a control is told, the member says herself, or the association's control writes it down for her"
_OWN_PAPERS = "a tax number and a feed's secret address are a person's own"

NOT_HELPED: Final[Mapping[str, str]] = {
    "coops_offerMandate": _AWAY,
    "coops_revokeMandateOffer": _AWAY,
    "coops_endMandate": _AWAY,
    "coops_endMembership": _AWAY,
    "catalog_previewTable": _TABLES,
    "catalog_importTable": _TABLES,
    "pictures_sendForProducer": _PICTURES,
    "pictures_describeForProducer": _PICTURES,
    "decisions_makeProposal": _VOICE,
    "decisions_withdrawProposal": _VOICE,
    "decisions_comment": _VOICE,
    "decisions_castVote": _BALLOT,
    "decisions_giveProxy": _BALLOT,
    "decisions_revokeProxy": _BALLOT,
    "helpers_endForProducer": _AWAY,
    "origin_withdrawApplication": _CONTROL,
    "origin_recordInspection": _CONTROL,
    "origin_correctFinding": _CONTROL,
    "origin_addEvidence": _CONTROL,
    "origin_grant": _CONTROL,
    "coops_setProducerRut": _OWN_PAPERS,
    "decisions_renewCalendarFeed": _OWN_PAPERS,
}
