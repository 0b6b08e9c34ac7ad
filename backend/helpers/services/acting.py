"""Acting for a member: the consent is held while something is done, and what was done is written down with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coops.services import locks
from events import outbox
from helpers import events
from helpers.letters import send_receipt
from helpers.models import Act, Helper, Receipt
from helpers.services import streams
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.ids import new_id

_HOLD: Final = "SELECT 1 FROM helpers_helper WHERE id = %s FOR SHARE"


class HelpOver(DomainError):
    """The consent was ended, or its time is over."""

    status = 403
    code = "help_over"
    title = _("You no longer act for this member: the consent has ended.")


def hold(helper_id: UUID) -> Helper:
    """This will keep a consent from ending until the transaction does.

    :raises HelpOver: if it is over, by the database's clock after the lock is held.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [helper_id])
    helper = Helper.objects.live().filter(pk=helper_id).select_related("association", "producer", "person").first()
    if helper is None:
        raise HelpOver
    return helper


def record(helper: Helper, *, operation: str, words: Mapping[str, str]) -> Act:
    """This will write down what was done, and send the receipt where the member has an e-mail address."""
    if helper.person_id is None:
        raise HelpOver
    now = database_now()
    act = Act.objects.create(
        helper=helper,
        person_id=helper.person_id,
        producer_id=helper.producer_id,
        association_id=helper.association_id,
        operation=operation,
        words_es=words["es"],
        words_en=words["en"],
        at=now,
    )
    outbox.record(
        events.ActRecorded(
            act_number=act.number,
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            person_id=helper.person_id,
        ),
        key=new_id(),  # born here and told once: nothing to keep an order with
        streams=streams.of(helper),
    )
    if helper.member_email:
        send_receipt(helper, act)
        Receipt.objects.create(act=act, way=Receipt.Way.EMAIL, at=now)
    return act


@transaction.atomic
def give_receipts(*, actor: Actor, helper_id: UUID, acts: Sequence[int], way: str) -> int:
    """This will write down that the member was given the receipts of these acts. Doing it twice changes nothing.

    It returns how many are new.

    :raises NotFound: if one of the acts is none of this helper's.
    """
    person_id = locks.person(actor)
    helper = Helper.objects.filter(pk=helper_id, person_id=person_id).first()
    wanted = sorted(set(acts))
    if helper is None or Act.objects.filter(helper=helper, number__in=wanted).count() != len(wanted):
        raise NotFound
    known = set(Receipt.objects.filter(act_id__in=wanted, way=way).values_list("act_id", flat=True))
    new = [number for number in wanted if number not in known]
    if not new:
        return 0
    now = database_now()
    Receipt.objects.bulk_create(
        [Receipt(act_id=number, way=way, by_id=person_id, at=now) for number in new], ignore_conflicts=True
    )
    outbox.record(
        events.ReceiptsGiven(
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            way=way,
            acts=new,
        ),
        key=new_id(),  # born here and told once: nothing to keep an order with
        streams=streams.of(helper),
    )
    return len(new)
