"""How the sign-in library (django-allauth) makes people, reads addresses and sends letters here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import queries, services
from accounts.letters import LETTERS, Letter
from accounts.models import Person
from lib.text import TextRefused, clean_email

_LONGEST_PASSWORD = 256


class AccountAdapter(DefaultAccountAdapter):
    """Person rows are made by accounts.services; letters wait in the queue and leave after the commit."""

    def clean_email(self, email: str) -> str:
        try:
            return clean_email(email)
        except TextRefused as refused:
            raise forms.ValidationError(str(refused.message), code=refused.code) from None

    def clean_password(self, password: str, user: Any = None) -> str:
        if not _encodable(password):
            raise forms.ValidationError(_("This password has characters that can't be stored."), code="invalid")
        if len(password) > _LONGEST_PASSWORD:
            raise forms.ValidationError(
                _("Use at most %(limit)d characters.") % {"limit": _LONGEST_PASSWORD}, code="max_length"
            )
        return str(super().clean_password(password, user))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        if not _encodable(credentials.get("password", "")):
            return None
        return super().authenticate(request, **credentials)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        data = form.cleaned_data
        return services.create_person(
            email=data["email"],
            name=data["name"],
            password_hash=form.password_hash,
            locale=translation.get_language() or "es",
            address_row=False,
        )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        proved = bool(super().confirm_email(request, email_address))
        if proved:
            services.note_change(person_id=email_address.user_id)
        return proved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # In the language of whoever has the address; a stranger is written to in that of the page.
        with translation.override(queries.locale_of_address(email) or translation.get_language()):
            if (compose := LETTERS.get(template_prefix)) is not None:
                letter = compose({**context, "origin": settings.PUBLIC_ORIGIN})
            else:
                rendered = self.render_mail(template_prefix, email, {**context, "email": email})
                letter = Letter(rendered.subject, str(rendered.body))
        services.send_letter(recipient=email, subject=letter.subject, text=letter.text)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
