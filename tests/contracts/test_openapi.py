"""The API's description is valid, complete, and what the web app was built from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import orjson
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import OpenAPIV31SpecValidator

from infra.local import web_app
from lib.access import permissions
from tests.contracts.openapi import document, operations

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"


def test_the_document_is_valid_openapi_3_1():
    written = orjson.loads(orjson.dumps(document(), default=str, option=orjson.OPT_NON_STR_KEYS))
    assert written["openapi"].startswith("3.1")
    errors = [
        f"{'/'.join(map(str, error.path))}: {error.message}" for error in OpenAPIV31SpecValidator(written).iter_errors()
    ]
    assert errors == []


def test_every_operation_is_permitted_to_somebody_and_every_permission_is_of_an_operation():
    ids = [operation.id for operation in operations()]
    assert len(ids) == len(set(ids)), "two operations share an id"
    assert set(ids) == set(permissions()), "an operation without permissions, or permissions of no operation"


def test_ids_are_stable_names_of_app_and_verb():
    for operation in operations():
        app = operation.described["tags"][0]
        assert re.fullmatch(rf"{app}_[a-z]+[A-Za-z]*", operation.id), operation.id


def test_every_operation_says_what_it_does_and_what_it_answers():
    for operation in operations():
        assert operation.described.get("description") or operation.described.get("summary"), operation.id
        answers = operation.described["responses"]
        assert any(code.startswith(("2", "3")) for code in answers), operation.id
        assert "default" in answers, f"{operation.id} does not describe its problems"


def test_describing_the_api_leaves_no_warning():
    from drf_spectacular.drainage import GENERATOR_STATS

    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(request=None, public=True)
    said = [*GENERATOR_STATS._error_cache, *GENERATOR_STATS._warn_cache]
    assert said == []


def test_the_web_apps_copy_is_fresh():
    committed = json.loads((FRONTEND / "openapi.json").read_text())
    served = orjson.loads(orjson.dumps(document(), default=str, option=orjson.OPT_NON_STR_KEYS))
    assert committed == served, (
        "run: backend/manage.py spectacular --format openapi-json --file frontend/openapi.json, then npm run api"
    )


def test_the_generated_client_is_fresh(tmp_path):
    generated = tmp_path / "schema.d.ts"
    if not (FRONTEND / "node_modules" / "openapi-typescript").is_dir():
        web_app.install(FRONTEND, tmp_path / "install.log")
    web_app.npm(FRONTEND, "exec", "--", "openapi-typescript", "openapi.json", "-o", str(generated))
    assert generated.read_text() == (FRONTEND / "src" / "api" / "schema.d.ts").read_text(), "run: npm run api"
