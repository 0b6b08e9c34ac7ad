"""One key signs at a time, and one that got into wrong hands can be withdrawn; lists are signed as they are asked for."""

from django.db import migrations, models
from django.db.models import Q, Value


class Migration(migrations.Migration):
    dependencies = [("origin", "0003_remind_of_ends")]

    operations = [
        migrations.AddField("issuerkey", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "issuerkey",
            models.UniqueConstraint(
                Value(1), condition=Q(retired_at__isnull=True), name="issuer_key_one_signs"
            ),
        ),
        migrations.AddConstraint(
            "issuerkey",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(retired_at__isnull=False),
                name="issuer_key_withdrawn_signs_not",
            ),
        ),
        migrations.RemoveField("statuslist", "document"),
    ]
