"""How long a revocation takes when much was sold by it: `PYTHONPATH=backend python -m tests.bench.revocation [--orders 150]`.

Every order has one unit of one of ten lots. Measured are the revocation itself (listing, reserving and dispatching stop
with it), the statement that asks for the reviews, and the reviews: until everybody is told and all money is asked for,
with the longest transaction, for that long the offer's row is locked at most. The provider is not asked.
"""

from __future__ import annotations

import argparse
import logging
import os
from time import monotonic
from typing import Any

from tests.bench.database import own_database

LOTS = 10
AT_ONCE = 20


def main() -> None:
    """Print one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--orders", type=int, default=150)
    orders = options.parse_args().orders
    with own_database():
        logging.disable(logging.ERROR)
        print(measured(orders))


def measured(count: int) -> str:
    """Sell `count` units to as many buyers, take the certificate away, and return what that took."""
    from django.db import connection
    from django.db.models import CharField, F, Value
    from django.db.models.functions import Cast, Concat, Now

    from catalog import services as catalog
    from orders import services as orders
    from orders.models import Shortage
    from payments.models import Attempt, Refund
    from tests.api.orders.test_shortages import bought
    from tests.support import names

    pool, _seal, granted = names.sealed_pool((count,) * LOTS)
    for _ in range(count):
        bought(pool, 1)
    intent = Concat(Value("pi_"), Cast(F("id"), CharField()))
    Attempt.objects.update(state=Attempt.State.SUCCEEDED, payment_intent_id=intent, ended_at=Now())
    statements = 0

    def counted(execute: Any, *args: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*args)

    begun = monotonic()
    catalog.block_cover(cover_id=granted.pk, reason="revoked")
    blocked = monotonic()
    longest = 0.0
    with connection.execute_wrapper(counted):
        orders.ask_for_reviews(cover_id=granted.pk)
        asked = last = monotonic()
        while orders.review_goods(AT_ONCE):
            longest, last = max(longest, monotonic() - last), monotonic()
    done = monotonic()
    short, money = Shortage.objects.filter(status=Shortage.Status.REFUNDING).count(), Refund.objects.count()
    return (
        f"{count} orders, {short} shortages, {money} refunds: block {blocked - begun:.2f} s, ask {asked - blocked:.2f} s, "
        f"reviews {done - asked:.2f} s, the longest transaction {longest:.2f} s, {statements / short:.1f} statements a "
        f"shortage; load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
