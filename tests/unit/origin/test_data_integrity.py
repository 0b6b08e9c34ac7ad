"""The cryptosuite eddsa-jcs-2022 against the vectors of its Recommendation, byte by byte, and RFC 8785 against its own."""

from __future__ import annotations

import json
import struct
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from origin import data_integrity
from origin.data_integrity import ProofWrong
from origin.multibase import base58_bytes, public_key_bytes

DATA = Path(__file__).parent / "data"
W3C = DATA / "eddsa-jcs-2022"


def text(name: str) -> str:
    return (W3C / name).read_text(encoding="utf-8")


def document(name: str) -> dict[str, Any]:
    return json.loads(text(name))


def keys() -> tuple[Ed25519PrivateKey, Ed25519PublicKey]:
    pair = document("keyPair.json")
    secret = base58_bytes(pair["privateKeyMultibase"])
    assert secret[:2] == b"\x80\x26"
    public = Ed25519PublicKey.from_public_bytes(public_key_bytes(pair["publicKeyMultibase"]))
    return Ed25519PrivateKey.from_private_bytes(secret[2:]), public


def test_the_published_vector_comes_out_byte_by_byte():
    private, public = keys()
    unsigned, options = document("unsigned.json"), document("proofConfigJCS.json")
    assert rfc8785.dumps(unsigned).decode() == text("canonDocJCS.txt")
    assert rfc8785.dumps(options).decode() == text("proofCanonJCS.txt")
    content = data_integrity.to_sign(unsigned, options)
    assert content.hex() == text("combinedHashJCS.txt") == text("proofHashJCS.txt") + text("docHashJCS.txt")
    assert private.sign(content).hex() == text("sigHexJCS.txt")
    made = data_integrity.signed(
        unsigned, key=private, verification_method=options["verificationMethod"], created=options["created"]
    )
    assert made == document("signedJCS.json")
    assert made["proof"]["proofValue"] == text("sigBTC58JCS.txt")
    data_integrity.check(made, public)


def test_names_and_numbers_that_simple_canonicalisers_get_wrong():
    own = document("own-unicode-and-numbers.json")
    signed = own["signed"]
    bare = {name: value for name, value in signed.items() if name != "proof"}
    assert rfc8785.dumps(bare).decode() == own["canonicalDocument"]
    assert sha256(rfc8785.dumps(bare)).hexdigest() == own["documentHash"]
    data_integrity.check(signed, keys()[1])
    # The negative control: sorted keys alone are not the canonical form.
    assert json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != own["canonicalDocument"]


@pytest.mark.parametrize("name", [path.stem for path in sorted((DATA / "jcs" / "input").glob("*.json"))])
def test_vectors_of_rfc_8785(name: str):
    given = json.loads((DATA / "jcs" / "input" / f"{name}.json").read_text(encoding="utf-8"))
    wanted = bytes.fromhex((DATA / "jcs" / "outhex" / f"{name}.txt").read_text())
    assert rfc8785.dumps(given) == wanted


def test_numbers_of_rfc_8785():
    for line in (DATA / "jcs" / "es6numbers-2000.txt").read_text().splitlines():
        bits, wanted = line.split(",")
        (number,) = struct.unpack(">d", bytes.fromhex(bits.zfill(16)))
        assert rfc8785.dumps(number).decode() == wanted


def altered(change: Any) -> dict[str, Any]:
    found = deepcopy(document("signedJCS.json"))
    change(found)
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.pop("proof"),
        lambda found: found.update(proof=[found["proof"]]),
        lambda found: found["proof"].update(cryptosuite="eddsa-rdfc-2022"),
        lambda found: found["proof"].update(type="Ed25519Signature2020"),
        lambda found: found["proof"].update(proofPurpose="authentication"),
        lambda found: found["proof"].update(created="2023-02-24T23:36:39Z"),
        lambda found: found["proof"].update(domain="elsewhere.example"),
        lambda found: found["proof"].update(proofValue=""),
        lambda found: found["proof"].update(proofValue=7),
        lambda found: found["proof"].pop("proofValue"),
        lambda found: found["proof"].pop("@context"),
        lambda found: found["@context"].reverse(),
        lambda found: found.update(validUntil="2024-01-01T00:00:00Z"),
        lambda found: found.update(name="Alumni Credentia1"),
        lambda found: found.update(number=2**53),
        lambda found: found.update(number=float("nan")),
        lambda found: found.update(text="\ud800"),
    ],
)
def test_what_is_not_what_was_signed_is_refused(change: Any):
    with pytest.raises(ProofWrong):
        data_integrity.check(altered(change), keys()[1])


def test_another_key_is_refused():
    with pytest.raises(ProofWrong):
        data_integrity.check(document("signedJCS.json"), Ed25519PrivateKey.generate().public_key())


def test_numbers_that_others_cannot_hold_are_not_signed():
    with pytest.raises(rfc8785.CanonicalizationError):
        data_integrity.signed({"number": 2**53}, key=keys()[0], verification_method="did:web:a#b", created="now")
