"""What a table would change, line by line, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

import orjson
from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import Serializer

from catalog.tables.cells import Wrong
from catalog.tables.words import COLUMNS, NEEDED, Kind, by_name, only_english
from catalog.words import plain
from lib.errors import DomainError
from lib.sheets import Row, Sheet

# Where a form calls a field otherwise than a table its column.
_COLUMN_OF: Final = {"product_name": "product"}

State = Literal["new", "changed", "same", "wrong"]


class SheetColumnsMissing(DomainError):
    """The headings don't say what can't be guessed."""

    status = 400
    code = "sheet_columns_missing"
    title = _("The table lacks columns.")
    detail = _("The first line has to name these too: %(columns)s.")


class SheetColumnTwice(DomainError):
    """Two columns have the same meaning."""

    status = 400
    code = "sheet_column_twice"
    title = _("Two columns of the table mean the same.")
    detail = _("Keep one of them: %(columns)s.")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line: in which column, as the file calls it ("" for the line as a whole)."""

    column: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the line would change, in words of the reader."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class Line:
    """A line of the table; `values` are what is written of it, `target` is what stands there already."""

    number: int
    name: str
    state: State = "new"
    code: str = ""
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    target: Any = None
    digest: str = ""

    def shown(self) -> dict[str, Any]:
        """This will return the line as its reader sees it."""
        seen = ("number", "name", "state", "code", "notes")
        return {name: getattr(self, name) for name in seen} | {
            "changes": [asdict(change) for change in self.changes],
            "faults": [asdict(fault) for fault in self.faults],
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would do. `fingerprint` is of all that its reader was shown."""

    kind: Kind
    lines: list[Line]
    unknown: list[str]

    @property
    def fingerprint(self) -> str:
        """The same for the same table while what it is about hasn't changed; in whichever language it is read."""
        said = [
            (line.number, line.state, line.code, [fault.code for fault in line.faults], line.digest, len(line.changes))
            for line in self.lines
        ]
        return digest_of([self.kind, said])

    def count(self, state: State) -> int:
        """This will return how many lines are in this state."""
        return sum(line.state == state for line in self.lines)

    @property
    def writes(self) -> int:
        """How many lines would be written."""
        return self.count("new") + self.count("changed")


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns of a table mean: the field of each, or None, and how the file calls each field."""

    kind: Kind
    keys: list[str | None]
    called: Mapping[str, str]
    unknown: list[str]
    spanish: bool


def digest_of(said: Any) -> str:
    """This will return what stands for a value: the same for the same."""
    return hashlib.sha256(orjson.dumps(said, default=str)).hexdigest()


def headings(sheet: Sheet) -> Headings:
    """This will find out whether a table is of products or of lots, and what its columns mean.

    :raises SheetColumnsMissing, SheetColumnTwice:
    """
    heads = [plain(head) for head in sheet.heads]
    # What was made has a day or a quantity; "units" alone may be how a product is counted.
    kind: Kind = "lots" if _made_on(heads) or {"cantidad", "quantity"} & set(heads) else "products"
    keys = [by_name(kind).get(head) for head in heads]
    called: dict[str, str] = {}
    for head, key in zip(sheet.heads, keys, strict=True):
        if key and key in called:
            raise SheetColumnTwice(columns=f"{called[key]}, {head}")
        if key:
            called[key] = head
    missing = [column.head for column in COLUMNS[kind] if column.key in NEEDED[kind] and column.key not in called]
    if missing:
        raise SheetColumnsMissing(columns=", ".join(missing))
    english = sum(head in only_english() for head in heads)
    return Headings(
        kind=kind,
        keys=keys,
        called=called,
        unknown=[head for head, key in zip(sheet.heads, keys, strict=True) if key is None and head],
        spanish=english * 2 <= len(called),
    )


def _made_on(heads: list[str]) -> bool:
    return any(by_name("lots").get(head) == "made_on" for head in heads)


class Reader:
    """Reads the cells of one line, and gathers what is wrong with them."""

    def __init__(self, row: Row, heads: Headings) -> None:
        self.heads = heads
        self.faults: list[Fault] = []
        # What is longer than the headings has no meaning; what is shorter says nothing there.
        self._cells = {key: cell for key, cell in zip(heads.keys, row.cells, strict=False) if key and cell}
        self._beyond = any(row.cells[len(heads.keys) :])
        if self._beyond:
            self.wrong("", "too_many_cells", _("This line has more cells than there are headings."))

    def text(self, key: str) -> str:
        """This will return what stands in a column: "" for nothing."""
        return self._cells.get(key, "")

    def value(self, key: str, parse: Callable[[str], Any]) -> Any:
        """This will return what a cell means, or None: nothing stands there, or what does is wrong and was noted."""
        if not (text := self.text(key)):
            return None
        try:
            return parse(text)
        except Wrong as wrong:
            self.wrong(key, wrong.code, wrong.detail)
        return None

    def needs(self, *keys: str) -> None:
        """This will note what stands nowhere and must."""
        for key in keys:
            if not self.text(key):
                self.wrong(key, "required", _("Nothing stands here."))

    def wrong(self, key: str, code: str, detail: Any) -> None:
        """This will note a fault, once for each column."""
        column = self.heads.called.get(key, "")
        if not any(fault.column == column and column for fault in self.faults):
            self.faults.append(Fault(column, code, str(detail)))

    def refused(self, error: DomainError) -> None:
        """This will note what a rule refused, in the column that it is about."""
        said = error.members.get("errors")
        attr = said[0]["attr"].removeprefix("facts.") if said else error.attr or ""
        detail = said[0]["detail"] if said else str(error.detail) % error.members if error.detail else error.title
        self.wrong(attr, error.code, detail)

    def checked(self, serializer: type[Serializer[Any]], values: Mapping[str, Any]) -> dict[str, Any]:
        """This will return values as a form would have had them checked, without those that are wrong."""
        reader = serializer(data=dict(values))
        if reader.is_valid():
            return dict(reader.validated_data)
        for name, faults in reader.errors.items():
            first = faults[0] if isinstance(faults, list) else next(iter(faults.values()))[0]
            self.wrong(_COLUMN_OF.get(str(name), str(name)), first.code, first)
        return {}
