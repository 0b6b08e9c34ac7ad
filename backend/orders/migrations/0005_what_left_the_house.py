"""What was sent or handed over before lots had a book is written into it: it is in the house no more."""

from django.db import migrations

FORWARD = """
CREATE TEMPORARY TABLE left_the_house ON COMMIT DROP AS
SELECT a.lot_id, sum(a.units)::int AS units
FROM orders_allocation AS a
JOIN orders_orderline AS l ON l.id = a.line_id
JOIN orders_order AS o ON o.id = l.order_id
WHERE o.handover IN ('sent', 'handed_over')
GROUP BY a.lot_id;

INSERT INTO catalog_lotmovement
    (id, lot_id, version, kind, units, made, free, pooled, used, lost, dispatched, via, document, reason, created_at)
SELECT uuidv7(), gone.lot_id, lot.version + 1, 'dispatched', gone.units, 0, 0, -gone.units, 0, 0, gone.units, 'system',
       '', 'before_the_book', clock_timestamp()
FROM left_the_house AS gone JOIN catalog_lot AS lot ON lot.id = gone.lot_id;

UPDATE catalog_lot AS lot
SET pooled = lot.pooled - gone.units, dispatched = lot.dispatched + gone.units, version = lot.version + 1
FROM left_the_house AS gone WHERE lot.id = gone.lot_id;
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0011_reserve_by_channel"), ("orders", "0004_handover")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
