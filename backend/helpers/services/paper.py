"""A member without any account: let in on paper, with a helper from the first day."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from coops.services.paper import admit_on_paper
from helpers.models import Helper
from helpers.services.naming import Consent, name_helper
from lib.actor import Actor


@transaction.atomic
def register_member(
    *,
    actor: Actor,
    association_id: UUID,
    name: str,
    comuna: str,
    locality: str,
    consent: Consent,
    person_id: UUID | None = None,
    email: str = "",
) -> Helper:
    """This will write down a member that nobody owns at the web, and name who acts for it by the member's consent.

    :raises AssociationClosed: if the association is suspended or dissolved.
    :raises ComunaUnknown: if the code is none of the region. Else as `name_helper`.
    """
    membership = admit_on_paper(actor=actor, association_id=association_id, name=name, comuna=comuna, locality=locality)
    return name_helper(
        actor=actor,
        association_id=association_id,
        membership_id=membership.pk,
        consent=consent,
        person_id=person_id,
        email=email,
    )
