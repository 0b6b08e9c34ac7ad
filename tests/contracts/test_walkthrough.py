"""What docs say of files is true: every path exists, and in the walk each name stands in a file that is named beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import get_commands

PAGES = ["walkthrough.md", "threat-model.md", "operations.md", "architecture.md", "feed.md"]
_MARKED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:backend|frontend|tests|infra|docs|requirements)/[\w./-]*\w|[\w-]+\.(?:yml|toml)|Makefile")


def marked(text: str) -> list[str]:
    return _MARKED.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL).replace("\n   ", " "))


def steps() -> Iterator[str]:
    """The numbered steps of the walk, with their lines joined."""
    text = (settings.ROOT / "docs" / "walkthrough.md").read_text()
    for step in re.split(r"^(?=\d+\. )", text, flags=re.MULTILINE)[1:]:
        yield re.sub(r"\s+", " ", step.split("\n\n")[0])


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str):
    named = [token for token in marked((settings.ROOT / "docs" / page).read_text()) if _PATH.fullmatch(token)]
    missing = [path for path in named if not (settings.ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str):
    text = (settings.ROOT / "docs" / page).read_text()
    named = set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert named <= set(get_commands())


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.split(".")[0])
def test_every_name_of_a_step_stands_in_its_files(step: str):
    tokens = marked(step)
    paths = [token for token in tokens if _PATH.fullmatch(token)]
    if not paths:
        assert tokens == []
        return
    sources = "\n".join((settings.ROOT / path).read_text() for path in paths)
    assert list(unproved(tokens, sources)) == []


def unproved(tokens: list[str], sources: str) -> Iterator[str]:
    for token in tokens:
        if (
            not _PATH.fullmatch(token)
            and not token.startswith("manage.py ")
            and not re.search(rf"(?<!\w){re.escape(token)}(?!\w)", sources)
        ):
            yield token


def test_a_name_that_is_gone_would_be_found():
    assert list(unproved(["contribute", "contributed_nothing"], "def contribute(")) == ["contributed_nothing"]


def test_the_walk_is_whole():
    assert len(list(steps())) >= 20
