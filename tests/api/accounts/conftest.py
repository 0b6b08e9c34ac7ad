"""A browser as the sign-in pages see it: with a CSRF cookie that it must send back."""

import pytest
from django.core.cache import cache

from tests.support.browser import Browser


@pytest.fixture(autouse=True)
def empty_cache(db):
    """Rate limits start anew."""
    cache.clear()


@pytest.fixture
def browser():
    return Browser()
