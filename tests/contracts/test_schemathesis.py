"""The API against its own description: generated calls, as a guest and as an administrator of an association.

Nothing may break, and every answer must be what the description says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tests.contracts.openapi import document
from tests.contracts.world import ADMINISTRATOR, MEMBER, World
from tests.support.people import client_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_provider", "one_connection")]

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_BOUNDED = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

schema = schemathesis.openapi.from_dict(
    orjson.loads(orjson.dumps(document(), default=str, option=orjson.OPT_NON_STR_KEYS))
)
schema.app = application


@pytest.fixture(scope="module")
def one_connection() -> Iterator[None]:
    """A request must not close the connection whose transaction this test takes back (Django's test client does so)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def call(case: schemathesis.Case, **options: Any) -> None:
    """This will send the case, check the answer and undo what it did."""
    # What checks the answer doesn't unpack it.
    options["headers"] = {"Accept-Encoding": "identity"} | options.get("headers", {})
    with transaction.atomic():
        case.call_and_validate(checks=_CHECKS, **options)
        transaction.set_rollback(True)


@schema.parametrize()
@_BOUNDED
def test_a_guests_calls(case: schemathesis.Case, world: World):
    call(case)


@schema.parametrize()
@_BOUNDED
def test_a_persons_calls_on_things_that_exist(case: schemathesis.Case, world: World):
    """Real ids in the address, so that the calls get past the door: a member's own things, or an administrator's."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = str(
            world.ids["association_slug" if name == "slug" and "/associations/" in case.path else name]
        )
    mine = {"producer_id", "contribution_id", "order_group_id"} & set(case.path_parameters or {})
    call(case, **signed_in(world, MEMBER if mine else ADMINISTRATOR))


def signed_in(world: World, actor: str) -> dict[str, Any]:
    """This will return the cookies and the header of somebody's browser; no request is made for it."""
    session = client_for(world.people[actor]).cookies[django_settings.SESSION_COOKIE_NAME].value
    token = "c" * 32
    return {
        "cookies": {django_settings.SESSION_COOKIE_NAME: session, django_settings.CSRF_COOKIE_NAME: token},
        "headers": {"X-CSRFToken": token},
    }
