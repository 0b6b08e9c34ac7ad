"""The minutes (*acta*) of a decision: the facts in canonical form, whose hash stands in the event log."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from decisions.models import Proposal


def facts(proposal: Proposal) -> dict[str, Any]:
    """This will return what the minutes of a decided proposal say; no person is named, and no vote."""
    assert proposal.result is not None
    assert proposal.decided_at is not None
    return {
        "association": str(proposal.association_id),
        "proposal": str(proposal.pk),
        "number": proposal.number,
        "kind": proposal.kind,
        "title": proposal.title,
        "text": proposal.text,
        "params": proposal.params,
        "call": proposal.call,
        "opened_at": proposal.opens_at.isoformat(),
        "decided_at": proposal.decided_at.isoformat(),
        "terms": proposal.terms,
        "entitled": proposal.entitled,
        "result": proposal.result,
    }


def canonical(proposal: Proposal) -> bytes:
    """This will return the facts as bytes that don't depend on who writes them: sorted keys, UTF-8, no spaces.

    Numbers are whole, so that this is what RFC 8785 asks for as long as keys are ASCII, and ours are.
    """
    return orjson.dumps(facts(proposal), option=orjson.OPT_SORT_KEYS)


def sha256(proposal: Proposal) -> str:
    """This will return the hash that the event log keeps."""
    return hashlib.sha256(canonical(proposal)).hexdigest()
