"""What the origin page's template asks of its words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def words(sentence: str, **values: Any) -> str:
    """This will fill a sentence's places; Django escapes what comes out."""
    return sentence % values


@register.simple_tag
def state_of(labels: dict[str, str], state: str) -> str:
    """This will return the word for how a certificate stands."""
    return labels[state]


@register.filter
def in_page(value: Any, name: str) -> SafeString:
    """This will put data into the page for its script, so that nothing in it can close the element."""
    return json_script(value, name)
