"""Stripe's error envelope: `{"error": {"type", "message", "code", "param", …}}`, one class per kind."""

from typing import Any

from infra.stripe_mock.messages import Document


class StripeError(Exception):
    """An answer that refuses. `keep` says whether what was written before it stays (a declined charge does)."""

    status = 400
    kind = "invalid_request_error"
    keep = False

    def __init__(self, message: str, *, code: str | None = None, param: str | None = None, **more: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.param = param
        self.more = more

    def document(self) -> Document:
        error: Document = {"type": self.kind, "message": self.message}
        if self.code is not None:
            error["code"] = self.code
        if self.param is not None:
            error["param"] = self.param
        return {"error": {**error, **self.more}}


class InvalidRequest(StripeError):
    """The request cannot be carried out as it stands."""


class ResourceMissing(StripeError):
    """No such object, or no such address."""

    status = 404


class Unauthenticated(StripeError):
    """No key, or one that is not ours."""

    status = 401


class TooLarge(StripeError):
    """More bytes than any honest request has."""

    status = 413


class KeyReused(StripeError):
    """An idempotency key came back with other parameters."""

    kind = "idempotency_error"


class KeyInUse(StripeError):
    """The first request under this idempotency key is still being worked on."""

    status = 409


class CardRefused(StripeError):
    """The bank, or the test card, said no; the failed charge stays on record."""

    status = 402
    kind = "card_error"
    keep = True


class ServerFailed(StripeError):
    """Something broke here; for a client the outcome is unknown."""

    status = 500
    kind = "api_error"


class Unavailable(StripeError):
    """Nothing was begun; trying again is safe."""

    status = 503
    kind = "api_error"


def missing(kind: str, object_id: str, param: str = "id") -> ResourceMissing:
    return ResourceMissing(f"No such {kind}: '{object_id}'", code="resource_missing", param=param)
