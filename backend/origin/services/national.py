"""Names that are nobody's own (by law, registered, or on the way to it), kept as `origin/data/seals.toml` has them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from origin.models import Seal
from origin.services.seals import check_rules

_TABLE: Final = Path(__file__).parents[1] / "data" / "seals.toml"
_RULES: Final = ("zone", "requirements")


def table() -> list[dict[str, Any]]:
    """This will return the seals of the table, each with all of its fields."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["seal"]
    texts = dict.fromkeys(("about_es", "about_en", "holder", "rules_es", "rules_en"), "")
    return [texts | row for row in rows]


@transaction.atomic
def load_seals() -> list[Seal]:
    """This will write the table's seals down, or what changed of them. Safe to run at every start."""
    found = []
    for row in table():
        check_rules(row["zone"], row["requirements"])
        slug = row["slug"]
        seal, is_new = Seal.objects.select_for_update(no_key=True).get_or_create(slug=slug, defaults=row)
        if not is_new and any(getattr(seal, name) != value for name, value in row.items()):
            if any(getattr(seal, name) != row[name] for name in _RULES):
                seal.version += 1
            for name, value in row.items():
                setattr(seal, name, value)
            seal.save()
        found.append(seal)
    return found
