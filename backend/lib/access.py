"""Who may call an operation of the API.

Deny by default: an id that no app's `permissions.py` lists is refused, and a test demands that none is missing.
Django's REST settings name this module, so it imports nothing that imports DRF's views.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import SessionAuthentication as DjangoSessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from lib import helping
from lib.errors import DomainError, NotFound

if TYPE_CHECKING:
    from rest_framework.views import APIView

ANYONE = "anyone"
PERSON = "person"
HOLDER = "holder"
STEWARD = "steward"
# Roles in an association that the gate itself knows: whoever is suspended reads what members read (config.permissions).
MEMBER = "member"
SUSPENDED = "suspended"
# Who leads an association; and all who belong to one, also while it forms.
BOARD = frozenset({"administrator", "president", "secretary"})
MEMBERS = BOARD | {MEMBER, "founder", "treasurer", "oversight"}
# These need no look-up in an object named by the address; the others come from a resolver.
_GLOBAL = frozenset({ANYONE, PERSON, HOLDER, STEWARD})


class SignInNeeded(DomainError):
    """Nobody is signed in, and this operation needs a person."""

    status = 401
    code = "sign_in_needed"
    title = _("Sign in to do this.")


class OtherPerson(DomainError):
    """A command that waited for a line came in another person's session."""

    status = 401
    code = "other_person"
    title = _("This was asked for by somebody else. Sign in as that person to send it.")


class RoleMissing(DomainError):
    """The person belongs here, but without the role that this needs."""

    status = 403
    code = "role_missing"
    title = _("Your role here does not allow this.")


class MembershipSuspended(DomainError):
    """The producer is a member who may read and not take part for now."""

    status = 403
    code = "membership_suspended"
    title = _("This membership is suspended: you can read, and take part again when that is over.")


class SecondFactorNeeded(DomainError):
    """A steward whose account asks for a password alone."""

    status = 403
    code = "second_factor_needed"
    title = _("Stewards sign in with a second step: set one up in your account first.")


class RoleResolver(Protocol):
    """Gives a person's roles in the object with this id; none at all means that it must look like a missing one."""

    def __call__(self, person_id: UUID, object_id: UUID) -> frozenset[str]: ...


class Reader(Protocol):
    """Says whether a steward may read the object with this id now, and keeps that she called the operation."""

    def __call__(self, person_id: UUID, object_id: UUID, operation_id: str) -> bool: ...


_resolvers: dict[str, RoleResolver] = {}
_readers: dict[str, Reader] = {}


def register_roles(url_keyword: str, resolver: RoleResolver) -> None:
    """This will make `resolver` answer for the objects that `url_keyword` names in addresses."""
    _resolvers[url_keyword] = resolver


def register_reader(url_keyword: str, reader: Reader) -> None:
    """This will let `reader` open the reads (never the writes) of objects that `url_keyword` names, to stewards."""
    _readers[url_keyword] = reader


@cache
def permissions() -> Mapping[str, frozenset[str]]:
    """This will return the merged table: operationId → roles, any one of which is enough."""
    return import_module("config.permissions").OPERATIONS


def roles_in_url(person_id: UUID, keywords: Mapping[str, Any]) -> frozenset[str] | None:
    """This will return the person's roles in the objects that an address names; None if it names none.

    With several, the person must have a role in each.
    """
    found: set[str] = set()
    named = [(keyword, resolver) for keyword, resolver in _resolvers.items() if keyword in keywords]
    if not named:
        return None
    for keyword, resolver in named:
        roles = resolver(person_id, keywords[keyword])
        if not roles:
            return frozenset()
        found |= roles
    return frozenset(found)


def allowed(
    operation_id: str, person_id: UUID | None, *, is_steward: bool, keywords: Mapping[str, Any], reads: bool = False
) -> None:
    """This will pass if the operation is open to the person; `reads` says that it changes nothing.

    :raises SignInNeeded: if nobody is signed in and somebody must be.
    :raises NotFound: if the person has nothing to do with the object, or nobody may call this.
    :raises RoleMissing: if the person's roles there are not enough.
    """
    needed = permissions().get(operation_id)
    if not needed:
        raise NotFound
    if needed & {ANYONE, HOLDER}:
        return
    if person_id is None:
        raise SignInNeeded
    if PERSON in needed or (STEWARD in needed and is_steward):
        return
    roles = roles_in_url(person_id, keywords)
    if roles and needed & roles:
        return
    # The one place at which a steward with a reason on record gets in: by a read, and nowhere else.
    if reads and is_steward and _may_look(operation_id, person_id, keywords):
        return
    if SUSPENDED in (roles or ()) and MEMBER in needed:
        raise MembershipSuspended
    raise RoleMissing if roles else NotFound


def _may_look(operation_id: str, person_id: UUID, keywords: Mapping[str, Any]) -> bool:
    named = [keyword for keyword in _resolvers if keyword in keywords]
    # What names a producer or a person as well is more than the association's.
    if len(named) != 1 or named[0] not in _readers:
        return False
    return _readers[named[0]](person_id, keywords[named[0]], operation_id)


def can(roles: frozenset[str], *operation_ids: str) -> list[str]:
    """This will return those operations that the roles open: the `can` list of an object in the API."""
    return [name for name in operation_ids if permissions().get(name, frozenset()) & roles]


class OperationPermission(BasePermission):
    """DRF's permission class for all views: looks the handler's operation up."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        handler = getattr(view, (request.method or "").lower(), None)
        operation_id = getattr(handler, "operation_id", None)
        if operation_id is None:
            if request.method == "OPTIONS" or handler is None:
                return True  # DRF answers OPTIONS by itself and refuses methods that are not there.
            raise NotFound
        person = request.user
        signed_in = bool(person and person.is_authenticated)
        if (sent := helping.asked(request)) is not None:
            if not (person and person.is_authenticated):
                raise SignInNeeded
            helping.admit(request, sent, person_id=person.pk, operation_id=operation_id, keywords=view.kwargs)
            return True
        allowed(
            operation_id,
            person.pk if signed_in else None,
            is_steward=signed_in and _runs_platform(person, operation_id),
            keywords=view.kwargs,
            reads=request.method in ("GET", "HEAD"),
        )
        return True


def _runs_platform(person: Any, operation_id: str) -> bool:
    if not getattr(person, "is_steward", False) or person.may_run_platform:
        return bool(getattr(person, "is_steward", False))
    if STEWARD in permissions().get(operation_id, frozenset()):
        raise SecondFactorNeeded
    return False


class SessionAuthentication(DjangoSessionAuthentication):
    """Django's session; answers 401 (and not 403) to whoever isn't signed in."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"
