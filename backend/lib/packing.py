"""Answers are packed with gzip where that can't tell a secret."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PACKED = ("application/json", "application/problem+json", "text/html")
# Our own page asked, or the person herself typed the address: nobody else's page can say so.
_OWN = ("same-origin", "none")


class PackAnswers(GZipMiddleware):
    """Packs JSON and pages.

    How long a packed answer is tells a listener whether what he made the browser ask for repeats a secret in it (BREACH).
    So what a signed in person gets is packed only when her browser says that this site's page asked or that she did
    herself: another site's page can't make it say that. Without cookies there is no secret. Tokens stand in no body at
    all, and Django adds a random length besides.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """This will pack the answer, or leave it as it is."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in _PACKED or not isinstance(response, HttpResponse):
            return response
        if request.COOKIES and request.headers.get("Sec-Fetch-Site") not in _OWN:
            return response
        return super().process_response(request, response)
