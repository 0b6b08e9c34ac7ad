"""Which form of a thing somebody wants, by the Accept header as RFC 9110 (12.5.1) reads it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http.request import MediaType


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """This will return the form that is liked best, of equals the first; None if none will do.

    For each form the most specific range counts, so that `application/json;q=0, */*` takes anything but JSON.
    """
    ranges = [MediaType(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    liked = [(_liking(form, ranges), -place, form) for place, form in enumerate(offered)]
    quality, _, form = max(liked)
    return form if quality > 0 else None


def _liking(form: str, ranges: Sequence[MediaType]) -> float:
    wanted = MediaType(form)
    fitting = [given for given in ranges if _fits(given, wanted)]
    return max(fitting, key=lambda given: given.specificity).quality if fitting else 0.0


def _fits(given: MediaType, wanted: MediaType) -> bool:
    main = given.main_type in ("*", wanted.main_type)
    sub = given.sub_type == "*" or (given.main_type != "*" and given.sub_type == wanted.sub_type)
    # Parameters narrow a range; a form without them is what a range with a charset or a profile asks for too.
    return main and sub and all(wanted.params.get(name, value) == value for name, value in given.range_params.items())
