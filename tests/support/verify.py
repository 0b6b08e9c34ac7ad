"""A verifier as others write it, for tests: a credential is read strictly, its key, its time and its lists are looked up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from origin import bitstring, data_integrity, jose
from origin.multibase import base64url_bytes, public_key_bytes

# Gives the text at an address (a DID document, a status list), or None where it is not to be had.
Fetch = Callable[[str], str | None]


class Verdict(StrEnum):
    """What is known of a credential. Only VALID is good."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    FORGED = "forged"
    UNREADABLE = "unreadable"
    # Signed well, but whether it was stopped since can't be learnt now.
    STATUS_UNKNOWN = "status_unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, the credential where its signature is good, and what was wrong, for who looks into it."""

    verdict: Verdict
    credential: Mapping[str, Any] | None = None
    why: str = ""


class _Refused(Exception):
    def __init__(self, verdict: Verdict, why: str) -> None:
        super().__init__(why)
        self.verdict, self.why = verdict, why


def verify(text: str, *, fetch: Fetch, now: datetime) -> Finding:
    """This will say whether a credential holds now; `text` is JSON with a proof in it, or a token (vc+jwt)."""
    try:
        credential = _authentic(text, fetch)
    except _Refused as refused:
        return Finding(refused.verdict, why=refused.why)
    try:
        _within_its_time(credential, now)
        _stopped_by_no_list(credential, fetch, now)
    except _Refused as refused:
        return Finding(refused.verdict, credential, refused.why)
    return Finding(Verdict.VALID, credential)


def address_of_did(identity: str) -> str:
    """This will return where the document of a did:web identity is.

    :raises ValueError: if it is none.
    """
    method, _, name = identity.partition("did:web:")
    if method or not name:
        raise ValueError("not did:web")
    host, *folders = (unquote(part) for part in name.split(":"))
    return f"https://{host}/{'/'.join(folders) or '.well-known'}/did.json"


def parsed(text: str) -> dict[str, Any]:
    """This will read JSON as a verifier must: no name twice, no number that other programs read otherwise.

    :raises ValueError: if it can't be read so.
    """
    try:
        found = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004  what is read is wrong, not what we were called with
    return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _authentic(text: str, fetch: Fetch) -> dict[str, Any]:
    if text.lstrip().startswith("{"):
        return _with_good_proof(text, fetch)
    try:
        key_id = jose.key_id(text.strip())
        credential = jose.opened(text.strip(), _key(key_id, fetch, "publicKeyJwk"))
    except jose.TokenWrong as error:
        raise _Refused(Verdict.FORGED, str(error)) from error
    _signed_by_its_issuer(credential, key_id)
    return credential


def _with_good_proof(text: str, fetch: Fetch) -> dict[str, Any]:
    try:
        credential = parsed(text)
    except ValueError as error:
        raise _Refused(Verdict.UNREADABLE, str(error)) from error
    try:
        method = data_integrity.proof_of(credential)["verificationMethod"]
        data_integrity.check(credential, _key(method, fetch, "publicKeyMultibase"))
    except data_integrity.ProofWrong as error:
        raise _Refused(Verdict.FORGED, str(error)) from error
    _signed_by_its_issuer(credential, method)
    return credential


def _signed_by_its_issuer(credential: Mapping[str, Any], method: str) -> None:
    issuer = credential.get("issuer")
    identity = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not identity or method.partition("#")[0] != identity:
        raise _Refused(Verdict.FORGED, "the key is another's than the issuer's")


def _key(method: str, fetch: Fetch, form: str) -> Ed25519PublicKey:
    """The key, if the issuer's document shows it as one that asserts."""
    identity = method.partition("#")[0]
    try:
        found = fetch(address_of_did(identity))
    except ValueError as error:
        raise _Refused(Verdict.FORGED, "the issuer has no address") from error
    if found is None:
        raise _Refused(Verdict.STATUS_UNKNOWN, "the issuer's document is not to be had")
    try:
        document = parsed(found)
        shown = next(
            entry
            for entry in document["verificationMethod"]
            if entry["id"] == method and entry["controller"] == identity == document["id"]
        )
        if method not in document["assertionMethod"]:
            raise ValueError("the key asserts nothing")
        if form == "publicKeyJwk":
            return _from_jwk(shown[form])
        return Ed25519PublicKey.from_public_bytes(public_key_bytes(shown[form]))
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise _Refused(Verdict.FORGED, "the issuer's document doesn't show this key") from error


def _from_jwk(shown: Mapping[str, str]) -> Ed25519PublicKey:
    if (shown["kty"], shown["crv"]) != ("OKP", "Ed25519"):
        raise ValueError("no Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(base64url_bytes("u" + shown["x"]))


def _within_its_time(credential: Mapping[str, Any], now: datetime) -> None:
    try:
        since = _moment(credential.get("validFrom"))
        until = _moment(credential.get("validUntil"))
    except (ValueError, TypeError) as error:
        raise _Refused(Verdict.UNREADABLE, "its time can't be read") from error
    if since and now < since:
        raise _Refused(Verdict.NOT_YET, f"it begins on {since}")
    if until and now >= until:
        raise _Refused(Verdict.EXPIRED, f"it ended on {until}")


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no time zone")
    return found


def _stopped_by_no_list(credential: Mapping[str, Any], fetch: Fetch, now: datetime) -> None:
    entries = credential.get("credentialStatus") or []
    stopped: set[str] = set()
    for entry in entries if isinstance(entries, list) else [entries]:
        try:
            if _is_marked(entry, fetch, now, credential):
                stopped.add(entry["statusPurpose"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _Refused(Verdict.STATUS_UNKNOWN, f"a list can't be used: {error}") from error
    if "revocation" in stopped:
        raise _Refused(Verdict.REVOKED, "the list of the revoked has it")
    if stopped:
        raise _Refused(Verdict.SUSPENDED, "the list of the suspended has it")


def _is_marked(entry: Mapping[str, Any], fetch: Fetch, now: datetime, credential: Mapping[str, Any]) -> bool:
    address, index = entry["statusListCredential"], entry["statusListIndex"]
    if entry["type"] != "BitstringStatusListEntry" or not (isinstance(index, str) and index.isdecimal()):
        raise ValueError("an entry of another kind")
    text = fetch(address)
    if text is None:
        raise ValueError("it is not to be had")
    try:
        found = _authentic(text, fetch)
        _within_its_time(found, now)
    except _Refused as refused:
        raise ValueError(refused.why) from refused
    subject = found["credentialSubject"]
    if found["id"] != address or _issuer(found) != _issuer(credential):
        raise ValueError("it is another's list")
    if subject["type"] != "BitstringStatusList" or subject["statusPurpose"] != entry["statusPurpose"]:
        raise ValueError("it serves another purpose")
    return bitstring.is_set(bitstring.decoded(subject["encodedList"]), int(index))


def _issuer(credential: Mapping[str, Any]) -> object:
    issuer = credential["issuer"]
    return issuer["id"] if isinstance(issuer, dict) else issuer
