"""Lost races are run again, refusals are not, and nothing is begun anew in the middle of a transaction."""

from __future__ import annotations

import threading

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from lib.retries import TRIES, retried

pytestmark = pytest.mark.django_db(transaction=True)


def raising(*errors: Exception | None):
    tried: list[int] = []

    @retried
    def command() -> int:
        tried.append(1)
        error = errors[min(len(tried), len(errors)) - 1]
        if error:
            raise error
        return len(tried)

    return command, tried


def lost(cause: psycopg.Error) -> OperationalError:
    error = OperationalError("lost")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "cause",
    [psycopg.errors.LockNotAvailable(), psycopg.errors.DeadlockDetected(), psycopg.errors.SerializationFailure()],
)
def test_a_lost_race_is_run_again(cause: psycopg.Error):
    command, _tried = raising(lost(cause), lost(cause), None)
    assert command() == 3


def test_not_for_ever_and_not_everything():
    command, tried = raising(lost(psycopg.errors.LockNotAvailable()))
    with pytest.raises(OperationalError):
        command()
    assert len(tried) == TRIES
    for error in (lost(psycopg.errors.QueryCanceled()), ValueError()):
        command, tried = raising(error)
        with pytest.raises(type(error)):
            command()
        assert len(tried) == 1


def test_only_the_outermost_begins_anew():
    command, tried = raising(lost(psycopg.errors.DeadlockDetected()))
    with pytest.raises(OperationalError), transaction.atomic():
        command()
    assert len(tried) == 1


def test_a_row_that_is_locked_for_a_while_is_waited_for():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE retries_trial AS SELECT 1 AS number")
    locked, done = threading.Event(), threading.Event()

    def hold_it() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM retries_trial FOR UPDATE")
            locked.set()
            done.wait(60)
        connection.close()

    @retried
    def take_it() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # Given up once; from then on it is about to be free, as soon as its holder gets a turn.
            cursor.execute(f"SET LOCAL lock_timeout = '{60_000 if done.is_set() else 100}ms'")
            try:
                cursor.execute("SELECT * FROM retries_trial FOR UPDATE")
            finally:
                done.set()

    holder = threading.Thread(target=hold_it)
    holder.start()
    locked.wait()
    try:
        take_it()
    finally:
        done.set()
        holder.join()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE retries_trial")
