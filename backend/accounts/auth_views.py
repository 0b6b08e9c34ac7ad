"""The addresses of signing up and in: the library's (django-allauth), and where ours differ.

Signing up is one transaction: the person, her address, her consent, the event and the letter, or nothing. Its answer
is the same whether the address is taken or not, and so is the work that it does: who has it learns it by a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from functools import wraps
from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.account import views
from allauth.headless.account.inputs import LoginInput
from allauth.headless.base.views import APIView, ConfigView
from allauth.headless.constants import Client
from allauth.headless.internal.restkit.response import APIResponse, ErrorResponse
from allauth.headless.mfa import inputs as mfa_inputs
from allauth.headless.mfa import views as mfa
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts import qr
from accounts.auth_problems import as_problem
from accounts.models import Person
from accounts.services import EmailTaken
from lib.text import TextRefused, clean_email

# As long as a code can be right, with the tolerance before and after.
_CODE_SECONDS = 120


class SignUpView(views.SignupView):
    """The library's view in one transaction, with the same work for an address that is taken."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # Hashing takes long on purpose: not while a transaction waits for it.
        _ = self.input.password_hash
        if not self.input.account_already_exists:
            try:
                with transaction.atomic():
                    return super().post(request, *args, **kwargs)
            except EmailTaken:  # of two who race for an address the second is told as if she came later
                self.input.account_already_exists = True
        with transaction.atomic():
            self._rehearse(request)
            return super().post(request, *args, **kwargs)

    def _rehearse(self, request: HttpRequest) -> None:
        """Does what a free address would have done, and takes it back: the time must not tell."""
        form = copy(self.input)
        form.account_already_exists = False
        form.cleaned_data = {**self.input.cleaned_data, "email": f"{uuid4().hex}@rehearsal.invalid"}
        with suppress(_Rehearsed), transaction.atomic():
            person, _ = form.try_save(request)
            # What the library asks before it sends the code.
            for _ in range(2):
                EmailAddress.objects.get_for_user(person, person.email)
                Person.objects.get(pk=person.pk)
            raise _Rehearsed


class _Rehearsed(Exception):
    pass


class _LoginInput(LoginInput):
    """Takes an address in the form that it was stored in; what can't be one fails like a wrong password."""

    def clean_email(self) -> str:
        try:
            return clean_email(self.cleaned_data["email"])
        except TextRefused:
            return "nobody@invalid"


class SignInView(views.LoginView):
    """The library's view."""

    input_class = _LoginInput


class ChosenPasswordView(views.ResetPasswordView):
    """Says 200 when the password was chosen: the library says that nobody is signed in."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        super().post(request, *args, **kwargs)
        return APIResponse(request)


class EmailView(views.ManageEmailView):
    """The library's view; an address that nobody has proved yet may still stand in another account."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)
        except IntegrityError:
            return ErrorResponse(request, exception=get_adapter().validation_error("email_taken"))


class ProvedEmailView(views.VerifyEmailView):
    """The library's view, in one transaction."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except IntegrityError:
            return ErrorResponse(request, exception=get_adapter().validation_error("email_taken"))


class TotpView(mfa.ManageTOTPView):
    """Says 200 with what an application needs to be set up, as a picture and by hand; the library says 404."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = super().get(request, *args, **kwargs)
        if answer.status_code != 404:
            return answer
        secret = totp.get_totp_secret()
        url = get_mfa_adapter().build_totp_url(request.user, secret)
        return APIResponse(request, data={"secret": secret, "url": url, "picture": qr.picture(url)})


class _Once:
    """A code of an application opens once, for as long as it could open again."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        factor: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if factor.type == Authenticator.Type.TOTP and not cache.add(
            f"accounts.totp.{factor.pk}.{code.strip()}", 1, timeout=_CODE_SECONDS
        ):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class _AuthenticateInput(_Once, mfa_inputs.AuthenticateInput):
    pass


class _ReauthenticateInput(_Once, mfa_inputs.ReauthenticateInput):
    pass


class SecondStepView(mfa.AuthenticateView):
    """The second step of signing in."""

    input_class = _AuthenticateInput


class SecondStepAgainView(mfa.ReauthenticateView):
    """The second step, before something delicate."""

    input_class = _ReauthenticateInput


# The library's addresses that the web app uses; what isn't listed isn't there (telephones, one-time codes for signing
# in; sessions have an operation of the API).
_OPEN: Mapping[str, type[APIView]] = {
    "config": ConfigView,
    "auth/session": views.SessionView,
    "auth/login": SignInView,
    "auth/signup": SignUpView,
    "auth/reauthenticate": views.ReauthenticateView,
    "auth/password/request": views.RequestPasswordResetView,
    "auth/password/reset": ChosenPasswordView,
    "auth/email/verify": ProvedEmailView,
    "auth/email/verify/resend": views.ResendEmailVerificationCodeView,
    "auth/2fa/authenticate": SecondStepView,
    "auth/2fa/reauthenticate": SecondStepAgainView,
    "auth/webauthn/login": mfa.LoginWebAuthnView,
    "auth/webauthn/authenticate": mfa.AuthenticateWebAuthnView,
    "auth/webauthn/reauthenticate": mfa.ReauthenticateWebAuthnView,
    "account/password/change": views.ChangePasswordView,
    "account/email": EmailView,
    "account/authenticators": mfa.AuthenticatorsView,
    "account/authenticators/totp": TotpView,
    "account/authenticators/recovery-codes": mfa.ManageRecoveryCodesView,
    "account/authenticators/webauthn": mfa.ManageWebAuthnView,
}


# The library reads a passkey's answer without looking at its shape first.
_MISSHAPEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return as_problem(view(request, *args, **kwargs))
        except ImmediateHttpResponse as given:
            return as_problem(given.response)
        except _MISSHAPEN:
            if "/webauthn" not in request.path or request.method == "GET":
                raise
            refusal = get_mfa_adapter().validation_error("incorrect_code")
            return as_problem(ErrorResponse(request, exception=refusal))

    return answer


urlpatterns = [
    path(f"browser/v1/{address}", _told(view.as_api_view(client=Client.BROWSER))) for address, view in _OPEN.items()
]
