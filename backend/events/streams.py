"""Who may follow which stream. Each app registers a policy for its prefix; without a policy nobody may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol
from uuid import UUID

# A person (None: a guest) and the id in a stream's name (None: the stream has no id, like `catalog`).
Pair = tuple[UUID | None, UUID | None]


class Readable(Protocol):
    """Answers for many at once, in one query: those pairs of which the person may read the stream."""

    def __call__(self, pairs: set[Pair]) -> set[Pair]: ...


LinkVerifier = Callable[[str, UUID], bool]

_policies: dict[str, list[Readable]] = {}
_links: dict[str, LinkVerifier] = {}


def register(prefix: str, readable: Readable) -> None:
    """This will make `readable` decide about streams called `prefix` or `prefix:<id>`."""
    _policies[prefix] = [readable]


def widen(prefix: str, readable: Readable) -> None:
    """This will also let those in whom `readable` allows, for a room above the one that owns the prefix."""
    _policies[prefix].append(readable)


def register_link(prefix: str, verify: LinkVerifier) -> None:
    """This will let guests follow `prefix:<id>` with a signed token for which `verify(token, id)` is true."""
    _links[prefix] = verify


def split(stream: str) -> tuple[str, UUID | None] | None:
    """This will return a stream's prefix and id, or None if the name is none."""
    prefix, colon, text = stream.partition(":")
    if not colon:
        return prefix, None
    try:
        identity = UUID(text)
    except ValueError:
        return None
    # Braces, capitals and the like would be other names for the same stream.
    return (prefix, identity) if str(identity) == text else None


def readable(wishes: Iterable[tuple[UUID | None, str]]) -> set[tuple[UUID | None, str]]:
    """This will return those (person, stream) that the policies allow, with a query or two for each prefix."""
    asked: dict[str, dict[Pair, tuple[UUID | None, str]]] = {}
    for person_id, stream in wishes:
        if (parts := split(stream)) and parts[0] in _policies:
            asked.setdefault(parts[0], {})[(person_id, parts[1])] = (person_id, stream)
    allowed: set[tuple[UUID | None, str]] = set()
    for prefix, wanted in asked.items():
        for policy in _policies[prefix]:
            allowed |= {wanted[pair] for pair in policy(set(wanted)) if pair in wanted}
    return allowed


def opened_by_link(stream: str, links: Mapping[str, str]) -> bool:
    """This will say whether one of the tokens, by stream name, opens the stream."""
    parts = split(stream)
    if parts is None or parts[1] is None or parts[0] not in _links or stream not in links:
        return False
    return _links[parts[0]](links[stream], parts[1])
