"""A payment server of our own beside the app, started anew for each test module and emptied of faults for each test."""

from __future__ import annotations

import pytest
from django.db import connection

from infra.stripe_mock.child import Child, running
from payments.provider import _client
from tests.api.payments.shop import Shop


@pytest.fixture(scope="module")
def stripe_server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("stripe")) as child:
        yield child


@pytest.fixture
def stripe(stripe_server: Child, settings):
    settings.STRIPE_API_BASE = stripe_server.base
    settings.STRIPE_SECRET_KEY = stripe_server.secret_key
    settings.STRIPE_WEBHOOK_SECRETS = [stripe_server.webhook_secret, "whsec_the_next_one"]
    # On a loaded machine an answer takes its time; who tests that none comes asks for `impatient`.
    settings.STRIPE_TIMEOUT_SECONDS = 60
    _client.cache_clear()
    stripe_server.control("clear")
    yield stripe_server
    stripe_server.control("clear")
    _client.cache_clear()


@pytest.fixture
def impatient(stripe, settings):
    """This will have a call give up after two seconds from when it is called; what hangs then hangs for a minute."""

    def give_up() -> None:
        settings.STRIPE_TIMEOUT_SECONDS = 2
        _client.cache_clear()

    return give_up


@pytest.fixture
def shop(stripe, transactional_db, client):
    with connection.cursor() as cursor:  # not Django's to empty
        cursor.execute("DELETE FROM procrastinate_jobs")
    shop = Shop(stripe, client)
    shop.news()
    return shop
