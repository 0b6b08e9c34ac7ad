"""The frame that every mail of Minga goes out in: plain text, and the same as simple HTML.

A mail is a list of blocks. There are no pictures and nothing that tells us whether it was read; links are written out
in the text. The HTML names no colour that a dark screen couldn't turn around by itself.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_LINK: Final = re.compile(r"https?://\S+")
_WIDTH: Final = 76


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; single line ends are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands over the items that follow."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, and where it can be seen."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What the mail asks for: shown as a button, written out as an address."""

    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A link that nobody has to follow."""

    label: str
    link: str


Block = Paragraph | Heading | Item | Action | Aside


class Framed(NamedTuple):
    """Both forms of a mail."""

    text: str
    html: str


def framed(blocks: Sequence[Block], *, why: Sequence[Block] = ()) -> Framed:
    """This will return the mail in the language that is active; `why` says small below why somebody gets it."""
    foot = [*why, Paragraph(_("Minga, the common business of the small producers of the Coquimbo Region."))]
    text = f"{_written(blocks)}\n\n-- \n{_written(foot)}\n{settings.PUBLIC_ORIGIN}\n"
    html = _PAGE.format(
        language=escape(get_language() or "es"),
        body=_marked_up(blocks),
        foot=_marked_up(foot),
        origin=escape(settings.PUBLIC_ORIGIN),
        host=escape(settings.PUBLIC_ORIGIN.split("://", 1)[1]),
    )
    return Framed(text, html)


def blocks_of(text: str) -> list[Block]:
    """This will return plain text as blocks: paragraphs, and an address that stands alone as a button."""
    return [
        Action(_("Open it at Minga"), part) if _LINK.fullmatch(part) else Paragraph(part)
        for part in (part.strip() for part in text.split("\n\n"))
        if part
    ]


def _written(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        parts.append("\n" if isinstance(before, Item) and isinstance(block, Item) else "\n\n")
        match block:
            case Paragraph(text):
                parts.append(text)
            case Heading(text):
                parts.append(f"{text}\n{'-' * min(len(text), _WIDTH)}")
            case Item(text, link):
                line = textwrap.fill(text, _WIDTH, initial_indent="* ", subsequent_indent="  ")
                parts.append(f"{line}\n  {link}" if link else line)
            case Action(label, link):
                # A letter that was plain text already says before the address what it is for.
                parts.append(link if label == _("Open it at Minga") else f"{label}:\n{link}")
            case Aside(label, link):
                parts.append(f"{label}:\n{link}")
        before = block
    return "".join(parts).strip()


def _marked_up(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    in_list = False
    for block in blocks:
        if in_list != isinstance(block, Item):
            parts.append("</ul>" if in_list else "<ul>")
            in_list = not in_list
        match block:
            case Paragraph(text):
                parts.append(f"<p>{_linked(text)}</p>")
            case Heading(text):
                parts.append(f"<h2>{escape(text)}</h2>")
            case Item(text, link):
                shown = f'<a href="{escape(link)}">{escape(text)}</a>' if link else escape(text)
                parts.append(f"<li>{shown}</li>")
            case Action(label, link):
                parts.append(f'<p><a class="go" href="{escape(link)}">{escape(label)}</a></p>')
            case Aside(label, link):
                parts.append(f'<p><a href="{escape(link)}">{escape(label)}</a></p>')
    if in_list:
        parts.append("</ul>")
    return "\n".join(parts)


def _linked(text: str) -> str:
    parts, at = [], 0
    for found in _LINK.finditer(text):
        link = found[0].rstrip(".,;:)")
        parts += [escape(text[at : found.start()]), f'<a href="{escape(link)}">{escape(link)}</a>']
        at = found.start() + len(link)
    return "".join([*parts, escape(text[at:])]).replace("\n", "<br>\n")


_PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>Minga</title>
<style>
:root {{ color-scheme: light dark; supported-color-schemes: light dark; }}
body {{ margin: 0; padding: 24px 16px; font: 17px/1.5 "Atkinson Hyperlegible Next", Verdana, sans-serif; }}
main, footer {{ max-width: 560px; margin: 0 auto; overflow-wrap: anywhere; }}
h1 {{ font: 600 22px/1.2 Fraunces, Georgia, serif; margin: 0 0 24px; }}
h2 {{ font: 600 19px/1.3 Fraunces, Georgia, serif; margin: 28px 0 8px; }}
p, ul {{ margin: 0 0 16px; }}
ul {{ padding-left: 20px; }}
li {{ margin-bottom: 8px; }}
a {{ color: #1B636B; }}
a.go {{ display: inline-block; padding: 12px 20px; border: 2px solid #E2731A; border-radius: 8px; color: inherit;
  font-weight: 700; text-decoration: none; }}
footer {{ margin-top: 32px; padding-top: 16px; border-top: 1px solid #8C8272; font-size: 14px; }}
@media (prefers-color-scheme: dark) {{ a {{ color: #7CC4CB; }} }}
</style>
</head>
<body>
<main>
<h1>Minga</h1>
{body}
</main>
<footer>
{foot}
<p><a href="{origin}">{host}</a></p>
</footer>
</body>
</html>
"""
