"""The tries of a refund that the provider gave up."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_kept_bodies")]

    operations = [
        migrations.AddField(
            model_name="refund",
            name="former_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=255), db_default=[], default=list, size=None
            ),
        ),
    ]
