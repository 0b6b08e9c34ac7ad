"""What is said of a name on the page behind a label and on the label: which of the three kinds it is, and who stands behind it.

The script of the page holds these sentences against what was signed, by a copy of them in both languages
(`frontend/src/origin/sealWords.json`): a page that was altered brings words of its own.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from origin.models import Certificate, Seal
from origin.signed_words import SignedWords

_KINDS: Final = {
    Seal.Kind.LAW: gettext_lazy("Denomination of origin by law"),
    Seal.Kind.GEOGRAPHICAL_INDICATION: gettext_lazy("Geographical indication"),
    Seal.Kind.DENOMINATION_OF_ORIGIN: gettext_lazy("Denomination of origin"),
    Seal.Kind.COLLECTIVE_MARK: gettext_lazy("Collective mark"),
    Seal.Kind.CERTIFICATION_MARK: gettext_lazy("Certification mark"),
    Seal.Kind.OWN: gettext_lazy("The association's own certificate"),
}


def shape(of: Seal.Kind) -> str:
    """This will return which of the three shapes a name is drawn in: by law, of a register, an association's own."""
    return {Seal.Kind.LAW: "law", Seal.Kind.OWN: "own"}.get(of, "reg")


def kind(of: Seal.Kind, status: Seal.Status) -> str:
    """This will return what kind of name it is, and where its registration stands."""
    said = str(_KINDS[of])
    if shape(of) != "reg":
        return said
    standing = {
        Seal.Status.REGISTERED: _("registered"),
        Seal.Status.SUSPENDED: _("registration suspended"),
        Seal.Status.CANCELLED: _("registration cancelled"),
        Seal.Status.APPLIED: _("applied for, not registered"),
    }.get(status, _("not registered"))
    return f"{said}, {standing}"


def assertion(signed: SignedWords) -> str:
    """This will return who says so, and how it was checked: never more than is true."""
    if signed.assessor == Certificate.Assessor.EXTERNAL:
        return _("Assessed by %(body)s, which stands outside the association.") % {"body": signed.body}
    names = {"association": signed.association}
    if signed.assessor == Certificate.Assessor.SELF and signed.itself:
        who = _("%(association)s declares it: the association makes it itself.") % names
    elif signed.assessor == Certificate.Assessor.SELF:
        who = _("The producer declares it, and %(association)s puts its name to it.") % names
    else:
        who = _("%(association)s says so of its own member, by its own check.") % names
    own = signed.kind == Seal.Kind.OWN
    bound = _("It is no seal of the State, nor of a third party.") if own else _("No third party has checked it.")
    return f"{who} {bound}"
