"""Every operation, done for a member by a helper: it is open to her with words for the record, or it is the member's own.

Nobody adds a case by hand: what is new in the API is knocked at with a consent for everything, and either leaves one line
in the record or is refused.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from helpers import standing_in
from helpers.models import Act, Helper
from helpers.operations import HELPED, NOT_HELPED
from lib.access import permissions
from lib.helping import Helping
from tests.contracts.openapi import Operation, operations
from tests.support import helping, people, seals, trade

pytestmark = pytest.mark.django_db
# 401: what machines call, where no person is signed in.
_REFUSALS = {401, 403, 404}
_OFFICES = {"administrator", "president", "secretary", "treasurer", "oversight"}


def commands() -> list[Operation]:
    """This will return what changes something."""
    return [operation for operation in operations() if operation.method != "get"]


def members_own(operation: Operation) -> bool:
    """Whether a member's mandate alone opens the operation."""
    return bool(permissions()[operation.id] & {"member", "producer", "owner"})


def test_what_a_member_can_do_is_decided_for_helpers():
    undecided = [one.id for one in commands() if members_own(one) and one.id not in {*HELPED, *NOT_HELPED}]
    assert undecided == [], "say in helpers/operations.py whether a helper may, and in which words it is written down"
    gone = {*HELPED, *NOT_HELPED} - {one.id for one in operations()}
    assert gone == set(), "these are no operations any more"
    assert not HELPED.keys() & NOT_HELPED.keys()
    for operation in operations():
        if operation.id in HELPED:
            # A command without words would be a deed without a record; a read has none.
            assert (HELPED[operation.id].words is None) == (operation.method == "get"), operation.id
            assert not permissions()[operation.id] <= _OFFICES, f"{operation.id} is an office's, not a member's"


class Stage:
    """A pool, a helper of member 2 who may do everything, and what every command of hers needs."""

    def __init__(self) -> None:
        self.pool = trade.pool((5, 5, 20))
        self.helper = helping.named(self.pool.cast, self.pool.members[2])
        self.statutes = _newer(self.pool.cast)
        self.lot = trade.lot(self.pool.members[2], 9)
        association, producer = self.pool.cast.association.pk, self.helper.producer_id
        self.names: dict[str, Any] = {
            "association_id": association,
            "producer_id": producer,
            "offer_id": self.pool.offer.pk,
            "contribution_id": self.pool.contributions[2].pk,
            "product_id": self.lot.product_id,
            "lot_id": self.lot.pk,
            "statutes_id": self.statutes,
        }
        today = timezone.localdate().isoformat()
        self.bodies: dict[str, dict[str, Any]] = {
            "catalog_contribute": {"lot_id": str(self.lot.pk), "units": 3},
            "catalog_withdraw": {"units": 2},
            "catalog_createLot": {"product_name": "Queso fresco", "category": "cheese", "units": 4, "made_on": today},
            "catalog_spoilUnits": {"units": 1, "reason": "went_bad"},
            "catalog_countLot": {"counted": 8, "version": 1},
            "catalog_adjustLot": {"units": 7, "version": 1},
            "catalog_createProduct": {"name": "Queso con orégano", "category": "cheese"},
            "catalog_updateProduct": {"net_content": "500 g"},
            "origin_apply": {
                "product_id": str(self.lot.product_id),
                "seal_id": str(seals.own_seal(self.pool.cast).pk),
            },
            "coops_updateProducer": {"story": "Cabras y cerro."},
            "coops_acceptStatutes": {"producer_id": str(producer)},
        }

    def knock(self, operation: Operation) -> Any:
        """This will call the operation as the helper."""
        names = {name: self.names.get(name, uuid4()) for name in operation.names}
        return getattr(helping.client(self.helper), operation.method)(
            operation.path.format(**names),
            self.bodies.get(operation.id, {}) if operation.method != "get" else None,
            headers={"Idempotency-Key": uuid4().hex},
        )


def _newer(cast: people.Cast) -> Any:
    """This will publish statutes that the member has not accepted yet."""
    from coops import services  # the package is what the test is about elsewhere

    today = timezone.localdate()
    made = services.publish_statutes(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk,
        text="Otro texto.", changes="Todo.", adopted_on=today,
    )  # fmt: skip
    return made.pk


def walked(stage: Stage) -> dict[str, tuple[int, int]]:
    """This will knock at every command and return its status and how many lines it left."""
    found = {}
    for operation in commands():
        before = Act.objects.count()
        with transaction.atomic():
            answer = stage.knock(operation)
            found[operation.id] = (answer.status_code, Act.objects.count() - before)
            transaction.set_rollback(True)
    return found


def test_every_command_of_a_helper_leaves_one_line_and_all_others_are_refused():
    found = walked(Stage())
    done = {name: lines for name, (status, lines) in found.items() if status < 400}
    assert done == {name: 1 for name, helped in HELPED.items() if helped.words is not None}
    refused = {name: status for name, (status, _lines) in found.items() if status >= 400}
    assert {name: status for name, status in refused.items() if status not in _REFUSALS} == {}


def test_the_walk_goes_red_without_the_hook(monkeypatch: pytest.MonkeyPatch):
    """The negative control: with the book closed, things are done and no line is left."""

    def unwritten(self: object, helping: Helping, *, work: Any, **_rest: Any) -> Any:
        return work()

    monkeypatch.setattr(standing_in.ByConsent, "recorded", unwritten)
    found = walked(Stage())
    assert {lines for status, lines in found.values() if status < 400} == {0}


def test_with_no_consent_at_all_nothing_is_open():
    stage = Stage()
    Helper.objects.filter(pk=stage.helper.pk).update(ended_at=timezone.now(), end_reason="board")
    assert {name: status for name, (status, _lines) in walked(stage).items() if status not in _REFUSALS} == {}
