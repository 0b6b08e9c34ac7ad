"""Acting for somebody else: who asks with `Minga-Helping: <id>` stands in for a member, with that member's consent.

Which ids there are, what they open, and the record of what was done belong to the app that registers here. Every
operation passes `acted` (lib.operations), so nothing can be done for a member that isn't written down with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from rest_framework.request import Request

from lib.errors import NotFound

HEADER = "Minga-Helping"
_READS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """A person who acts for a producer in this request, by a consent on record."""

    helper_id: UUID
    person_id: UUID
    producer_id: UUID


class Helpers(Protocol):
    """What the app does that keeps the consents."""

    def admitted(
        self, *, helper_id: UUID, person_id: UUID, operation_id: str, reads: bool, keywords: Mapping[str, Any]
    ) -> Helping:
        """Lets the person in by this consent, or refuses."""

    def recorded(
        self,
        helping: Helping,
        *,
        operation_id: str,
        keywords: Mapping[str, Any],
        body: Mapping[str, Any],
        work: Callable[[], Any],
    ) -> Any:
        """Does the work and writes down what was done, in one transaction."""


_helpers: list[Helpers] = []


def register(helpers: Helpers) -> None:
    """This will let `helpers` answer for those who act for others."""
    _helpers[:] = [helpers]


def asked(request: Request) -> str | None:
    """This will return the consent by which the request wants to act, as it was sent; None if for nobody else."""
    return request.headers.get(HEADER)


def admit(request: Request, sent: str, *, person_id: UUID, operation_id: str, keywords: Mapping[str, Any]) -> None:
    """This will let the request act for the member, and for nobody else: not for the person herself either.

    :raises NotFound: if the consent isn't this person's, or opens nothing of what the address names.
    """
    try:
        helper_id = UUID(sent)
    except ValueError:
        raise NotFound from None
    if not _helpers:
        raise NotFound
    request.helping = _helpers[0].admitted(  # type: ignore[attr-defined]
        helper_id=helper_id,
        person_id=person_id,
        operation_id=operation_id,
        reads=request.method in _READS,
        keywords=keywords,
    )


def helping(request: Request) -> Helping | None:
    """This will return for whom this request acts, or None."""
    found: Helping | None = getattr(request, "helping", None)
    return found


def acted(request: Request, operation_id: str, keywords: Mapping[str, Any], work: Callable[[], Any]) -> Any:
    """This will do an operation's work; for somebody else it leaves a record in the same transaction."""
    stands_in = helping(request)
    if stands_in is None or request.method in _READS:
        return work()
    body = request.data if isinstance(request.data, Mapping) else {}
    return _helpers[0].recorded(stands_in, operation_id=operation_id, keywords=keywords, body=body, work=work)
