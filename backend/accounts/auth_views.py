"""Signing up as one transaction: the person, her address, her consent, the event and the letter, or nothing."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.headless.account.views import SignupView
from allauth.headless.constants import Client
from allauth.headless.internal.restkit.response import ErrorResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.services import EmailTaken


class AtomicSignupView(SignupView):
    """The library's view, in one transaction; of two who race for an address the second is told that it is taken."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except EmailTaken:
            refusal = get_adapter().validation_error("email_taken")
            return ErrorResponse(request, exception=refusal, status=HTTPStatus.BAD_REQUEST)


urlpatterns = [
    path("browser/v1/auth/signup", AtomicSignupView.as_api_view(client=Client.BROWSER)),
]
