import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import lib.ids


class Migration(migrations.Migration):
    dependencies = [("catalog", "0011_reserve_by_channel")]

    operations = [
        migrations.CreateModel(
            name="CoverUse",
            fields=[
                ("id", models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("document", models.CharField(max_length=80)),
                ("units", models.PositiveIntegerField()),
                ("returned", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="catalog.covergrant"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["document"], name="cover_use_of_document")],
                "constraints": [
                    models.UniqueConstraint(fields=("grant", "document"), name="cover_use_once"),
                    models.CheckConstraint(
                        condition=Q(units__gte=1, returned__lte=F("units")), name="cover_use_returned_within_units"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(
                fields=["recheck_at"], condition=Q(recheck_at__isnull=False), name="offer_to_recheck"
            ),
        ),
    ]
