"""HTTP of baskets and orders, for guests as for people who are signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from events import feed
from lib.idempotency import idempotent, started
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed, signed_in
from orders import guests, links, queries, services
from orders.models import Basket, OrderGroup
from orders.serializers import (
    BasketSerializer,
    BasketUnitsSerializer,
    CheckoutSerializer,
    OrderGroupSerializer,
    PlacedSerializer,
)
from payments import services as payments

_LINK = OpenApiParameter("link", OpenApiTypes.STR, description="The signed token of the order's link.")


class _BasketView(View):
    """Knows whose basket it is: the person's, or the guest's by her signed cookie."""

    def existing(self, request: Request) -> Basket | None:
        person_id, guest_id = actor(request).person_id, guests.basket_id_of(request)
        if person_id is None and guest_id is None:
            return None
        return services.find_basket(person_id=person_id, guest_basket_id=guest_id)

    def guest_principal(self, request: Request) -> str:
        """Whose Idempotency-Keys these are."""
        basket = self.existing(request)
        if basket is None:
            raise services.BasketEmpty
        return str(basket.pk)


class BasketView(_BasketView):
    """`/basket`"""

    @operation("orders_getBasket", responses=BasketSerializer)
    def get(self, request: Request) -> Response:
        """What is in the basket, and until when it is held."""
        return Response(BasketSerializer(queries.basket_contents(self.existing(request))).data)


class BasketLineView(_BasketView):
    """`/basket/lines/{offer_id}`"""

    @operation("orders_putLine", request=BasketUnitsSerializer, responses=BasketSerializer)
    def put(self, request: Request, offer_id: UUID) -> Response:
        """Holds so many units for the full time; 0 takes the line out."""
        units = parsed(BasketUnitsSerializer, request.data)["units"]
        basket = self.existing(request)
        if basket is None and units:
            basket = services.own_basket(person_id=actor(request).person_id, guest_basket_id=None)
        if basket is not None:
            services.put_line(
                basket_id=basket.pk, offer_id=offer_id, units=units, address_key=guests.address_key(request)
            )
        response = Response(BasketSerializer(queries.basket_contents(basket)).data)
        if basket is not None and basket.person_id is None:
            guests.remember(response, basket.pk)
        return response


class CheckoutView(_BasketView):
    """`/checkout`"""

    @operation("orders_checkout", request=CheckoutSerializer, responses={201: PlacedSerializer})
    @idempotent(required=True, resumable=True)
    def post(self, request: Request) -> Response:
        """Turns the basket into an order and opens the payment page. Repeated with its key, it finds the same order."""
        details = services.CheckoutDetails(**parsed(CheckoutSerializer, request.data))
        basket = self.existing(request)
        if basket is None:
            raise services.BasketEmpty
        group = services.checkout(
            actor=actor(request), basket_id=basket.pk, details=details, key=request.headers["Idempotency-Key"],
            begun=lambda: started(request),
        )  # fmt: skip
        return Response(_placed(group), status=201)


def _placed(group: OrderGroup) -> dict[str, Any]:
    """Opens the payment page outside of any transaction; the order stands even if the provider is silent."""
    url = None
    if group.status == OrderGroup.Status.PENDING and group.attempt_id is not None:
        try:
            url = payments.open_session(group.attempt_id).url
        except (payments.PaymentPageUnavailable, payments.AttemptOver):
            url = None
    return {
        "order_group_id": group.pk,
        "number": group.number,
        "payment_url": url,
        "link_token": links.token_for(group.pk),
    }


def _visible(request: Request, order_group_id: UUID) -> OrderGroup:
    return queries.visible_group(
        order_group_id=order_group_id, person_id=actor(request).person_id,
        guest_basket_id=guests.basket_id_of(request), link=request.query_params.get("link", ""),
    )  # fmt: skip


class OrderView(View):
    """`/orders/{order_group_id}`"""

    @operation("orders_getOrder", parameters=[_LINK], responses=OrderGroupSerializer)
    def get(self, request: Request, order_group_id: UUID) -> Response:
        """An order for its buyer, or for who has its link."""
        positions = feed.positions([f"order:{order_group_id}"])
        group = _visible(request, order_group_id)
        (described,) = queries.described_groups([group])
        described["payment_url"] = queries.payment_page(group)
        return self.with_positions(Response(OrderGroupSerializer(described).data), positions)


class PaymentView(View):
    """`/orders/{order_group_id}/pay`"""

    @operation("orders_pay", request=None, parameters=[_LINK], responses=PlacedSerializer)
    def post(self, request: Request, order_group_id: UUID) -> Response:
        """Opens the payment page: the one that is open, or a new one if the former ended and the goods are there."""
        group = _visible(request, order_group_id)
        paying = services.pay_again(order_group_id=group.pk, address_key=guests.address_key(request))
        return Response(_placed(paying))


class MyOrdersView(View):
    """`/my/orders`"""

    @operation("orders_listMine", parameters=PAGE_PARAMETERS, responses=page_of(OrderGroupSerializer))
    def get(self, request: Request) -> Response:
        """The orders of the person who is signed in, newest first."""
        return page(
            self,
            queries.groups_of(signed_in(request)),
            lambda rows: list(OrderGroupSerializer(queries.described_groups(rows), many=True).data),
        )
