"""Closed registries: events are heard or said to be unheard, and what the server says exists in Spanish."""

from __future__ import annotations

import ast
import re
from importlib import import_module

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from django.utils import translation

from events import consumers
from events.registry import all_events, fields
from infra.messages import LOCALE
from lib.errors import DomainError

BACKEND = LOCALE.parent
_KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
_PLACE = re.compile(r"%\((\w+)\)[sd]")
_PERSONAL = re.compile(
    r"(^|_)(name|e?mail|rut|run|address|phone|contact|password|token|first_name|last_name|full_name|public_name|story)(_|$)"
)


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (LOCALE / "es" / "LC_MESSAGES" / "django.po").open("rb") as text:
        return read_po(text, locale="es", abort_invalid=True)


def said() -> dict[str, str]:
    """This will return every text that the server can say, and where it stands."""
    found: dict[str, str] = {}
    for file, line, message, _comments, _context in extract_from_dir(
        BACKEND, [("**.py", "python")], keywords=_KEYWORDS
    ):
        # A text with a plural is found by its singular.
        found.setdefault(message if isinstance(message, str) else message[0], f"{file}:{line}")
    return found


def refusals() -> list[type[DomainError]]:
    """This will return every domain error of the backend."""
    for path in BACKEND.rglob("*.py"):
        if "migrations" not in path.parts and "class " in (source := path.read_text()) and "DomainError" in source:
            import_module(".".join(path.relative_to(BACKEND).with_suffix("").parts).removesuffix(".__init__"))
    found, waiting = set(), [DomainError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.split(".")[0] != "tests":
                found.add(kind)
                waiting.append(kind)
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def test_everything_that_the_server_says_is_translated(spanish: Catalog):
    missing = [
        f"{where}: {text!r}"
        for text, where in said().items()
        if not (entry := spanish.get(text))
        or not all([entry.string] if isinstance(entry.string, str) else (entry.string or [""]))
    ]
    assert missing == [], "append these to backend/locale/es/LC_MESSAGES/django.po"


def test_the_translations_hold_nothing_that_nobody_says(spanish: Catalog):
    texts = said()
    ids = [entry.id if isinstance(entry.id, str) else entry.id[0] for entry in spanish if entry.id]
    assert [one for one in ids if one not in texts] == []


def test_translations_keep_their_places_and_are_nobodys_guess(spanish: Catalog):
    for entry in spanish:
        if entry.id:
            assert not entry.fuzzy, entry.id
            assert set(_PLACE.findall(str(entry.id))) == set(_PLACE.findall(str(entry.string))), entry.id


def test_every_refusal_has_a_code_of_its_own_and_a_spanish_title():
    codes: dict[str, type[DomainError]] = {}
    for kind in refusals():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.code), kind
        other = codes.setdefault(kind.code, kind)
        assert (str(other.title), other.status) == (str(kind.title), kind.status), f"{kind} and {other} share a code"
        with translation.override("en"):
            english = str(kind.title)
        with translation.override("es"):
            assert str(kind.title) != english, f"{kind.__module__}.{kind.__name__} has no Spanish title"


def test_every_event_has_a_handler_or_a_reason():
    assert consumers.undecided() == []
    both = [
        event.name for event in all_events() if consumers.listeners(event.name) and consumers.reason_unheard(event.name)
    ]
    assert both == [], "an event that is heard needs no reason why it isn't"


def test_events_carry_no_personal_data():
    for event in all_events():
        for name in fields(event):
            assert not _PERSONAL.search(name), f"{event.name}.{name} looks like personal data"


def test_handlers_call_services_and_nothing_else():
    """A handler is one call: rules stand in services, and nothing goes outside from here."""
    for path in BACKEND.glob("*/handlers.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                assert len(node.body) <= 2, f"{path.parent.name}.handlers.{node.name} does more than one call"
