"""Which failures pass by themselves: they are waited out, however long; everything else is poison and parked."""

from __future__ import annotations

from typing import Final

import psycopg
from django.db import Error as DjangoDatabaseError
from django.db import InterfaceError, OperationalError

from lib.errors import Busy

# Serialisation and deadlock; connection; resources (disk full, too many connections); lock or statement given up;
# server going down or coming up; system trouble; a read-only standby in between.
_SQLSTATES: Final = ("40001", "40P01", "08", "53", "55P03", "57014", "57P", "58", "25006")


def is_transient(error: BaseException) -> bool:
    """This will say whether trying again, later, can succeed without anybody's hands."""
    if isinstance(error, DjangoDatabaseError | psycopg.Error):
        state = _sqlstate(error)
        if state:
            return state.startswith(_SQLSTATES)
        # The connection broke before the server could say anything.
        return isinstance(error, OperationalError | InterfaceError | psycopg.OperationalError | psycopg.InterfaceError)
    return isinstance(error, ConnectionError | TimeoutError | Busy)


def _sqlstate(error: BaseException) -> str:
    for candidate in (error, error.__cause__):
        if state := getattr(candidate, "sqlstate", None):
            return str(state)
    return ""
