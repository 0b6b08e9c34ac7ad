"""One person at a time, the record, and reading an association with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in
from stewards import queries, services
from stewards.serializers import (
    ActFilterSerializer,
    ActSerializer,
    BeginReadingSerializer,
    FindPersonSerializer,
    PersonStandingSerializer,
    ReadingSerializer,
    ReasonSerializer,
)


class Newest(CursorPage):
    """The record, newest first."""

    ordering = "-number"


class ByBeginning(CursorPage):
    """Readings, newest first."""

    ordering = "-began_at"


def _standing(request: Request, person_id: UUID) -> Response:
    found = services.look_up(actor=actor(request), wanted=str(person_id))
    return Response(PersonStandingSerializer(found).data)


class PersonFinderView(View):
    """`/stewards/people/find`"""

    # Not a GET: an address must not stand in anybody's log.
    @operation("stewards_findPerson", request=FindPersonSerializer, responses=PersonStandingSerializer)
    def post(self, request: Request) -> Response:
        """The account of exactly this address or id; looking is on record."""
        wanted = parsed(FindPersonSerializer, request.data)["wanted"]
        found = services.look_up(actor=actor(request), wanted=wanted)
        return Response(PersonStandingSerializer(found).data)


class SecondFactorsView(View):
    """`/stewards/people/{person_id}/reset-second-factors`"""

    @operation("stewards_resetSecondFactors", request=ReasonSerializer, responses=PersonStandingSerializer)
    def post(self, request: Request, person_id: UUID) -> Response:
        """Takes a person's second factors away, with the reason on record; she signs in by password then."""
        services.reset_second_factors(
            actor=actor(request), person_id=person_id, **parsed(ReasonSerializer, request.data)
        )
        return _standing(request, person_id)


class BlockView(View):
    """`/stewards/people/{person_id}/block`"""

    @operation("stewards_blockPerson", request=ReasonSerializer, responses=PersonStandingSerializer)
    def post(self, request: Request, person_id: UUID) -> Response:
        """Keeps a person from signing in and ends her sessions, with the reason on record."""
        services.block(actor=actor(request), person_id=person_id, **parsed(ReasonSerializer, request.data))
        return _standing(request, person_id)


class UnblockView(View):
    """`/stewards/people/{person_id}/unblock`"""

    @operation("stewards_unblockPerson", request=ReasonSerializer, responses=PersonStandingSerializer)
    def post(self, request: Request, person_id: UUID) -> Response:
        """Lets a blocked person sign in again, with the reason on record."""
        services.unblock(actor=actor(request), person_id=person_id, **parsed(ReasonSerializer, request.data))
        return _standing(request, person_id)


class ActsView(View):
    """`/stewards/acts`"""

    @operation(
        "stewards_listActs", parameters=[ActFilterSerializer, *PAGE_PARAMETERS], responses=page_of(ActSerializer)
    )
    def get(self, request: Request) -> Response:
        """What stewards did, newest first. Nothing in it can be changed or deleted."""
        wanted = parsed(ActFilterSerializer, request.query_params.dict())
        return page(
            self,
            queries.recorded_acts(**wanted),
            lambda rows: list(ActSerializer(queries.described_acts(rows), many=True).data),
            order=Newest,
        )


class ReadingsView(View):
    """`/stewards/readings`"""

    @operation("stewards_listReadings", parameters=PAGE_PARAMETERS, responses=page_of(ReadingSerializer))
    def get(self, request: Request) -> Response:
        """Which steward reads or read which association, and why."""
        return _readings(self, request, queries.all_readings())

    @operation("stewards_beginReading", request=BeginReadingSerializer, responses={201: ReadingSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Lets you read an association for a few hours. Its board is told at once, with your reason."""
        reading = services.begin_reading(actor=actor(request), **parsed(BeginReadingSerializer, request.data))
        (described,) = queries.described_readings([reading], person_id=signed_in(request))
        return Response(ReadingSerializer(described).data, status=201)


class ReadingEndView(View):
    """`/stewards/readings/{reading_id}/end`"""

    @operation("stewards_endReading", request=None, responses=ReadingSerializer)
    def post(self, request: Request, reading_id: UUID) -> Response:
        """Ends your reading at once."""
        reading = services.end_reading(actor=actor(request), reading_id=reading_id)
        (described,) = queries.described_readings([reading], person_id=signed_in(request))
        return Response(ReadingSerializer(described).data)


class LooksView(View):
    """`/associations/{association_id}/looks`"""

    @operation("stewards_listLooks", parameters=PAGE_PARAMETERS, responses=page_of(ReadingSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """Who of the platform's team read this association: when, why, until when, and what."""
        return _readings(self, request, queries.looks(association_id))


def _readings(view: View, request: Request, rows: Any) -> Response:
    person_id = signed_in(request)
    return page(
        view,
        rows,
        lambda found: list(ReadingSerializer(queries.described_readings(found, person_id=person_id), many=True).data),
        order=ByBeginning,
    )
