"""The mailbox page, under /dev/: only where there is no mail server, and never in production."""

from django.conf import settings
from django.urls import URLPattern, path

from accounts import mailbox

urlpatterns: list[URLPattern] = (
    [
        path("mailbox/", mailbox.mailbox, name="mailbox"),
        path("mailbox/<uuid:message_id>/", mailbox.message, name="mailbox_message"),
    ]
    if settings.MODE != "production" and not settings.EMAIL_URL
    else []
)
