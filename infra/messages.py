"""Compiles what the server says in Spanish: `python -m infra.messages`. The result is build output, not in git."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "backend" / "locale"


def compile_all() -> None:
    """Compile every catalog that is newer than its result."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        result = source.with_suffix(".mo")
        if result.exists() and result.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalog = read_po(text, locale=source.parent.parent.name, abort_invalid=True)
        # Another process may read or compile at the same moment.
        unfinished = result.with_name(f"{result.name}.{os.getpid()}")
        with unfinished.open("wb") as binary:
            write_mo(binary, catalog)
        unfinished.replace(result)


if __name__ == "__main__":
    compile_all()
