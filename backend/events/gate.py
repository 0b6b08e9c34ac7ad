"""Whose session a socket has, and whether it is still good: asked for many sockets at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """A session as it was when it was found good: if neither side changed, it still is."""

    data: str
    person_id: UUID
    password: str


class Gate:
    """Remembers what it checked, because decoding a session and its hash costs more than the query."""

    def __init__(self) -> None:
        self._store: Any = import_module(settings.SESSION_ENGINE).SessionStore
        self._seen: dict[str, _Seen] = {}

    def people(self, session_keys: Iterable[str]) -> dict[str, UUID]:
        """This will return the person of each session that is good now: there, not run out, of an active person, and
        made with the password that the person has now.
        """
        keys = list(set(session_keys))
        if not keys:
            return {}
        sessions = self._store.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=Now())
        stored: dict[str, str] = dict(sessions.values_list("session_key", "session_data"))
        persons = self._persons_of(stored)
        found = get_user_model()._default_manager.in_bulk(set(persons.values()))
        good: dict[str, UUID] = {}
        for key, person_id in persons.items():
            person = found.get(person_id)
            if person is not None and person.is_active and self._is_good(key, stored[key], person):
                good[key] = person.pk
        for key in keys:
            if key not in good:
                self._seen.pop(key, None)
        return good

    def _persons_of(self, stored: dict[str, str]) -> dict[str, Any]:
        persons: dict[str, Any] = {}
        to_python = get_user_model()._meta.pk.to_python
        for key, data in stored.items():
            seen = self._seen.get(key)
            if seen is not None and seen.data == data:
                persons[key] = seen.person_id
                continue
            values = self._store().decode(data)
            if SESSION_KEY in values and values.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS:
                persons[key] = to_python(values[SESSION_KEY])
        return persons

    def _is_good(self, key: str, data: str, person: Any) -> bool:
        seen = self._seen.get(key)
        if seen is not None and (seen.data, seen.person_id, seen.password) == (data, person.pk, person.password):
            return True
        stored_hash = self._store().decode(data).get(HASH_SESSION_KEY) or ""
        hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
        if not any(constant_time_compare(stored_hash, known) for known in hashes):
            return False
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen[key] = _Seen(data, person.pk, person.password)
        return True
