"""What is signed, as anybody may have it: the DID document, credentials, status lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import orjson

from lib.clock import database_now
from origin import bitstring, conformity, data_integrity, did, jose
from origin.models import Credential, IssuerKey, StatusList
from origin.services import keys

# An old list that says nothing of a revocation must stop being believed some day.
_LIST_HOLDS: Final = timedelta(days=7)
# For so long who verifies may go on with the list that she has: milliseconds, as the Recommendation has it.
_LIST_TTL: Final = 60_000


@dataclass(frozen=True, slots=True)
class Signed:
    """One thing as signed, in both forms."""

    document: str
    jwt: str


def did_document() -> str:
    """This will return the DID document of this site: the key that signs, and all former ones that were not withdrawn.

    What has ended is still genuine: a jar outlives its certificate, and without the key it would look forged.
    """
    shown = IssuerKey.objects.filter(withdrawn_at__isnull=True).order_by("made_at", "pk")
    return orjson.dumps(did.document(shown)).decode()


def credential(credential_id: UUID) -> Signed | None:
    """This will return a credential as it was signed; former ones too, for somebody may hold one."""
    found = Credential.objects.filter(pk=credential_id).only("document", "jwt").first()
    return Signed(found.document, found.jwt) if found else None


def status_list(purpose: str, number: int) -> Signed | None:
    """This will return a list, signed for today. The same list gives the same bytes all day, whoever is asked."""
    found = StatusList.objects.filter(purpose=purpose, number=number).first()
    if found is None:
        return None
    key = keys.signing_key()
    day = database_now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return _signed_list(
        address=conformity.address_of_list(purpose, number),
        purpose=purpose,
        bits=bytes(found.bits),
        since=max(found.changed_at, day),
        day=day,
        signer=(key.pk, key.name),
    )


@lru_cache(maxsize=64)
def _signed_list(
    *, address: str, purpose: str, bits: bytes, since: datetime, day: datetime, signer: tuple[UUID, str]
) -> Signed:
    content: dict[str, Any] = {
        "@context": [conformity.CONTEXTS[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did.issuer(),
        "validFrom": conformity.moment(since),
        "validUntil": conformity.moment(day + _LIST_HOLDS),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": bitstring.encoded(bits),
            "ttl": _LIST_TTL,
        },
    }
    key_id, key_name = signer
    private = keys.private_half(IssuerKey.objects.get(pk=key_id))
    document = data_integrity.signed(
        content, key=private, verification_method=did.method(key_name), created=conformity.moment(since)
    )
    return Signed(data_integrity.text(document), jose.signed(content, key=private, key_id=did.jwt_method(key_name)))
