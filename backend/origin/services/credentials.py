"""Credentials: written when a certificate is issued or a lot packed under it, and marked in the lists when it is stopped.

The lists come last in the order of locks: whoever calls these holds everything else already.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import orjson
from django.db import connection, transaction
from django.db.models import F, Sum

from catalog.models import ClockTimestamp, CoverGrant, Lot
from lib.clock import database_now
from lib.ids import new_id
from origin import bitstring, conformity, data_integrity, did, jose
from origin.models import Certificate, Credential, IssuerKey, StatusList
from origin.models.credentials import LIST_ENTRIES
from origin.services import keys

_LISTS: Final = 0x6D71  # the advisory lock under which lists are written
# A new list is begun when one is half full, so that drawing a place stays quick.
_PLACES: Final = LIST_ENTRIES // 2


@transaction.atomic
def write_for(certificate: Certificate) -> Credential:
    """This will sign what a certificate says, in place of what was signed of it before."""
    return _written(certificate, lot=None, units=0)


@transaction.atomic
def write_for_lot(certificate: Certificate, lot: Lot) -> Credential:
    """This will sign how many units of a lot were packed under a certificate, in place of what was signed of it before."""
    return _written(certificate, lot=lot, units=_granted(certificate, lot))


@transaction.atomic
def set_status(certificate: Certificate, purpose: str, value: bool) -> None:
    """This will mark all credentials of a certificate, former ones too, as revoked or suspended, or lift a suspension.

    :raises ValueError: if a revocation was to be taken back.
    """
    purpose = StatusList.Purpose(purpose)
    if purpose == StatusList.Purpose.REVOCATION and not value:
        raise ValueError("a revocation is never taken back")
    _wait_for_the_lists()
    places: dict[int, list[int]] = {}
    for number, index in certificate.credentials.values_list("status_number", "status_index"):
        places.setdefault(number, []).append(index)
    for number, indexes in places.items():
        _mark(purpose, number, indexes, value)


@transaction.atomic
def sign_anew(*, key: IssuerKey | None = None) -> int:
    """This will sign again what is present with the key and under the name of the site of now, and return how much it was.

    What has ended or was revoked too: it is genuine still, and stays marked. With a key, only what that one signed.
    """
    _wait_for_the_lists()
    present = Credential.objects.filter(replaced_at__isnull=True).select_related("certificate__seal", "lot")
    count = 0
    for credential in (present.filter(key=key) if key else present).order_by("pk"):
        _signed_again(credential)
        count += 1
    return count


def _signed_again(credential: Credential) -> None:
    certificate, lot = credential.certificate, credential.lot
    # A lot was packed when it was, not when a key was exchanged.
    since = datetime.fromisoformat(orjson.loads(credential.document)["validFrom"])
    units = _granted(certificate, lot) if lot else 0
    _written(certificate, lot=lot, units=units, said_at=since if lot else None)
    stopped = {
        Certificate.Status.SUSPENDED: StatusList.Purpose.SUSPENSION,
        Certificate.Status.REVOKED: StatusList.Purpose.REVOCATION,
    }.get(Certificate.Status(certificate.status))
    if stopped:
        set_status(certificate, stopped, True)


def _granted(certificate: Certificate, lot: Lot) -> int:
    units = CoverGrant.objects.filter(cover_id=certificate.pk, lot=lot).aggregate(units=Sum("units"))["units"]
    return units or 0


def _written(certificate: Certificate, *, lot: Lot | None, units: int, said_at: datetime | None = None) -> Credential:
    # First the turn, then the key: what signs anew after a key was withdrawn misses nobody who still had that one.
    _wait_for_the_lists()
    key = keys.signing_key()
    number, index = _place()
    at, credential_id = database_now(), new_id()
    content = conformity.credential(
        credential_id=credential_id,
        certificate=certificate,
        status_number=number,
        status_index=index,
        at=said_at or at,
        lot=lot,
        units=units,
    )
    private = keys.private_half(key)
    document = data_integrity.signed(
        content, key=private, verification_method=did.method(key.name), created=conformity.moment(at)
    )
    Credential.objects.filter(certificate=certificate, lot=lot, replaced_at__isnull=True).update(replaced_at=at)
    return Credential.objects.create(
        id=credential_id,
        certificate=certificate,
        lot=lot,
        key=key,
        document=data_integrity.text(document),
        jwt=jose.signed(content, key=private, key_id=did.jwt_method(key.name)),
        status_number=number,
        status_index=index,
    )


def _place() -> tuple[int, int]:
    """A place that nobody can guess: from its number nobody learns how many certificates there are, or when it was made."""
    last = StatusList.objects.filter(purpose=StatusList.Purpose.REVOCATION).order_by("-number").first()
    number = last.number if last and last.used < _PLACES else _begun(last.number + 1 if last else 1)
    while Credential.objects.filter(status_number=number, status_index=(index := _drawn())).exists():
        pass
    StatusList.objects.filter(number=number).update(used=F("used") + 1)
    return number, index


def _drawn() -> int:
    return secrets.randbelow(LIST_ENTRIES)


def _begun(number: int) -> int:
    StatusList.objects.bulk_create(
        StatusList(purpose=purpose, number=number, bits=bitstring.empty()) for purpose in StatusList.Purpose
    )
    return number


def _mark(purpose: str, number: int, indexes: Iterable[int], value: bool) -> None:
    found = StatusList.objects.get(purpose=purpose, number=number)
    bits = before = bytes(found.bits)
    for index in indexes:
        bits = bitstring.with_entry(bits, index, value)
    if bits != before:
        StatusList.objects.filter(pk=found.pk).update(bits=bits, changed_at=ClockTimestamp())


def _wait_for_the_lists() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LISTS])
