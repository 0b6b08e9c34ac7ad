import django.db.models.deletion
from django.db import migrations, models

import catalog.models.base
import lib.ids


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_covers_and_facts")]

    operations = [
        migrations.CreateModel(
            name="ImportedLine",
            fields=[
                ("id", models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                (
                    "created_at",
                    models.DateTimeField(db_default=catalog.models.base.ClockTimestamp(), editable=False),
                ),
                (
                    "lot",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.lot"),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coops.producer"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("producer", "digest"), name="imported_line_once")],
            },
        ),
    ]
