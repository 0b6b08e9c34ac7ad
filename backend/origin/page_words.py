"""The words of the origin page, for a stranger with a jar in her hand: what it is, where from, who says so, does it hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coops.territory import comuna, is_comuna
from lib import clock
from origin import seal_words
from origin.models import Inspection, Seal
from origin.page_labels import labels
from origin.queries.deciding import deciding
from origin.queries.origin_page import Backing, OriginPage
from origin.signed_words import signed_words

_ZONE: Final = ZoneInfo("America/Santiago")
_THIS: Final = {
    "cheese": gettext_lazy("this cheese"),
    "spirits": gettext_lazy("this spirit"),
    "wine": gettext_lazy("this wine"),
    "beer": gettext_lazy("this beer"),
    "fruit": gettext_lazy("this fruit"),
    "dried_fruit": gettext_lazy("this dried fruit"),
    "preserves": gettext_lazy("this preserve"),
    "sweets": gettext_lazy("this sweet"),
    "oil": gettext_lazy("this oil"),
    "honey": gettext_lazy("this honey"),
    "meat": gettext_lazy("this meat"),
    "seafood": gettext_lazy("this seafood"),
    "craft": gettext_lazy("this piece"),
    "experience": gettext_lazy("this visit"),
}
_LOOKED: Final = {
    Inspection.Kind.SELF_CONTROL: gettext_lazy("The producer's own check"),
    Inspection.Kind.INTERNAL_CONTROL: gettext_lazy("The association's check"),
    Inspection.Kind.EXTERNAL_BODY: gettext_lazy("A check by somebody from outside"),
}


def english() -> bool:
    """This will say whether the page is read in English."""
    return (get_language() or "es").startswith("en")


def place(cut: str) -> str:
    """This will return the name of a comuna; a name by law may reach beyond the region whose comunas are known."""
    return comuna(cut).name if is_comuna(cut) else cut


def said_day(moment: datetime | date | None) -> str:
    """This will return a day as it is said aloud, by the region's clock."""
    if moment is None:
        return ""
    day = moment.astimezone(_ZONE).date() if isinstance(moment, datetime) else moment
    return str(format_date(day, "long", locale="en" if english() else "es"))


def grouped(number: int) -> str:
    """This will return a number as people write it: 1.250, or 1,250 in English."""
    written = f"{number:,}"
    return written if english() else written.replace(",", ".")


def last_day(until: datetime | None) -> str:
    """This will return the last day on which what ends at this moment still holds, as it is said aloud."""
    return said_day(clock.last_day(until)) if until else ""


def signed_moment(moment: datetime) -> str:
    """This will return a moment as it stands in what is signed."""
    return moment.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def seal_name(seal: Seal) -> str:
    """This will return a seal's name in the reader's language."""
    return seal.name_en if english() else seal.name_es


def verdicts(page: OriginPage) -> dict[str, tuple[str, str]]:
    """This will return a title and a sentence for whatever the reader's device may find."""
    named = {"this": str(_THIS[page.category]), "place": place(page.comuna)}
    decides = deciding(page.backings)
    certificate = decides.certificate
    ruled = {"day": said_day(decides.since), "association": certificate.association.name}
    # The device may find worse than our books say: then nobody knows the day yet, nor whose certificate it is.
    known = decides.state if decides.since else ""
    associations = {one.certificate.association.name for one in page.backings}
    return {
        "plain": (
            page.product_name,
            _("Minga says: the certificate is valid. This device has not checked it yet.")
            if decides.state == "valid"
            else _("Minga says: the certificate does not hold now. This device has not checked it yet."),
        ),
        "valid": (
            _("Yes: %(this)s is from %(place)s") % named,
            _("The certificate is valid and nobody has changed it. This device has checked it."),
        ),
        "suspended": (
            _("This certificate is suspended"),
            _("%(association)s suspended it on %(day)s, until what was found is put right.") % ruled
            if known == "suspended"
            else _("It was suspended, until what was found is put right."),
        ),
        "revoked": (
            _("This certificate no longer holds"),
            _(
                "%(association)s withdrew it on %(day)s. The product may be good; its origin has nobody behind it any more."
            )
            % ruled
            if known == "revoked"
            else _("It was withdrawn. The product may be good; its origin has nobody behind it any more."),
        ),
        "expired": (
            _("This certificate has expired"),
            _("It held until %(day)s. What was packed before that was covered when it was packed.")
            % {"day": last_day(certificate.valid_until)},
        ),
        "not_yet": (
            _("This certificate does not hold yet"),
            _("It begins on %(day)s.") % {"day": said_day(certificate.valid_from)},
        ),
        "forged": (
            _("Don't trust this label"),
            _(
                "The certificate was altered: what stands here is not what was signed for %(association)s. We can't say where "
                "this product comes from."
            )
            % ruled
            if len(associations) == 1
            else _(
                "The certificate was altered: what stands here is not what was signed. We can't say where this product "
                "comes from."
            ),
        ),
        "unsure": (
            page.product_name,
            _(
                "The signature is genuine. We could not ask whether the certificate still holds: try again with a signal."
            ),
        ),
        "cannot": (
            page.product_name,
            _("This device could not check this certificate. Here is what Minga says of it."),
        ),
    }


def steps(page: OriginPage) -> list[dict[str, str]]:
    """This will return what was done to it, in the order of the days."""
    found: list[tuple[date, str, str]] = [
        (made.made_on, made.product_name, _("went into it; lot %(code)s") % {"code": made.code}) for made in page.inputs
    ]
    if page.lot is not None:
        where = place(page.lot.comuna) if page.lot.comuna else ""
        found.append((page.lot.made_on, _("Made"), _("in %(place)s") % {"place": where} if where else ""))
    for backing in page.backings:
        found += [
            (look.done_on, str(_LOOKED[Inspection.Kind(look.kind)]), "") for look in backing.inspections if look.done_on
        ]
        if page.lot is None and backing.certificate.issued_at:
            found.append((_day(backing.certificate.issued_at), _("Certificate issued"), ""))
        if backing.packed_at and page.lot is not None:
            units = _("%(units)s units under the certificate") % {"units": backing.units} if backing.units else ""
            found.append((_day(backing.packed_at), _("Packed and labelled"), units))
    rested = page.lot.facts.get("rested_days") if page.lot is not None else None
    told = [{"title": title, "day": said_day(day), "note": note} for day, title, note in _by_day(found)]
    if isinstance(rested, int) and rested > 0:
        made_at = next((at for at, one in enumerate(told) if one["title"] == _("Made")), 0)
        told.insert(made_at + 1, {"title": _("Rested"), "day": _("%(days)s days") % {"days": rested}, "note": ""})
    return told


def scripted() -> dict[str, str]:
    """This will return the sentences that the script fills in."""
    return {
        "fresh": _("Checked on this device today at %(time)s."),
        "kept": _("Checked on this device with what it kept on %(day)s."),
        "difference": _("The page says “%(shown)s”. What was signed says “%(signed)s”."),
        "missing": _("The page does not show what was signed: “%(signed)s”."),
        "signature": _("The signature does not belong to this certificate."),
        "offline": _("This page works without a signal: this device has kept it."),
    }


def _day(moment: datetime) -> date:
    return moment.astimezone(_ZONE).date()


def _by_day(found: Iterable[tuple[date, str, str]]) -> list[tuple[date, str, str]]:
    """Each once; what was done on one day stays in the order in which it is done, whatever the language."""
    return sorted(dict.fromkeys(found), key=lambda one: one[0])


def context(page: OriginPage) -> dict[str, Any]:
    """This will return all that the page's template fills in."""
    return {
        "page": page,
        "place": place(page.comuna),
        "verdicts": verdicts(page),
        "words": scripted(),
        "steps": steps(page),
        "facts": _facts(page),
        "backings": [_told(backing) for backing in page.backings],
        "english": english(),
        "labels": labels(),
    }


def _facts(page: OriginPage) -> list[tuple[str, str]]:
    lot = page.lot
    degrees = lot.alcohol_degrees if lot else None
    facts = [
        (_("Made"), said_day(lot.made_on) if lot else ""),
        (_("Best before"), said_day(lot.best_before) if lot else ""),
        (_("Content"), page.net_content),
        (_("Alcohol"), f"{degrees:g}°".replace(".", "." if english() else ",") if degrees else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _told(backing: Backing) -> dict[str, Any]:
    certificate = backing.certificate
    said = signed_words(backing, in_english=english())
    shape = seal_words.shape(said.kind)
    return {
        "backing": backing,
        "certificate": certificate,
        "said": said,
        "shape": shape,
        "pending": shape == "reg" and certificate.seal.status != Seal.Status.REGISTERED,
        "kind": seal_words.kind(said.kind, Seal.Status(certificate.seal.status)),
        "assertion": seal_words.assertion(said),
        "until": signed_moment(certificate.valid_until) if certificate.valid_until else "",
        "said_since": said_day(certificate.valid_from),
        "said_until": last_day(certificate.valid_until),
        "inspected": said_day(backing.inspected_on),
        "ended": said_day(backing.since),
    }
