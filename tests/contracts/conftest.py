"""What the contract tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from payments import services as payments
from tests.contracts import world as worlds
from tests.contracts.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """One world for a whole walk; whoever knocks takes back what she did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture
def silent_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers at the edge of the network: an order stands without its payment page."""

    def unavailable(_attempt_id: object) -> None:
        raise payments.PaymentPageUnavailable

    monkeypatch.setattr(payments, "open_session", unavailable)
