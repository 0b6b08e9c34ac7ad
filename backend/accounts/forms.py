"""What signing up asks for besides the address and the password."""

from __future__ import annotations

from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from lib.text import NAME_LENGTH, TextRefused, clean_line


class SignupForm(forms.Form):
    """A name, and the consent to the privacy notice; the sign-in library adds the rest."""

    name = forms.CharField(max_length=4 * NAME_LENGTH)
    consent = forms.BooleanField(error_messages={"required": _("Agree to the privacy notice to sign up.")})

    def clean_name(self) -> str:
        try:
            return clean_line(self.cleaned_data["name"])
        except TextRefused as refused:
            raise forms.ValidationError(str(refused.message), code=refused.code) from None

    @cached_property
    def password_hash(self) -> str:
        """The password as it is kept. Working it out takes long on purpose: read it before the transaction."""
        return make_password(self.cleaned_data["password"])

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by the library when the person exists: all of it was written with her row."""
