"""Groups are looked at one by one when a certificate behind their goods changes; a shortage knows its seal."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import lib.ids

# What was noted before the seal was.
SEALS = """
UPDATE orders_shortage AS s SET seal_id = v.seal_id FROM catalog_cover AS v WHERE v.id = s.cover_id;
"""
# What waited before is to be looked at when its certificate's time ends, as what waits from now on is.
REVIEWS = """
INSERT INTO orders_goodsreview (id, group_id, cover_id, due_at)
SELECT gen_random_uuid(), waits.group_id, waits.cover_id, waits.valid_until
FROM (
  SELECT DISTINCT o.group_id, s.cover_id, v.valid_until
  FROM orders_shortage AS s
  JOIN orders_allocation AS a ON a.id = s.allocation_id
  JOIN orders_orderline AS n ON n.id = a.line_id
  JOIN orders_order AS o ON o.id = n.order_id
  JOIN catalog_cover AS v ON v.id = s.cover_id
  WHERE s.status = 'waiting'
) AS waits;
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
        migrations.RunSQL(REVIEWS, migrations.RunSQL.noop),
    ]
