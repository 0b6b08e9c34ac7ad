"""The files of applications that came to nothing are let go after a month."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("origin", "0004_keys_of_the_issuer")]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="papers_dropped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(
                    ("papers_dropped_at__isnull", True), ("status__in", ["refused", "withdrawn"])
                ),
                fields=["id"],
                name="certificate_came_to_nothing",
            ),
        ),
    ]
