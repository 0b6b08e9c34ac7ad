"""Who marks at the same moment marks both; two credentials never share a place. Without the turns the first mark is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from threading import Barrier, BrokenBarrierError
from unittest import mock

import pytest
from django.db import DatabaseError, connections

from lib.retries import retried
from origin import bitstring
from origin.models import Credential, StatusList
from origin.services import credentials
from tests.support import certified
from tests.support.people import constituted_association

pytestmark = pytest.mark.django_db(transaction=True)


def marked(*, patience: float) -> int:
    """This will revoke two certificates at once, whose marks meet after they have been reckoned; returns how many stand."""
    cast = constituted_association(2)
    both = [certified.certificate(cast) for _ in range(2)]
    for certificate in both:
        credentials.write_for(certificate)
    meeting = Barrier(2)
    reckon = bitstring.with_entry

    def met(bits: bytes, index: int, value: bool) -> bytes:
        changed = reckon(bits, index, value)
        with suppress(BrokenBarrierError):
            meeting.wait(patience)
        return changed

    def revoke(place: int) -> None:
        try:
            retried(credentials.set_status)(both[place], "revocation", True)
        finally:
            connections.close_all()

    with mock.patch.object(bitstring, "with_entry", met), ThreadPoolExecutor(2) as pool:
        list(pool.map(revoke, range(2)))
    return sum(byte.bit_count() for byte in bytes(StatusList.objects.get(purpose="revocation").bits))


def written(number: int) -> list[str]:
    """This will write so many credentials at once where few places are free; returns what went wrong."""
    cast = constituted_association(2)
    certificates = [certified.certificate(cast) for _ in range(number)]
    credentials.write_for(certificates[0])
    places = count()

    def drawn() -> int:
        # Everybody draws the same ones in the same order.
        return next(places) // 2

    def write(place: int) -> str:
        try:
            retried(credentials.write_for)(certificates[place])
            return ""
        except DatabaseError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with mock.patch.object(credentials, "_drawn", drawn), ThreadPoolExecutor(number) as pool:
        return [said for said in pool.map(write, range(1, number)) if said]


def test_both_marks_stand():
    assert marked(patience=0.2) == 2


def test_without_the_turns_a_mark_is_lost():
    with mock.patch.object(credentials, "_wait_for_the_lists"):
        assert marked(patience=60) == 1


def test_nobody_shares_a_place():
    assert written(7) == []
    places = Credential.objects.values_list("status_number", "status_index")
    assert len(set(places)) == len(places) == 7
    assert set(StatusList.objects.values_list("purpose", "used")) == {("revocation", 7), ("suspension", 7)}


def test_a_list_that_is_half_full_is_followed_by_another():
    cast = constituted_association(2)
    first = certified.certificate(cast)
    with mock.patch.object(credentials, "_PLACES", 1):
        made = [credentials.write_for(first), credentials.write_for(certified.certificate(cast))]
    assert [one.status_number for one in made] == [1, 2]
    assert StatusList.objects.count() == 4
    # A certificate whose credentials are in several lists is stopped in all of them.
    with mock.patch.object(credentials, "_PLACES", 1):
        credentials.write_for(first)
    credentials.set_status(first, "suspension", True)
    for one in Credential.objects.filter(certificate=first):
        bits = bytes(StatusList.objects.get(purpose="suspension", number=one.status_number).bits)
        assert bitstring.is_set(bits, one.status_index)
