"""Data Integrity proofs of the cryptosuite `eddsa-jcs-2022` (W3C Recommendation of 15 May 2025).

The signature is over SHA-256 of the canonical proof options, then SHA-256 of the canonical document: 64 bytes.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from origin.multibase import base58_bytes, base58_text

CRYPTOSUITE: Final = "eddsa-jcs-2022"
_TYPE: Final = "DataIntegrityProof"
_SIGNATURE_BYTES: Final = 64

Document = dict[str, Any]


class ProofWrong(ValueError):
    """The proof doesn't stand for this document, or is none that we know."""


def signed(document: Document, *, key: Ed25519PrivateKey, verification_method: str, created: str) -> Document:
    """This will return the document with a proof that its issuer asserts it.

    :raises rfc8785.CanonicalizationError: if it holds what JSON of other languages can't: integers beyond 2^53, NaN.
    """
    options: Document = {
        "type": _TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": created,
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }
    if "@context" in document:
        options = {"@context": document["@context"], **options}
    proof = {**options, "proofValue": base58_text(key.sign(to_sign(document, options)))}
    return {**document, "proof": proof}


def text(document: Document) -> str:
    """This will return a signed document as it is kept and served: canonical too, so that one document is one text."""
    return rfc8785.dumps(document).decode()


def to_sign(document: Document, options: Document) -> bytes:
    """This will return the 64 bytes that are signed: neither has a proof or a proof's value in it."""
    return sha256(rfc8785.dumps(options)).digest() + sha256(rfc8785.dumps(document)).digest()


def check(document: Document, key: Ed25519PublicKey) -> None:
    """This will do nothing if the document's proof was made over it with this key.

    :raises ProofWrong: otherwise.
    """
    proof = proof_of(document)
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if not _begins_with(bare.get("@context"), options.get("@context")):
        raise ProofWrong("the proof was made for other contexts")
    if "@context" in options:
        # What was signed is the document under the contexts that its proof names.
        bare = {**bare, "@context": options["@context"]}
    try:
        signature = base58_bytes(proof["proofValue"])
        content = to_sign(bare, options)
    except (KeyError, ValueError, AttributeError, RecursionError) as error:
        raise ProofWrong("the proof can't be read") from error
    if len(signature) != _SIGNATURE_BYTES:
        raise ProofWrong("the signature has another length")
    try:
        key.verify(signature, content)
    except InvalidSignature as error:
        raise ProofWrong("the signature is another document's, or another key's") from error


def proof_of(document: Document) -> Document:
    """This will return the document's one proof.

    :raises ProofWrong: if it has none, several, or one of another kind.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("type") != _TYPE or proof.get("cryptosuite") != CRYPTOSUITE:
        raise ProofWrong("there is no proof that we know")
    if proof.get("proofPurpose") != "assertionMethod" or not isinstance(proof.get("verificationMethod"), str):
        raise ProofWrong("the proof asserts nothing")
    return proof


def _begins_with(contexts: object, signed_under: object) -> bool:
    if signed_under is None:
        return True
    have = contexts if isinstance(contexts, list) else [contexts]
    need = signed_under if isinstance(signed_under, list) else [signed_under]
    return have[: len(need)] == need
