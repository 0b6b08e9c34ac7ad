"""What the web app's build leaves for the origin page (frontend/scripts/origin.mjs): script, style, drawings, the region's map."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

# What a kind of product is drawn as where its offer says nothing.
_EMBLEMS = {
    "cheese": "cheese", "spirits": "still", "wine": "bottle", "beer": "bottle", "fruit": "papaya", "dried_fruit": "papaya",
    "preserves": "jar", "sweets": "jar", "oil": "olive", "honey": "jar", "meat": "goat", "seafood": "shell",
    "craft": "loom", "experience": "star",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageFiles:
    """Empty where nothing was built: the page reads without, as it does without a script."""

    script: str = ""
    style: str = ""
    icon: str = ""
    scenes: dict[str, str] = field(default_factory=dict)
    emblems: dict[str, str] = field(default_factory=dict)
    map: dict[str, Any] = field(default_factory=dict)
    heights: dict[str, Any] = field(default_factory=dict)

    def drawing(self, *, picture: str, emblem: str, category: str) -> dict[str, Any]:
        """This will return the file of a product's scene, or of its emblem."""
        if picture in self.scenes:
            return {"file": self.scenes[picture], "scene": True}
        name = emblem if emblem in self.emblems else _EMBLEMS.get(category, "generic")
        return {"file": self.emblems.get(name, ""), "scene": False}


def page_files() -> PageFiles:
    """This will return what the present build has for the page."""
    path = settings.FRONTEND_DIST / "origin.json"
    try:
        return _read(path, path.stat().st_mtime)
    except FileNotFoundError:
        return PageFiles()


@lru_cache(maxsize=2)
def _read(path: Path, _modified: float) -> PageFiles:
    known = PageFiles.__dataclass_fields__
    return PageFiles(**{name: value for name, value in orjson.loads(path.read_bytes()).items() if name in known})
