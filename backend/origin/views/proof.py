"""What is signed, for anybody from anywhere: verifiers ask from other sites, so that these answers are open to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lib.errors import NotFound, domain_problem, problem_response
from origin import negotiation
from origin.queries import proof

CREDENTIAL: Final = "application/vc"
TOKEN: Final = "application/vc+jwt"  # noqa: S105  no secret
_FORMS: Final = (CREDENTIAL, TOKEN, "application/ld+json", "application/json")
# A revocation is known everywhere within a minute and the answer's own way.
_BRIEFLY: Final = "public, max-age=60"
_A_DAY: Final = "public, max-age=86400"


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """This will let programs of other sites read what the view answers, that there is nothing too."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _asked_first()
        try:
            return opened(view(request, *args, **kwargs))
        except NotFound as nothing:
            return opened(domain_problem(nothing))

    return answering


def _asked_first() -> HttpResponse:
    """What a browser asks before it asks on another site's behalf."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


@open_to_all
def did_document(request: HttpRequest) -> HttpResponseBase:
    """The document of the issuer, as did:web resolves it."""
    text = proof.did_document()
    return answered(
        request, {"application/did+json": text, "application/json": text}, keep=_BRIEFLY, fallback="application/json"
    )


@open_to_all
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponseBase:
    """A credential, as a document with its proof or as a token."""
    return _signed(request, proof.credential(credential_id), keep=_A_DAY)


@open_to_all
def status_list(request: HttpRequest, purpose: str, number: int) -> HttpResponseBase:
    """A list of what was revoked or suspended."""
    return _signed(request, proof.status_list(purpose, number), keep=_BRIEFLY)


def _signed(request: HttpRequest, found: proof.Signed | None, *, keep: str) -> HttpResponseBase:
    if found is None:
        raise NotFound
    return answered(request, {form: found.jwt if form == TOKEN else found.document for form in _FORMS}, keep=keep)


def answered(
    request: HttpRequest, forms: Mapping[str, str], *, keep: str, fallback: str | None = None
) -> HttpResponseBase:
    """This will answer in the form that is liked best, or 304 if it is known already, or 406."""
    form = negotiation.preferred(request.headers.get("Accept", ""), list(forms)) or fallback
    if form is None:
        return not_acceptable(list(forms))
    tag = f'"{sha256(f"{form} {forms[form]}".encode()).hexdigest()[:32]}"'
    known = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    response: HttpResponseBase = (
        HttpResponseNotModified() if tag in known or "*" in known else HttpResponse(forms[form], content_type=form)
    )
    response["ETag"] = tag
    response["Cache-Control"] = keep
    return response


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """This will let programs of other sites read the answer. Nothing here depends on who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    patch_vary_headers(response, ["Accept"])
    return response


def not_acceptable(forms: Sequence[str]) -> HttpResponse:
    """This will say in which forms it can be had."""
    return problem_response(406, "not_acceptable", _("We can't give it in any of the forms you take."), forms=forms)
