"""Minga on one machine: the database, the processes and what watches over them."""

from __future__ import annotations


class CannotStart(Exception):
    """One line that the person at the terminal can act on."""
