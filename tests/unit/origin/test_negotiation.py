"""Which form of a thing is meant by an Accept header."""

from __future__ import annotations

import pytest

from origin.negotiation import preferred

FORMS = ("text/html", "application/ld+json", "application/vc")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("application/*", "application/ld+json"),
        ("application/vc", "application/vc"),
        ("APPLICATION/VC", "application/vc"),
        ("application/vc;q=0.5, application/ld+json;q=0.4", "application/vc"),
        ("application/ld+json;q=0.4, */*;q=0.1", "application/ld+json"),
        # The more specific range counts, wherever it stands and whatever the other one says.
        ("text/html;q=0, */*", "application/ld+json"),
        ("*/*, text/html;q=0, application/ld+json;q=0.2", "application/vc"),
        ("application/*;q=0.9, application/vc;q=0.1, text/html;q=0.5", "application/ld+json"),
        ('application/ld+json;profile="https://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("text/html;q=0", None),
        ("image/png", None),
        ("*/vc", None),
        ("nonsense", None),
        (",,,", "text/html"),
        ("application/vc;q=high", "application/vc"),
    ],
)
def test_the_form_that_is_liked_best(accept: str, form: str | None):
    assert preferred(accept, FORMS) == form
