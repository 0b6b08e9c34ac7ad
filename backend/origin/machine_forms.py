"""What an origin page says, for machines: schema.org as JSON-LD, and the links of its GS1 Digital Link (RFC 9264)."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.conf import settings

from catalog.models import Lot
from coops.territory import comuna, is_comuna
from origin import conformity
from origin.queries.origin_page import Backing, OriginPage

JSON_LD: Final = "application/ld+json"
LINKSET: Final = "application/linkset+json"
_VOCABULARY: Final = "https://gs1.org/voc/"
# What a Digital Link may be asked for by `linkType`, and which of the page's addresses answers.
LINK_TYPES: Final = ("defaultLink", "pip", "certificationInfo", "epcis", "traceability")


def page_address(code: str) -> str:
    """This will return the address of a code's page."""
    return f"{settings.PUBLIC_ORIGIN}/o/{code}"


def digital_link(page: OriginPage) -> str | None:
    """This will return the lot's GS1 Digital Link at this site, where its product has a number."""
    lot = page.lot
    if lot is None or not (gtin := gtin_of(lot)):
        return None
    return f"{settings.PUBLIC_ORIGIN}/01/{gtin}/10/{quote(lot.code, safe='')}"


def gtin_of(lot: Lot) -> str:
    """This will return the number of the lot's article with fourteen digits, or nothing."""
    gtin = lot.product.gtin if lot.product else ""
    return gtin.zfill(14) if gtin else ""


def json_ld(page: OriginPage) -> dict[str, Any]:
    """This will describe the product and what certifies it in terms of schema.org. It names the association, no producer."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": f"{page_address(page.code)}#product",
        "url": page_address(page.code),
        "name": page.product_name,
        "category": page.category,
        "countryOfOrigin": {"@type": "Country", "name": "CL"},
        "additionalProperty": [_property("comuna", _comuna(page.comuna), page.comuna)],
        "hasCertification": [_certification(backing) for backing in page.backings],
    }
    if page.net_content:
        found["additionalProperty"].append(_property("net content", page.net_content))
    if page.lot is not None:
        found["identifier"] = _property("lot", page.lot.code)
        found["productionDate"] = page.lot.made_on.isoformat()
        if gtin := gtin_of(page.lot):
            found |= {"gtin": gtin, "hasGS1DigitalLink": digital_link(page)}
    return found


def linkset(page: OriginPage) -> dict[str, Any] | None:
    """This will return where each kind of thing about the lot is, or None where there is no article number."""
    anchor = digital_link(page)
    if anchor is None or page.lot is None:
        return None
    links = targets(page)
    return {
        "linkset": [
            {
                "anchor": anchor,
                "itemDescription": f"{page.product_name}, lote {page.lot.code}",
                **{f"{_VOCABULARY}{kind}": links[kind] for kind in LINK_TYPES},
            }
        ]
    }


def targets(page: OriginPage) -> dict[str, list[dict[str, Any]]]:
    """This will return by kind of link where it leads; the first of each is where a browser is sent."""
    address = page_address(page.code)
    html = {
        "href": address,
        "title": "De dónde viene / Where it comes from",
        "type": "text/html",
        "hreflang": ["es", "en"],
    }
    signed = [
        {
            "href": conformity.address_of(backing.credential.pk),
            "title": backing.certificate.seal.name_es,
            "type": "application/vc",
            "hreflang": ["es"],
        }
        for backing in page.backings
        if backing.credential is not None
    ]
    events = {"href": f"{address}/epcis.jsonld", "title": "EPCIS 2.0", "type": JSON_LD, "hreflang": ["en"]}
    data = {"href": f"{address}.jsonld", "title": "schema.org", "type": JSON_LD, "hreflang": ["es"]}
    return {
        "defaultLink": [html],
        "pip": [html, data],
        "certificationInfo": [*signed, html],
        "epcis": [events],
        "traceability": [html, events],
    }


def _certification(backing: Backing) -> dict[str, Any]:
    certificate = backing.certificate
    found: dict[str, Any] = {
        "@type": "Certification",
        "name": certificate.seal.name_es,
        "alternateName": certificate.seal.name_en,
        "certificationIdentification": certificate.code,
        "certificationStatus": f"https://schema.org/Certification{'Active' if backing.state == 'valid' else 'Inactive'}",
        "issuedBy": {
            "@type": "Organization",
            "name": certificate.association.name,
            "url": f"{settings.PUBLIC_ORIGIN}/asociaciones/{certificate.association.slug}",
        },
    }
    if certificate.valid_from and certificate.valid_until:
        found["validFrom"] = conformity.moment(certificate.valid_from)
        found["expires"] = conformity.moment(certificate.valid_until)
    if backing.inspected_on:
        found["auditDate"] = backing.inspected_on.isoformat()
    if backing.credential is not None:
        found["url"] = conformity.address_of(backing.credential.pk)
    return found


def _property(name: str, value: str, code: str = "") -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": code or name, "name": name, "value": value}


def _comuna(cut: str) -> str:
    return comuna(cut).name if is_comuna(cut) else cut
