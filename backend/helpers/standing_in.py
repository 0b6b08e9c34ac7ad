"""The door and the book of those who act for others: what `lib.helping` asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpers import services
from helpers.models import Helper
from helpers.operations import HELPED, Done
from lib.errors import DomainError, NotFound
from lib.helping import Helping

# What an address may name when somebody acts for a member: that member, its association, and what is in them.
_MEMBERS = "producer_id"
_ASSOCIATIONS = "association_id"


class NotForHelpers(DomainError):
    """Helpers don't do this for anybody, or the member's consent doesn't name it."""

    status = 403
    code = "not_for_helpers"
    title = _("The member's consent does not cover this.")


class ByConsent:
    """Lets a helper in by a live consent, for what it names, and writes down what she does."""

    def admitted(
        self, *, helper_id: UUID, person_id: UUID, operation_id: str, reads: bool, keywords: Mapping[str, Any]
    ) -> Helping:
        """This will let the helper in.

        :raises NotFound: if the consent isn't hers, or the address names something of somebody else.
        :raises HelpOver: if it was hers and is over.
        :raises NotForHelpers: if the consent doesn't cover the operation.
        """
        found = Helper.objects.filter(pk=helper_id, person_id=person_id).first()
        if found is None:
            raise NotFound
        if not Helper.objects.live().filter(pk=helper_id).exists():
            raise services.HelpOver
        helped = HELPED.get(operation_id)
        if helped is None or (helped.words is None) != reads:
            raise NotForHelpers
        named = {name: keywords[name] for name in (_MEMBERS, _ASSOCIATIONS) if name in keywords}
        own = {_MEMBERS: found.producer_id, _ASSOCIATIONS: found.association_id}
        if not named or any(own[name] != value for name, value in named.items()):
            raise NotFound
        if not helped.scopes & set(found.scopes):
            raise NotForHelpers
        return Helping(helper_id=found.pk, person_id=person_id, producer_id=found.producer_id)

    def recorded(
        self,
        helping: Helping,
        *,
        operation_id: str,
        keywords: Mapping[str, Any],
        body: Mapping[str, Any],
        work: Callable[[], Any],
    ) -> Any:
        """This will do the work while the consent can't end, and write it down; what was repeated is there already.

        :raises HelpOver: if the consent ended since the door was passed.
        """
        with transaction.atomic():
            helper = services.hold(helping.helper_id)
            response = work()
            if response.status_code < 400 and not response.headers.get("Idempotent-Replayed"):
                done = Done(keywords=keywords, body=body, answer=getattr(response, "data", None) or {})
                services.record(helper, operation=operation_id, words=HELPED[operation_id].told(done))
            return response
