"""Groups are looked at one by one when a certificate behind their goods changes; a shortage knows its seal."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import lib.ids

# What was noted before the seal was.
SEALS = """
UPDATE orders_shortage AS s SET seal_id = v.seal_id FROM catalog_cover AS v WHERE v.id = s.cover_id;
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0014_reserve_rechecks"), ("orders", "0007_returns")]

    operations = [
        migrations.CreateModel(
            name="GoodsReview",
            fields=[
                ("id", models.UUIDField(default=lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("cover_id", models.UUIDField()),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="orders.ordergroup"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["due_at"], name="goods_review_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "cover_id"), name="goods_review_once_per_cover")
                ],
            },
        ),
        migrations.AddField(model_name="shortage", name="seal_id", field=models.UUIDField(null=True)),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
        migrations.AlterField(model_name="shortage", name="seal_id", field=models.UUIDField()),
    ]
