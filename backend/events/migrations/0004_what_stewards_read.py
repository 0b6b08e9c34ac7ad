"""Why a task failed, and what processes say of themselves. The reason goes with its task."""

from django.db import migrations, models

FORWARD = """
ALTER TABLE events_taskfailure ADD CONSTRAINT failure_of_a_task
    FOREIGN KEY (job_id) REFERENCES procrastinate_jobs (id) ON DELETE CASCADE;
"""
BACKWARD = "ALTER TABLE events_taskfailure DROP CONSTRAINT failure_of_a_task;"


class Migration(migrations.Migration):
    dependencies = [("events", "0003_traceparent")]

    operations = [
        migrations.CreateModel(
            name="TaskFailure",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("error", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ProcessReport",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "process", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField(choices=[("worker", "Worker"), ("live", "Live")])),
                ("process", models.TextField()),
                ("figures", models.JSONField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
