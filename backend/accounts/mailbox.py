"""Where mail lands on a machine without a mail server: a table, and a page that answers on loopback only."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from uuid import UUID

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import MailboxMessage

_SHOWN = 100
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


class MailboxBackend(BaseEmailBackend):
    """Django's e-mail backend for local use: each recipient of each message becomes a row."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            MailboxMessage(
                recipient=recipient, sender=message.from_email, subject=str(message.subject), text=str(message.body)
            )
            for message in email_messages
            for recipient in message.recipients()
        ]
        MailboxMessage.objects.bulk_create(rows)
        return len(email_messages)


def _only_on_loopback(request: HttpRequest) -> None:
    """A stranger must not learn that the page exists: not from another machine, through a proxy, or by a DNS name
    that points at this one.

    :raises Http404: if the request is not a local one.
    """
    try:
        local = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        local = False
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    if not local or host not in _LOOPBACK_NAMES or any(name in request.headers for name in _FORWARDED):
        raise Http404


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Lists the newest messages, `?to=` one address only; `?format=json` for programs."""
    _only_on_loopback(request)
    messages = MailboxMessage.objects.all()
    if recipient := request.GET.get("to", "").strip().lower():
        messages = messages.filter(recipient=recipient)
    newest = messages[:_SHOWN]
    if request.GET.get("format") == "json":
        fields = ("id", "recipient", "sender", "subject", "text", "received_at")
        return JsonResponse({"messages": list(newest.values(*fields))})
    return render(request, "accounts/mailbox.html", {"messages": newest, "recipient": recipient})


@require_safe
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Shows one message as it was written."""
    _only_on_loopback(request)
    found = MailboxMessage.objects.filter(pk=message_id).first()
    if found is None:
        raise Http404
    return render(request, "accounts/message.html", {"message": found})
