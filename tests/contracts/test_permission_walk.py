"""Every operation of the API, knocked at by everybody: who may enter follows from the permissions table alone.

Nobody adds a case by hand for a new operation. What this walk does not know (a name in an address, a role word) fails.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from lib.access import ANYONE, HOLDER, PERSON, STEWARD, permissions
from tests.contracts import world as worlds
from tests.contracts.openapi import Operation, operations
from tests.contracts.world import (
    ACTORS,
    ADMINISTRATOR,
    ANONYMOUS,
    MEMBER,
    STEWARD_READING,
    STEWARD_WITHOUT,
    World,
)
from tests.support.people import client_for
from tests.support.problems import same_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_provider")]

# Objects that roles are held in, and objects that belong to one holder.
_ROLES_IN = (
    "association_id",
    "producer_id",
    "own_invitation_id",
    "own_mandate_offer_id",
    "own_application_id",
    "own_helper_id",
)
_HELD = ("order_group_id", "push_device_id")
_ROLE_WORDS = frozenset(
    {
        "member",
        "suspended",
        "founder",
        "administrator",
        "president",
        "secretary",
        "treasurer",
        "oversight",
        "producer",
        "owner",
        # Of what an association makes itself, which the addresses of this walk don't name: tests/api/coops/test_own_goods.py.
        "maker",
        "keeper",
        "invited",
        "asked",
        "applicant",
        "helper",
    }
)

SIGN_IN, NOT_FOUND, ROLE_MISSING, ENTER = (401, "sign_in_needed"), (404, "not_found"), (403, "role_missing"), None


def named(operation: Operation, world: World) -> dict[str, Any]:
    """This will return what the operation's address names. Two kinds of things have slugs."""
    return {
        name: world.ids["association_slug" if name == "slug" and "/associations/" in operation.path else name]
        for name in operation.names
    }


def knock(operation: Operation, actor: str, world: World, names: dict[str, Any], body: dict[str, Any] | None = None):
    """This will call the operation as the actor and undo whatever it did."""
    client = client_for(world.people[actor])
    address = operation.path.format(**names)
    with transaction.atomic():
        answer = getattr(client, operation.method)(
            address, body if body is not None or operation.method == "get" else {}, headers=headers(operation)
        )
        transaction.set_rollback(True)
    return answer


def today() -> str:
    """This will return the day it is in the region."""
    return timezone.localdate().isoformat()


def headers(operation: Operation) -> dict[str, str]:
    """This will return an Idempotency-Key where the operation takes one."""
    takes = any(parameter["name"] == "Idempotency-Key" for parameter in operation.described.get("parameters", []))
    return {"Idempotency-Key": uuid4().hex} if takes else {}


# Where a service asks for more than the table: a member may end her own membership, not another's.
_NARROWER = {
    ("coops_endMembership", MEMBER): ROLE_MISSING,
    # A proxy is for those whose vote it is about; a proposal is taken back by whoever made it, or the board.
    ("decisions_revokeProxy", ADMINISTRATOR): NOT_FOUND,
    ("decisions_withdrawProposal", MEMBER): ROLE_MISSING,
    # A reason on record opens an association's reads, and not its tax number.
    ("coops_getRut", STEWARD_READING): NOT_FOUND,
    # An application for a certificate is taken back by who acts for its producer alone.
    ("origin_withdrawApplication", ADMINISTRATOR): NOT_FOUND,
    # Another steward's reading is hers to end.
    ("stewards_endReading", STEWARD_WITHOUT): NOT_FOUND,
    # A session and a copy of one's data are the member's alone.
    **{
        (operation, actor): NOT_FOUND
        for operation in ("accounts_endSession", "accounts_exportFile")
        for actor in set(ACTORS) - {ANONYMOUS, MEMBER}
    },
    # Too delicate for a session alone: the password or the second factor is asked for once more.
    **{
        (operation, actor): (403, "reauthentication_needed")
        for operation in ("accounts_askForExport", "accounts_askForDeletion")
        for actor in set(ACTORS) - {ANONYMOUS}
    },
}


def expected(operation: Operation, actor: str, world: World) -> tuple[int, str] | None:
    """This will return the refusal that the actor must meet, or None if she may enter."""
    needed = permissions()[operation.id]
    unknown = needed - _ROLE_WORDS - {ANYONE, HOLDER, PERSON, STEWARD}
    assert not unknown, f"{operation.id}: this walk does not know {unknown}"
    if ANYONE in needed:
        return ENTER
    if HOLDER in needed:
        held = [name for name in operation.names if name in _HELD]
        return ENTER if all(world.holds(actor, name) for name in held) else NOT_FOUND
    if actor == ANONYMOUS:
        return SIGN_IN
    return _NARROWER.get((operation.id, actor), ENTER if PERSON in needed else by_role(operation, actor, world))


def by_role(operation: Operation, actor: str, world: World) -> tuple[int, str] | None:
    """This will return what meets somebody who is signed in, where roles decide."""
    needed = permissions()[operation.id]
    places = [name for name in operation.names if name in _ROLES_IN]
    if actor in (STEWARD_WITHOUT, STEWARD_READING) and STEWARD in needed:
        return ENTER
    # With a reason on record: the association's reads, and nothing that names a producer or a person as well.
    if actor == STEWARD_READING and operation.method == "get" and places == ["association_id"]:
        return ENTER
    assert places or needed == {STEWARD}, f"{operation.id} needs a role, and its address names nothing to have it in"
    roles = [world.roles(actor, name) for name in places]
    if not roles or not all(roles):
        return NOT_FOUND
    return ENTER if needed & frozenset().union(*roles) else ROLE_MISSING


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.id)
def test_who_may_enter(operation: Operation, actor: str, world: World):
    answer = knock(operation, actor, world, named(operation, world))
    refusal = expected(operation, actor, world)
    said = f"{actor} at {operation.id}: {answer.status_code} {answer.getvalue()[:300]!r}"
    assert answer.status_code < 500, said
    if refusal is ENTER:
        assert answer.status_code not in (401, 403, 404, 405), said
    else:
        assert (answer.status_code, answer.json()["code"]) == refusal, said
        assert answer["Content-Type"] == "application/problem+json", said


# What is needed to get past the check of the body, where a service decides about an object.
_BODIES: dict[str, Any] = {
    "catalog_contribute": lambda world: {"lot_id": world.lot_id, "units": 1},
    "catalog_withdraw": lambda world: {"units": 1},
    "catalog_spoilUnits": lambda world: {"units": 1, "reason": "broken"},
    "catalog_countLot": lambda world: {"counted": 1, "version": 1},
    "catalog_adjustLot": lambda world: {"units": 1, "version": 1},
    "coops_acceptInvitation": lambda world: {
        "producer_id": world.ids["producer_id"],
        "statutes_id": world.statutes_id,
    },
    "coops_acceptOwnInvitation": lambda world: {
        "producer_id": world.ids["producer_id"],
        "statutes_id": world.statutes_id,
    },
    "coops_acceptStatutes": lambda world: {"producer_id": world.ids["producer_id"]},
    "coops_setStatutesReview": lambda world: {"review_on": None},
    "coops_refuseApplication": lambda world: {"reason": "Ya somos muchos."},
    "coops_setAdmission": lambda world: {"admission": "board", "questions": []},
    "coops_offerMandate": lambda world: {"email": "vecina@example.cl"},
    "coops_suspendMember": lambda world: {"reason": "Una razón."},
    "coops_updateAssociation": lambda world: {"story": "Otra historia."},
    "catalog_showPhoto": lambda world: {"photo_id": None},
    "catalog_requireSeals": lambda world: {"seal_ids": []},
    "coops_updateProducer": lambda world: {"story": "Otra historia."},
    "decisions_castVote": lambda world: {"membership_id": world.ids["membership_id"], "choice": ["yes"]},
    "decisions_comment": lambda world: {"text": "Una pregunta."},
    "orders_handOver": lambda world: {"step": "ready"},
    "orders_undoHandover": lambda world: {"step": "ready"},
    "orders_noteReturn": lambda world: {"good": 1, "lost": 0, "refund": False, "before": 0},
    "helpers_offerOwnership": lambda world: {"email": "vecina@example.cl"},
    "orders_putLine": lambda world: {"units": 1},
    "origin_updateSeal": lambda world: {"name_es": "Sello propio", "name_en": "Own seal"},
    "origin_refuse": lambda world: {"reason": "Todavía no."},
    "origin_planInspection": lambda world: {"kind": "self_control", "planned_for": today()},
    "origin_recordInspection": lambda world: {"done_on": today(), "outcome": "passed"},
    "origin_correctFinding": lambda world: {"correction": "Ya está."},
    "origin_issue": lambda world: {"assessor": "self", "last_day": today()},
    "origin_suspend": lambda world: {"reason": "Una queja."},
    "origin_revoke": lambda world: {"reason": "Un engaño."},
    "origin_grant": lambda world: {"lot_id": world.lot_id, "units": 1},
}


# What anybody may see or take is nobody's alone: an offer on sale, an association's public page, an invitation's link.
_PUBLIC_NAMES = {"coops_apply": {"association_id"}, "orders_putLine": {"offer_id"}}


def _with_objects() -> list[tuple[Operation, str]]:
    return [
        (operation, name)
        for operation in operations()
        for name in operation.names
        if ANYONE not in permissions()[operation.id]
        and name != "token"
        and name not in _PUBLIC_NAMES.get(operation.id, set())
    ]


@pytest.mark.parametrize(("operation", "name"), _with_objects(), ids=lambda value: getattr(value, "id", value))
def test_what_is_of_others_answers_as_what_is_missing(operation: Operation, name: str, world: World):
    """The administrator names one thing of the association next door, and then one that does not exist."""
    own = named(operation, world)
    body = _BODIES.get(operation.id, lambda _world: None)(world)
    theirs = knock(operation, ADMINISTRATOR, world, own | {name: world.foreign[name]}, body)
    nothing = knock(operation, ADMINISTRATOR, world, own | {name: worlds.missing()[name]}, body)
    assert theirs.status_code == 404, f"{operation.id} {name}: {theirs.status_code} {theirs.content[:300]!r}"
    assert same_refusal(theirs, nothing), f"{operation.id} {name}: {theirs.content!r} is not {nothing.content!r}"


@pytest.mark.parametrize("odd", ["{{{id}}}", "{upper}", "00000000-0000-0000-0000-000000000000", "{id}%00", "..%2f{id}"])
def test_odd_forms_of_an_id_are_nobodys(odd: str, world: World):
    own = world.ids["association_id"]
    text = odd.format(id=own, upper=str(own).upper())
    answer = client_for(world.people[ADMINISTRATOR]).get(f"/api/v1/associations/{text}/workspace")
    assert answer.status_code == 404, answer.content
    assert answer.json()["code"] == "not_found"


def test_the_walk_goes_red_when_a_door_is_open(world: World, monkeypatch: pytest.MonkeyPatch):
    """The negative control: with the permission check off, somebody gets in who must not."""
    monkeypatch.setattr("lib.access.OperationPermission.has_permission", lambda *_: True)
    entered = 0
    for operation in operations():
        if operation.method == "get" and expected(operation, ANONYMOUS, world) == SIGN_IN:
            answer = knock(operation, ANONYMOUS, world, named(operation, world))
            entered += answer.status_code != 401
    assert entered >= 3
