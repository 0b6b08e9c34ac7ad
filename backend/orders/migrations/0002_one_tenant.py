"""Numbers of order groups, and lines that stay with the association whose offer they sell: the database sees to it."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE orders_group_number START 2001;

ALTER TABLE orders_orderline
    ADD CONSTRAINT line_of_own_order FOREIGN KEY (association_id, order_id)
        REFERENCES orders_order (association_id, id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT line_of_own_offer FOREIGN KEY (association_id, offer_id)
        REFERENCES catalog_offer (association_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE orders_allocation
    ADD CONSTRAINT allocation_of_own_lot FOREIGN KEY (producer_id, lot_id)
        REFERENCES catalog_lot (producer_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = """
ALTER TABLE orders_allocation DROP CONSTRAINT allocation_of_own_lot;
ALTER TABLE orders_orderline DROP CONSTRAINT line_of_own_order, DROP CONSTRAINT line_of_own_offer;
DROP SEQUENCE orders_group_number;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("catalog", "0002_stock")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
