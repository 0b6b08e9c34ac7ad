import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import lib.ids

# A version shows a document of its own association: the database sees to it.
FORWARD = """
ALTER TABLE coops_statutes
    ADD CONSTRAINT statutes_of_own_document FOREIGN KEY (association_id, document_id)
        REFERENCES coops_statutesdocument (association_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE coops_statutesfile ALTER COLUMN body SET STORAGE EXTERNAL;
"""
BACKWARD = "ALTER TABLE coops_statutes DROP CONSTRAINT statutes_of_own_document;"


class Migration(migrations.Migration):
    dependencies = [
        ("coops", "0004_applications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StatutesDocument",
            fields=[
                ("id", models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("loose_since", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coops.association"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatutesFile",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="coops.statutesdocument",
                    ),
                ),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name="statutes",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statutes",
                to="coops.statutesdocument",
            ),
        ),
        migrations.AddField(model_name="statutes", name="review_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="statutes", name="review_told_for", field=models.DateField(null=True)),
        migrations.AlterField(
            model_name="statutes", name="text", field=models.TextField(blank=True, max_length=200000)
        ),
        migrations.AddIndex(
            model_name="statutes",
            index=models.Index(
                condition=models.Q(
                    ("review_on__isnull", False),
                    models.Q(
                        ("review_told_for__isnull", True),
                        models.Q(("review_told_for", models.F("review_on")), _negated=True),
                        _connector="OR",
                    ),
                ),
                fields=["review_on"],
                name="statutes_to_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("document__isnull", True), ("text", ""), _negated=True),
                name="statutes_are_a_text_or_a_document",
            ),
        ),
        migrations.AddIndex(
            model_name="statutesdocument",
            index=models.Index(
                condition=models.Q(("loose_since__isnull", False)),
                fields=["loose_since"],
                name="statutes_document_loose",
            ),
        ),
        migrations.AddConstraint(
            model_name="statutesdocument",
            constraint=models.UniqueConstraint(fields=("association", "sha256"), name="statutes_document_once"),
        ),
        migrations.AddConstraint(
            model_name="statutesdocument",
            constraint=models.UniqueConstraint(fields=("association", "id"), name="statutes_document_of_association"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
