"""The minutes as a sheet of paper: what was asked, on which terms, how many took part, what was decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils import translation
from django.utils.translation import gettext as _
from fpdf import FPDF

from accounts.queries import names_of
from decisions.models import Proposal
from decisions.terms import Terms
from decisions.words import kind_word, majority_word, option_word, outcome_word, role_word

_FONT: Final = Path(__file__).parents[1] / "lib" / "fonts" / "atkinson-next-es.woff2"
_ZONE: Final = ZoneInfo("America/Santiago")
_MARGIN: Final = 22


def pdf(proposal: Proposal) -> bytes:
    """This will return the minutes of a decided proposal as PDF, in the reader's language; needs its association."""
    result, terms = proposal.result or {}, Terms.of_json(proposal.terms or {})
    sheet = _Sheet(_("Minutes of proposal %(number)s") % {"number": proposal.number})
    sheet.head(proposal.association.name, proposal.title)
    sheet.line(_("Kind"), kind_word(proposal.kind))
    if proposal.kind == "elect":
        sheet.line(_("Office"), f"{role_word(proposal.params['role'])} ({proposal.params['seats']})")
    if proposal.text:
        sheet.prose(proposal.text)
    if text := proposal.params.get("text"):
        sheet.prose(text)
    if digest := proposal.params.get("sha256"):
        sheet.line(_("SHA-256 of the statutes' file"), digest)
    sheet.line(_("Voting opened"), _moment(proposal.opens_at))
    sheet.line(_("Counted"), _moment(proposal.decided_at))
    sheet.line(_("Call"), _("second") if proposal.call == 2 else _("first"))
    sheet.line(_("Quorum"), _("%(percent)s percent of the members") % {"percent": terms.quorum(proposal.call)})
    sheet.line(_("Majority"), majority_word(terms.majority))
    sheet.line(
        _("Took part"), _("%(taken)s of %(entitled)s") % {"taken": result["taken_part"], "entitled": proposal.entitled}
    )
    sheet.gap()
    names = names_of(UUID(option) for option in result["counts"]) if proposal.kind == "elect" else {}
    for option, count in result["counts"].items():
        sheet.line(names[UUID(option)] if names else option_word(option), str(count))
    sheet.gap()
    sheet.line(_("Outcome"), outcome_word(result["outcome"]))
    if result["elected"]:
        sheet.line(_("Elected"), ", ".join(names[UUID(person)] for person in result["elected"]))
    sheet.foot(_("SHA-256 of these minutes in the event log: %(hash)s") % {"hash": proposal.minutes_sha256})
    return bytes(sheet.document.output())


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    locale = (translation.get_language() or "es").split("-")[0]
    return str(format_datetime(moment, "long", tzinfo=_ZONE, locale=locale))


class _Sheet:
    """Letter size, as Chile prints; one column."""

    def __init__(self, title: str) -> None:
        self.document = FPDF(format="letter")
        self.document.set_title(title)
        self.document.set_lang((translation.get_language() or "es").split("-")[0])
        self.document.set_margin(_MARGIN)
        self.document.set_auto_page_break(auto=True, margin=_MARGIN)
        self.document.add_font("text", fname=_FONT)
        self.document.add_page()
        self._title = title

    def head(self, association: str, question: str) -> None:
        self._text(association, size=11)
        self._text(self._title, size=11)
        self._text(question, size=20)
        self.gap()

    def line(self, what: str, value: str) -> None:
        self._text(f"{what}: {value}", size=11)

    def prose(self, text: str) -> None:
        self.gap()
        self._text(text, size=11)
        self.gap()

    def gap(self) -> None:
        self.document.ln(4)

    def foot(self, text: str) -> None:
        self.gap()
        self._text(text, size=8)

    def _text(self, text: str, *, size: int) -> None:
        self.document.set_font("text", size=size)
        self.document.multi_cell(0, size * 0.52, text, new_x="LMARGIN", new_y="NEXT")
