"""The release before goes on writing while web processes are replaced one by one: it knows nothing of a new column."""

from collections.abc import Iterator

import django.apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader


def unwritable_columns() -> Iterator[str]:
    """This will yield the columns that came to a table of before and refuse a row that does not name them."""
    ours = {config.label for config in django.apps.apps.get_app_configs() if config.name == config.label}
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app not in ours:
            continue
        made = {step.name.lower() for step in migration.operations if isinstance(step, migrations.CreateModel)}
        for step in migration.operations:
            if not isinstance(step, migrations.AddField) or step.model_name.lower() in made:
                continue
            field = step.field
            filled = field.null or field.generated or field.db_default is not models.NOT_PROVIDED
            if not filled and not field.many_to_many:
                yield f"{app}.{name}: {step.model_name}.{step.name}"


def test_a_new_column_has_a_default_in_the_database():
    assert list(unwritable_columns()) == []
