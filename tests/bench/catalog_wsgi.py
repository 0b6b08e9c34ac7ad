"""The application with the bench's own address beside ours."""

from django.conf import settings

settings.ROOT_URLCONF = "tests.bench.catalog_views"

from config.wsgi import application  # noqa: E402  the addresses first

__all__ = ["application"]
