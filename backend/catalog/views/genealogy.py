"""What is in a jar, and which jars hold an input."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from catalog.queries import genealogy
from catalog.serializers.genealogy import GenealogySerializer
from coops import queries as coops
from lib.helping import helping
from lib.operations import operation
from lib.views import View, signed_in


class GenealogyView(View):
    """`/associations/{association_id}/lots/{lot_id}/genealogy`"""

    @operation("catalog_getGenealogy", responses=GenealogySerializer)
    def get(self, request: Request, association_id: UUID, lot_id: UUID) -> Response:
        """The lots that this one was made of and those that it went into, with the offers in which they are or were."""
        found = genealogy.genealogy(association_id=association_id, lot_id=lot_id, mine=_mine(request))
        return Response(GenealogySerializer(found).data)


def _mine(request: Request) -> set[UUID]:
    """The producers that the request acts for; of a helper the one that she stands in for."""
    person_id, stands_in = signed_in(request), helping(request)
    return set(coops.producers_of(person_id)) if stands_in is None else {stands_in.producer_id}
