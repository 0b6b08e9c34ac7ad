"""A producer's own products and lots."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import queries, services
from catalog.product_serializers import (
    CreateLotSerializer,
    CreateProductSerializer,
    LotSerializer,
    ProductSerializer,
    UpdateProductSerializer,
)
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed

_RETIRED = OpenApiParameter("retired", OpenApiTypes.BOOL, description="What is made no longer, and only that.")


class ProductsView(View):
    """`/producers/{producer_id}/products`"""

    @operation("catalog_listProducts", parameters=[*PAGE_PARAMETERS, _RETIRED], responses=page_of(ProductSerializer))
    def get(self, request: Request, producer_id: UUID) -> Response:
        """What the producer makes, newest first."""
        retired = request.query_params.get("retired", "").lower() in ("true", "1")
        return page(
            self,
            queries.products_of(producer_id, retired=retired),
            lambda rows: list(ProductSerializer(queries.described_products(rows), many=True).data),
        )

    @operation("catalog_createProduct", request=CreateProductSerializer, responses={201: ProductSerializer})
    @idempotent()
    def post(self, request: Request, producer_id: UUID) -> Response:
        """Writes down something that the producer makes."""
        wanted = dict(parsed(CreateProductSerializer, request.data))
        photo_ids = wanted.pop("photo_ids", ())
        made = services.create_product(
            producer_id=producer_id, text=services.ProductText(**wanted), photo_ids=photo_ids
        )
        return Response(ProductSerializer(queries.product(producer_id, made.pk)).data, status=201)


class ProductView(View):
    """`/producers/{producer_id}/products/{product_id}`"""

    @operation("catalog_getProduct", responses=ProductSerializer)
    def get(self, request: Request, producer_id: UUID, product_id: UUID) -> Response:
        """One product, with all its photos."""
        return Response(ProductSerializer(queries.product(producer_id, product_id)).data)

    @operation("catalog_updateProduct", request=UpdateProductSerializer, responses=ProductSerializer)
    def patch(self, request: Request, producer_id: UUID, product_id: UUID) -> Response:
        """Changes what is sent of a product; lots keep the name on their label."""
        services.update_product(
            producer_id=producer_id, product_id=product_id, **parsed(UpdateProductSerializer, request.data)
        )
        return Response(ProductSerializer(queries.product(producer_id, product_id)).data)


class LotsView(View):
    """`/producers/{producer_id}/lots`"""

    @operation("catalog_listLots", parameters=PAGE_PARAMETERS, responses=page_of(LotSerializer))
    def get(self, request: Request, producer_id: UUID) -> Response:
        """The producer's lots, newest first, with the offers that they are in."""
        return page(
            self,
            queries.lots_of(producer_id),
            lambda rows: list(LotSerializer(queries.described_lots(rows), many=True).data),
        )

    @operation("catalog_createLot", request=CreateLotSerializer, responses={201: LotSerializer})
    @idempotent()
    def post(self, request: Request, producer_id: UUID) -> Response:
        """Registers what the producer made in one go; the answer has the code for the label."""
        lot = services.create_lot(
            actor=actor(request, producer_id), producer_id=producer_id, **parsed(CreateLotSerializer, request.data)
        )
        return Response(LotSerializer(queries.described_lots([lot])[0]).data, status=201)
