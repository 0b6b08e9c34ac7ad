"""The words of an invitation. Whom it reaches may have no account: it goes out in the language of who invites."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.letters import Letter
from coops.models import Invitation


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
