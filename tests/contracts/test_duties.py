"""The page of who may do what has words for every operation that an association's offices open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coops.queries.duties import duties
from tests.support import people

TEXTS = Path(__file__).parents[2] / "frontend" / "src" / "features" / "coops" / "texts"


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_duty_has_its_words(language: str, db: None) -> None:
    cast = people.constituted_association(members=2)
    told = {row["operation"] for row in duties(cast.association.pk, person_id=cast.administrator.person.pk)}
    words = json.loads((TEXTS / f"{language}.json").read_text())["duty"]
    assert told - words.keys() == set(), f"append these to duty in features/coops/texts/{language}.json"
