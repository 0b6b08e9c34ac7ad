"""When it was told that a consent runs out soon."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpers", "0003_addresses_can_go"),
    ]

    operations = [
        migrations.AddField(
            model_name="helper",
            name="end_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="helper",
            index=models.Index(
                condition=models.Q(
                    ("end_told_at__isnull", True), ("ended_at__isnull", True), ("person__isnull", False)
                ),
                fields=["ends_at"],
                name="helper_end_untold",
            ),
        ),
    ]
