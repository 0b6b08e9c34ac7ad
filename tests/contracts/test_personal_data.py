"""Whatever refers to a person stands in the list of what is exported and deleted with her."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey

from accounts.holders import holders
from accounts.models import Person


def references() -> set[str]:
    """This will return every foreign key to a person, as `app.Model.field`."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignKey) and field.related_model is Person
    }


def named() -> dict[str, str]:
    return {name: fate for _label, holder in holders() for name, fate in holder.references.items()}


def test_every_reference_to_a_person_has_a_fate():
    found, told = references(), named()
    assert found - set(told) == set(), "name these in the personal_data.py of their app"
    assert set(told) - found == set(), "these are gone: take them out of their app's personal_data.py"
    assert all(told.values())


def test_the_list_would_miss_nothing():
    """The negative control: what the test looks for is found."""
    assert {"coops.Role.person", "orders.Basket.person", "mfa.Authenticator.user"} <= references()
