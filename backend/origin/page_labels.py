"""The short words that stand on every page of an origin, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def labels() -> dict[str, str]:
    """This will return the words that stand on every page of an origin."""
    return {
        "skip": _("Go to the content"),
        "language": _("Language"),
        "where": _("Where from"),
        "comuna": _("Comuna of"),
        "region": _("Coquimbo Region, Chile"),
        "height": _("at %(metres)s m above the sea"),
        "how": _("How it was made"),
        "who": _("Who says so"),
        "lot": _("Lot"),
        "holds_from": _("Holds from"),
        "holds_until": _("Holds until"),
        "last_visit": _("Last check"),
        "covers": _("Covers"),
        "units": _("units"),
        "code": _("Code"),
        "state": _("State"),
        "suspended": _("Suspended"),
        "revoked": _("Withdrawn"),
        "expired": _("Expired"),
        "not_yet": _("Not begun"),
        "reason": _("Reason"),
        "proof": _("See the technical proof"),
        "proof_text": _(
            "Signed, and compared by this device: the product, the lot, the comuna, the association, the certificate's name, its "
            "kind, who assessed it, its units, its code and until when it holds. The rest of this page is what Minga keeps "
            "about it."
        ),
        "credential": _("The certificate as a W3C credential"),
        "key": _("The public key that it was signed with"),
        "found": _("What we found"),
        "exists": _("The code exists"),
        "not_signed": _("What stands here is not what was signed"),
        "can_do": _("What you can do"),
        "keep_label": _("Keep the label and tell the association where you found it."),
        "to_association": _("To the association"),
        "again": _("Ask for the page again"),
        "shop": _("Products with a valid origin"),
        "buy": _("See it in the shop"),
        "map": _("Map: comuna of %(place)s"),
        "profile": _("From the sea to the Andes: %(place)s, at %(metres)s metres"),
        "sea": _("sea"),
        "andes": _("Andes"),
        "map_credit": _("Outlines: Biblioteca del Congreso Nacional de Chile."),
        "lost": _("We don't know this code"),
        "lost_text": _(
            "Look at the label again: a code has six letters and numbers, such as 7K3Q-M9. Small letters and a missing hyphen "
            "don't matter."
        ),
        "lost_field": _("Code on the label"),
        "lost_button": _("Look again"),
        "lost_doubt": _("If the code is right, the label may not be genuine."),
        "home": _("To the shop"),
    }
