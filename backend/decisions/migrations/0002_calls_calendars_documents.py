import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import lib.ids

# A proposal shows a document of its own association: the database sees to it.
FORWARD = """
ALTER TABLE decisions_proposal
    ADD CONSTRAINT proposal_of_own_document FOREIGN KEY (association_id, document_id)
        REFERENCES coops_statutesdocument (association_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = "ALTER TABLE decisions_proposal DROP CONSTRAINT proposal_of_own_document;"


class Migration(migrations.Migration):
    dependencies = [
        ("coops", "0005_statutes_documents"),
        ("decisions", "0001_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("renewals", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feeds",
                        to="coops.association",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(fields=("association", "person"), name="calendar_feed_once"),
        ),
        migrations.AddField(model_name="assembly", name="changed_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="assembly", name="sequence", field=models.PositiveIntegerField(db_default=0, default=0)),
        migrations.AddField(
            model_name="proposal",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="coops.statutesdocument",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="voting_ends_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(call=1, then=models.F("closes_at")), default=models.F("second_closes_at")
                ),
                output_field=models.DateTimeField(null=True),
            ),
        ),
        migrations.RemoveIndex(model_name="proposal", name="proposal_closes"),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("status", "open")), fields=["voting_ends_at"], name="proposal_call_ends"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
