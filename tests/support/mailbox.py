"""Letters as a person reads them on a running site: on the page /dev/mailbox/."""

from __future__ import annotations

import re
import time
from typing import Any, cast
from urllib.parse import quote

from playwright.sync_api import APIRequestContext

_PATIENCE = 120.0  # seconds; the worker sends


def letter(request: APIRequestContext, email: str, pattern: str) -> re.Match[str]:
    """This will wait for the newest letter to the address whose subject or text has the pattern, and return the match."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        answer = request.get(f"/dev/mailbox/?format=json&to={quote(email)}")
        letters = cast("list[dict[str, Any]]", answer.json()["messages"])
        for one in letters:
            if found := re.search(pattern, f"{one['subject']}\n{one['text']}"):
                return found
        assert time.monotonic() < deadline, f"no letter with {pattern} came to {email}: {letters}"
        time.sleep(0.1)


def code(request: APIRequestContext, email: str) -> str:
    """This will return the code of the newest letter that has one."""
    return letter(request, email, r"\b\d{6}\b").group()
