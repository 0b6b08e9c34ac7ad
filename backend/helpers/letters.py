"""Letters to members and to those who are asked to help: in the reader's language if she has an account."""

from __future__ import annotations

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.queries import locale_of_address
from accounts.services import send_letter
from helpers.models import Act, Helper
from lib.clock import last_day


def send_receipt(helper: Helper, act: Act) -> None:
    """This will tell the member by letter what was done for her just now, and by whom."""
    language = locale_of_address(helper.member_email) or "es"
    with translation.override(language):
        said = {
            "helper": helper.person.name if helper.person else "",
            "member": helper.producer.name,
            "association": helper.association.name,
            "words": act.words_en if language == "en" else act.words_es,
            "when": date_format(localtime(act.at), "j/n/Y H:i"),
            "number": act.number,
        }
        send_letter(
            recipient=helper.member_email,
            subject=_("Receipt: what %(helper)s did for you") % said,
            text=_(
                "Hello:\n\n%(helper)s acted for %(member)s at Minga, by your consent.\n\n%(words)s\n\n"
                "%(when)s, receipt number %(number)s.\n\n"
                "If you don't agree, tell %(association)s: it can end this at any time."
            )
            % said,
        )


def send_request(helper: Helper, link: str) -> None:
    """This will ask whoever owns the address to help the member."""
    with translation.override(helper.recorded_by.locale):
        said = {
            "member": helper.producer.name,
            "association": helper.association.name,
            "person": helper.recorded_by.name,
            "link": link,
        }
        send_letter(
            recipient=helper.email,
            subject=_("%(association)s asks you to help %(member)s") % said,
            text=_(
                "Hello:\n\n%(person)s of %(association)s asks you to act at Minga for %(member)s, who does not use the "
                "web and has agreed to it. Sign in, or sign up with this address, and answer on your page:\n\n%(link)s\n\n"
                "If you don't want it, say no there or do nothing."
            )
            % said,
        )


def send_reminder(helper: Helper) -> None:
    """This will tell the member by letter that the consent runs out soon."""
    with translation.override(locale_of_address(helper.member_email) or "es"):
        said = {
            "helper": helper.person.name if helper.person else "",
            "member": helper.producer.name,
            "association": helper.association.name,
            "day": date_format(last_day(helper.ends_at), "j/n/Y"),
        }
        send_letter(
            recipient=helper.member_email,
            subject=_("Until %(day)s %(helper)s may act for you") % said,
            text=_(
                "Hello:\n\nBy your consent %(helper)s acts for %(member)s at Minga. It holds until %(day)s.\n\n"
                "If you want the help to go on, tell %(association)s before that day: it writes a new consent down. If "
                "not, there is nothing to do: it ends by itself."
            )
            % said,
        )
