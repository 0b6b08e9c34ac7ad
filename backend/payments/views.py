"""Where the provider tells its news."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from lib.operations import operation
from lib.views import View
from payments import services
from payments.serializers import ReceivedSerializer


class StripeWebhookView(View):
    """Signed messages of the payment provider."""

    # No session, so no CSRF: the signature is what is checked.
    authentication_classes = []

    @operation(
        "payments_receiveStripeWebhook",
        summary="Receive an event of the payment provider",
        request=OpenApiTypes.OBJECT,
        responses={200: ReceivedSerializer},
        parameters=[
            OpenApiParameter(
                "Stripe-Signature", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True,
                description="`t=…,v1=…`: HMAC-SHA256 over the time and the raw body, at most 300 s old or ahead.",
            )
        ],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        raw = request._request.body  # the signature is over these bytes, before any parser
        services.receive_webhook(body=raw, header=request.headers.get("Stripe-Signature", ""))
        return Response({"received": True})
