"""An association chooses by which rule sales are divided; lots remember their turns, movements why units were whose."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import catalog.models.base
import lib.ids


class Migration(migrations.Migration):
    dependencies = [("catalog", "0012_cover_uses"), ("coops", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="AllocationRule",
            fields=[
                ("id", models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("pro_rata", "Pro Rata"),
                            ("rotation", "Rotation"),
                            ("first_to_expire", "First To Expire"),
                            ("least_sold", "Least Sold"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "effective_from",
                    models.DateTimeField(db_default=catalog.models.base.ClockTimestamp(), editable=False),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coops.association"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("association", "version"), name="allocation_rule_version_once"),
                    models.CheckConstraint(condition=Q(version__gte=2), name="allocation_rule_after_the_first"),
                    models.CheckConstraint(
                        condition=Q(name__in=["pro_rata", "rotation", "first_to_expire", "least_sold"]),
                        name="allocation_rule_is_known",
                    ),
                ],
            },
        ),
        migrations.AddField("contribution", "last_turn", models.BigIntegerField(db_default=0, default=0)),
        migrations.AddField("contribution", "turns_owed", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.AddField("stockmovement", "split", models.JSONField(null=True)),
    ]
