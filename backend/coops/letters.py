"""Letters to people who may have no account: they go out in the language of who sends them."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.letters import Letter
from coops.models import Invitation, MandateOffer


def invitation_letter(invitation: Invitation, link: str) -> Letter:
    """This will return the letter that carries an invitation's link."""
    with translation.override(invitation.invited_by.locale):
        names = {"association": invitation.association.name, "person": invitation.invited_by.name, "link": link}
        return Letter(
            _("%(person)s invites you to %(association)s") % names,
            _(
                "Hello:\n\n%(person)s invites you to be a member of %(association)s at Minga, where producers of the "
                "Coquimbo Region sell together. Read the statutes and answer here:\n\n%(link)s\n\n"
                "The link works once, for two weeks. If you don't want it, do nothing."
            )
            % names,
        )


def mandate_letter(offer: MandateOffer, link: str) -> Letter:
    """This will return the letter that asks somebody to act for a producer."""
    with translation.override(offer.offered_by.locale):
        names = {"producer": offer.producer.name, "person": offer.offered_by.name, "link": link}
        return Letter(
            _("%(person)s asks you to act for %(producer)s") % names,
            _(
                "Hello:\n\n%(person)s asks you to act for %(producer)s at Minga: to write lots down, put them into the "
                "pool and answer for them. Sign in, or sign up with this address, and answer on your page:\n\n"
                "%(link)s\n\nYou can answer for two weeks. If you don't want it, say no there or do nothing."
            )
            % names,
        )
