"""Seals: for everybody to read, and an association's own for its board to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed
from origin import services
from origin.models import Seal
from origin.queries import seals as queries
from origin.serializers.seals import CreateSealSerializer, SealSerializer, UpdateSealSerializer


def _rows(seals: Sequence[Seal]) -> Sequence[Any]:
    return list(SealSerializer(queries.described_seals(seals), many=True).data)


class SealsView(View):
    """`/seals`"""

    @operation("origin_listSeals", parameters=PAGE_PARAMETERS, responses=page_of(SealSerializer))
    def get(self, request: Request) -> Response:
        """The seals there are: names by law, registered or on their way, and associations' own; newest first."""
        return page(self, queries.public_seals(), _rows)


class SealView(View):
    """`/seals/{seal_slug}`"""

    @operation("origin_getSeal", responses=SealSerializer)
    def get(self, request: Request, seal_slug: str) -> Response:
        """One seal with its rules; one that was given up too."""
        return Response(_rows([queries.seal_by_slug(seal_slug)])[0])


class OwnSealsView(View):
    """`/associations/{association_id}/seals`"""

    @operation("origin_listOwnSeals", parameters=PAGE_PARAMETERS, responses=page_of(SealSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """The association's own seals, given-up ones too."""
        stream = f"association:{association_id}"
        positions = {stream: feed.position(stream)}
        return self.with_positions(page(self, queries.own_seals(association_id), _rows), positions)

    @operation("origin_createSeal", request=CreateSealSerializer, responses={201: SealSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Makes a seal of the association's own."""
        text = services.SealText(**parsed(CreateSealSerializer, request.data))
        made = services.create_seal(actor=actor(request), association_id=association_id, text=text)
        return Response(_rows([made])[0], status=201)


class OwnSealView(View):
    """`/associations/{association_id}/seals/{seal_id}`"""

    @operation("origin_updateSeal", request=UpdateSealSerializer, responses=SealSerializer)
    def put(self, request: Request, association_id: UUID, seal_id: UUID) -> Response:
        """Changes what it says and demands, or gives it up."""
        said = dict(parsed(UpdateSealSerializer, request.data))
        given_up = said.pop("given_up")
        changed = services.update_seal(
            actor=actor(request),
            association_id=association_id,
            seal_id=seal_id,
            text=services.SealText(**said),
            given_up=given_up,
        )
        return Response(_rows([changed])[0])
