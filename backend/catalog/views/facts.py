"""The words in which a lot's making is told, the same for everybody."""

from __future__ import annotations

from functools import cache
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from catalog.facts import FACTS, Fact
from catalog.serializers.facts import FactsSerializer
from lib.operations import operation
from lib.views import View


class FactsView(View):
    """`/catalog/facts`"""

    @operation("catalog_listFacts", responses=FactsSerializer)
    def get(self, request: Request) -> Response:
        """What is asked about how a lot was made, of which kinds of product, and what may be said."""
        response = Response(_described())
        response["Cache-Control"] = "public, max-age=3600"
        return response


@cache
def _described() -> dict[str, Any]:
    return FactsSerializer({"results": [_row(fact) for fact in FACTS]}).data


def _row(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key,
        "kind": fact.kind,
        "asked": [
            {"category": category, "es": es, "en": en}
            for category in fact.categories
            for es, en in [fact.words(category)]
        ],
        "values": fact.values,
        "lowest": fact.lowest,
        "highest": fact.highest,
        "unit_es": fact.unit_es,
        "unit_en": fact.unit_en,
    }
