"""Websockets only: the live process behind a proxy. HTTP is served by config.wsgi."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

get_asgi_application()  # sets Django up; its HTTP side is not used

from events.routing import websocket_application  # noqa: E402  needs the apps
from lib import figures  # noqa: E402

figures.serve()
application = websocket_application
