"""People and their letters for stewards, to read: accounts.services owns the writing."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts.models import Consent, OutgoingMail, Person
from lib.admin import ReadOnlyAdmin

# The sign-in library's pages would let a steward confirm an address of her own for another person, read the secret of a
# second factor, and take it away without a trace.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])


@never_cache
def _door(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """The admin has no sign-in page of its own: that one would know no rate limits and no second factor."""
    if isinstance(request.user, Person) and request.user.is_steward:
        return redirect("/cuenta/seguridad")  # a second step is missing
    if request.user.is_authenticated:
        raise Http404
    return redirect("/entrar")


admin.site.login = _door  # type: ignore[method-assign]


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """Who runs the platform. Anybody else is looked up one by one, on record, at /equipo/personas."""

    list_display = ("email", "name", "locale", "is_steward", "is_active", "joined_at")
    exclude = ("password",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).filter(is_steward=True)


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ("person", "document", "version", "given", "recorded_at")
    list_filter = ("document", "version", "given")


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    list_display = ("subject", "created_at", "sent_at", "failed_at", "cause")
    # The text may hold a link that opens something, and whom it is for is not to be browsed.
    exclude = ("recipient", "text", "html", "headers")
