"""The settings of a server for tests under load: a loaded machine meets limits that free a busy server of what is stuck.

`tests/conftest.py` does the same for the test's own process.
"""

from __future__ import annotations

from typing import Any

from config import settings
from config.settings import *  # noqa: F403  it is the same but for one thing

_options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]  # type: ignore[assignment]
_options["options"] += " -c statement_timeout=60s -c lock_timeout=60s -c idle_in_transaction_session_timeout=0"
_options["pool"]["timeout"] = 60
