"""When the end of a suspension was told. What ended before this release is old news."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coops", "0007_application_of_one_association"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="membershipsuspension",
            name="end_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(
            "UPDATE coops_membershipsuspension SET end_told_at = until WHERE until <= now() AND lifted_at IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="membershipsuspension",
            index=models.Index(
                condition=models.Q(
                    ("end_told_at__isnull", True), ("lifted_at__isnull", True), ("until__isnull", False)
                ),
                fields=["until"],
                name="suspension_end_untold",
            ),
        ),
    ]
