"""The forms of an origin page for machines, by address or by what the Accept header asks for, and GS1 Digital Links to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from catalog.models import Lot
from lib.errors import NotFound
from origin import machine_forms, negotiation
from origin.machine_forms import JSON_LD, LINKSET
from origin.models import OriginCode
from origin.queries import origin_page, proof, traceability
from origin.queries.origin_page import OriginPage
from origin.queries.traceability import MOST_EVENTS
from origin.views.proof import CREDENTIAL, TOKEN, answered, not_acceptable, open_to_all, opened
from origin.views.traceability import next_part

_COUNT: Final = re.compile(r"[0-9]{1,6}")
_BRIEFLY: Final = "public, max-age=60"
# Of equals the page: a program that takes anything is shown what people see.
_PAGES: Final = ("text/html", "application/xhtml+xml")
_FORMS: Final = (*_PAGES, JSON_LD, "application/json", CREDENTIAL, TOKEN, LINKSET)


def instead_of_page(request: HttpRequest, code: str) -> HttpResponseBase | None:
    """This will answer with the form that a program asked for, or None where the page itself is wanted.

    :raises NotFound: if nothing that may be shown has this code.
    """
    accept = request.headers.get("Accept", "")
    if negotiation.preferred(accept, _FORMS) in (None, *_PAGES):
        return None
    page = origin_page.page(code)
    there = [form for form in _FORMS if form not in _missing(page)]
    form = negotiation.preferred(accept, there)
    if form in _PAGES:
        return None
    return opened(_shown(request, page, form) if form else not_acceptable(there))


def point_to_machine_forms(response: HttpResponse, code: str) -> None:
    """This will say in the page's headers which other forms of it there are."""
    address = machine_forms.page_address(code)
    response["Link"] = f'<{address}.jsonld>; rel="alternate"; type="{JSON_LD}"'
    patch_vary_headers(response, ["Accept"])


@open_to_all
def json_ld(request: HttpRequest, code: str) -> HttpResponseBase:
    """The product and its certifications in terms of schema.org."""
    return _kept(request, {JSON_LD: machine_forms.json_ld(origin_page.page(code))})


@open_to_all
def epcis(request: HttpRequest, code: str) -> HttpResponseBase:
    """What happened to the lot and to what it was made of, oldest first; of much, the Link header leads on."""
    after = request.GET.get("after", "0")
    if not _COUNT.fullmatch(after):
        raise NotFound
    found = traceability.shown_to_all(code, after=int(after), limit=MOST_EVENTS)
    response = _kept(request, {JSON_LD: found.document})
    if found.more:
        response["Link"] = next_part(after=found.more)
    return response


@open_to_all
def digital_link(request: HttpRequest, gtin: str, lot_code: str) -> HttpResponseBase:
    """The GS1 Digital Link of a lot: all its links for who asks for them, else the way to the page."""
    page = _page_of(gtin, lot_code)
    kind = request.GET.get("linkType", "").removeprefix("gs1:").removeprefix("https://gs1.org/voc/")
    if (
        kind in ("linkset", "all")
        or negotiation.preferred(request.headers.get("Accept", ""), ("text/html", LINKSET)) == LINKSET
    ):
        response = _kept(request, {LINKSET: machine_forms.linkset(page)})
    else:
        # A kind that we have not leads where a browser is led, as GS1 wants it.
        links = machine_forms.targets(page)
        response = HttpResponse(status=307)
        response["Location"] = links.get(kind, links["defaultLink"])[0]["href"]
        response["Cache-Control"] = _BRIEFLY
    response["Link"] = f'<{machine_forms.digital_link(page)}?linkType=linkset>; rel="linkset"; type="{LINKSET}"'
    return response


def _page_of(gtin: str, lot_code: str) -> OriginPage:
    lot = Lot.objects.select_related("product").filter(code=lot_code).first()
    code = OriginCode.objects.filter(lot=lot).values_list("code", flat=True).first() if lot else None
    if lot is None or code is None or machine_forms.gtin_of(lot) != gtin.zfill(14):
        raise NotFound
    return origin_page.page(code)


def _missing(page: OriginPage) -> set[str]:
    """The forms that need what this lot hasn't: a credential, or an article number."""
    signed = any(backing.credential is not None for backing in page.backings)
    return (set() if signed else {CREDENTIAL, TOKEN}) | (set() if machine_forms.digital_link(page) else {LINKSET})


def _shown(request: HttpRequest, page: OriginPage, form: str) -> HttpResponseBase:
    made: dict[str, Callable[[], Any]] = {
        CREDENTIAL: lambda: _signed(page).document,
        TOKEN: lambda: _signed(page).jwt,
        LINKSET: lambda: machine_forms.linkset(page),
    }
    return _kept(request, {form: made.get(form, lambda: machine_forms.json_ld(page))()})


def _signed(page: OriginPage) -> proof.Signed:
    """The credential of the first seal that has one; the page's data names the others."""
    for backing in page.backings:
        if backing.credential is not None:
            return proof.Signed(backing.credential.document, backing.credential.jwt)
    raise NotFound


def _kept(request: HttpRequest, forms: dict[str, Any]) -> HttpResponseBase:
    if None in forms.values():
        raise NotFound
    texts = {form: found if isinstance(found, str) else orjson.dumps(found).decode() for form, found in forms.items()}
    return answered(request, texts, keep=_BRIEFLY, fallback=next(iter(texts)))
