"""Refusals, as every test expects them."""

from __future__ import annotations

from typing import Any


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    """This will check that the answer is a problem with this status and code, and return its body."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["code"] == code
    return body


def refused_field(response: Any, attr: str, code: str) -> None:
    """This will check that the answer names one wrong field."""
    body = refused(response, 400, "validation_error")
    assert [(error["attr"], error["code"]) for error in body["errors"]] == [(attr, code)]


def same_refusal(one: Any, other: Any) -> bool:
    """Whether two refusals can't be told apart, but for the ids that every request has of its own."""
    first, second = one.json() | {"request_id": ""}, other.json() | {"request_id": ""}
    return bool(one.status_code == other.status_code and first == second)
