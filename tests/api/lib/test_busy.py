"""A database that gave up on a request: 503 and nothing changed, never a fault of ours."""

import time

import pytest
from django.db import InternalError, connection, transaction

from lib.errors import known_problem


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_idled_too_long():
    def starve():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET idle_in_transaction_session_timeout = '50ms'")
            cursor.execute("SELECT 1")
            time.sleep(0.5)
            cursor.execute("SELECT 1")

    try:
        with pytest.raises(InternalError) as raised:
            starve()
    finally:
        connection.close()
    answer = known_problem(raised.value)
    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert known_problem(InternalError()) is None
