"""The addresses of signing up and in: the library's (django-allauth), and our own way of signing up.

Signing up is one transaction: the person, her address, her consent, the event and the letter, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.headless.account import views
from allauth.headless.base.views import APIView, ConfigView
from allauth.headless.constants import Client
from allauth.headless.internal.restkit.response import ErrorResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.services import EmailTaken


class AtomicSignupView(views.SignupView):
    """The library's view, in one transaction; of two who race for an address the second is told that it is taken."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # Hashing takes long on purpose: not while a transaction waits for it.
        _ = self.input.password_hash
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except EmailTaken:
            refusal = get_adapter().validation_error("email_taken")
            return ErrorResponse(request, exception=refusal, status=HTTPStatus.BAD_REQUEST)


# The library's addresses that the web app uses; what isn't listed isn't there (telephones, passkeys and one-time codes
# come with the screens that ask for them).
_OPEN: Mapping[str, type[APIView]] = {
    "config": ConfigView,
    "auth/session": views.SessionView,
    "auth/login": views.LoginView,
    "auth/signup": AtomicSignupView,
    "auth/reauthenticate": views.ReauthenticateView,
    "auth/password/request": views.RequestPasswordResetView,
    "auth/password/reset": views.ResetPasswordView,
    "auth/email/verify": views.VerifyEmailView,
    "account/password/change": views.ChangePasswordView,
    "account/email": views.ManageEmailView,
}

urlpatterns = [
    path(f"browser/v1/{address}", view.as_api_view(client=Client.BROWSER)) for address, view in _OPEN.items()
]
