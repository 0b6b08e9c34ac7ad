"""A form with one file: read by a view that said how much it takes before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from lib.errors import DomainError
from lib.views import View

# The other fields of the form, and what stands between its parts.
_FORM_BYTES = 20_000


class _AnythingElse(BaseParser):
    """Reads nothing of what is no form, so that who may is asked first, and then said what is wanted."""

    media_type = "*/*"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return {}


class UploadView(View):
    """Takes a form with one file in the field `field`; what is too long isn't read at all."""

    parser_classes = (MultiPartParser, _AnythingElse)
    field: ClassVar[str]
    most_bytes: ClassVar[int]
    too_large: ClassVar[type[DomainError]]
    not_sent: ClassVar[type[DomainError]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Here, because to look for the CSRF token in a form is to read all of it.
        if _length(request) > self.most_bytes + _FORM_BYTES:
            raise self.too_large
        return super().dispatch(request, *args, **kwargs)

    def sent(self, request: Request) -> bytes:
        """This will return the file.

        :raises DomainError: `not_sent` if there isn't exactly one, `too_large`.
        """
        files = request.FILES.getlist(self.field)
        if len(files) != 1 or len(request.FILES) != 1 or not isinstance(files[0], UploadedFile):
            raise self.not_sent
        if (files[0].size or 0) > self.most_bytes:
            raise self.too_large
        return files[0].read()


def _length(request: HttpRequest) -> int:
    sent = request.META.get("CONTENT_LENGTH") or "0"
    return int(sent) if sent.isdecimal() else 0


def download(body: bytes, *, content_type: str, name: str) -> HttpResponse:
    """This will answer with a file to keep, never with a page of this origin: whatever is in it runs nowhere here."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response
