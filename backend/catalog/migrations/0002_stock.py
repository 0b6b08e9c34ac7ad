"""What models can't say: lot codes, movements that stay as they are, and rows of one association that keep together."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE catalog_lot_code START 101;

CREATE FUNCTION catalog_movement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stock movements are never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER movement_stays BEFORE UPDATE OR DELETE ON catalog_stockmovement
    FOR EACH ROW EXECUTE FUNCTION catalog_movement_stays();

ALTER TABLE catalog_contribution
    ADD CONSTRAINT contribution_to_own_offer FOREIGN KEY (association_id, offer_id)
        REFERENCES catalog_offer (association_id, id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT contribution_by_own_member FOREIGN KEY (association_id, membership_id)
        REFERENCES coops_membership (association_id, id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT contribution_of_own_lot FOREIGN KEY (producer_id, lot_id)
        REFERENCES catalog_lot (producer_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = """
ALTER TABLE catalog_contribution
    DROP CONSTRAINT contribution_to_own_offer,
    DROP CONSTRAINT contribution_by_own_member,
    DROP CONSTRAINT contribution_of_own_lot;
DROP TRIGGER movement_stays ON catalog_stockmovement;
DROP FUNCTION catalog_movement_stays();
DROP SEQUENCE catalog_lot_code;
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
