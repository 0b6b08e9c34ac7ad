"""Who may call what of Home: everybody their own."""

from __future__ import annotations

from lib.access import PERSON

OPERATIONS: dict[str, frozenset[str]] = {"home_getHome": frozenset({PERSON})}
