"""Lots that are there begin their book; from here on the database refuses figures that change without a movement."""

from django.db import migrations, models
from django.db.models import F, Q

BEGIN_BOOKS = """
UPDATE catalog_lot SET pooled = units - free, version = 1 WHERE version = 0;
INSERT INTO catalog_lotmovement
    (id, lot_id, version, kind, units, made, free, pooled, used, lost, dispatched, via, document, reason, created_at)
SELECT uuidv7(), id, 1, 'carried', units, units, free, pooled, 0, 0, 0, 'system', '', '', clock_timestamp()
FROM catalog_lot;
SET CONSTRAINTS ALL IMMEDIATE;
"""

FORWARD = """
CREATE TRIGGER lot_movement_stays BEFORE UPDATE OR DELETE ON catalog_lotmovement
    FOR EACH ROW EXECUTE FUNCTION catalog_movement_stays();

-- The release before knows neither book nor `pooled`: while an upgrade goes on, what it writes is booked here.
CREATE FUNCTION catalog_lot_of_release_before() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved integer;
BEGIN
    NEW.version := NEW.version + 1;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO catalog_lotmovement
            (id, lot_id, version, kind, units, made, free, pooled, used, lost, dispatched, via, document, reason, created_at)
        VALUES (uuidv7(), NEW.id, NEW.version, 'made', NEW.units, NEW.units, NEW.units, 0, 0, 0, 0, 'system', '',
                'release_before', clock_timestamp());
        RETURN NEW;
    END IF;
    moved := OLD.free - NEW.free;
    NEW.pooled := OLD.pooled + moved;
    INSERT INTO catalog_lotmovement
        (id, lot_id, version, kind, units, made, free, pooled, used, lost, dispatched, via, document, reason, created_at)
    VALUES (uuidv7(), NEW.id, NEW.version, CASE WHEN moved > 0 THEN 'contributed' ELSE 'withdrawn' END, abs(moved), 0,
            -moved, moved, 0, 0, 0, 'system', '', 'release_before', clock_timestamp());
    RETURN NEW;
END $$;
CREATE TRIGGER lot_of_release_before_is_made BEFORE INSERT ON catalog_lot FOR EACH ROW
    WHEN (NEW.version = 0 AND NEW.free = NEW.units) EXECUTE FUNCTION catalog_lot_of_release_before();
CREATE TRIGGER lot_of_release_before_moves BEFORE UPDATE ON catalog_lot FOR EACH ROW
    WHEN (NEW.version = OLD.version AND NEW.free <> OLD.free AND NEW.units = OLD.units
          AND (NEW.pooled, NEW.used, NEW.lost, NEW.dispatched) = (OLD.pooled, OLD.used, OLD.lost, OLD.dispatched))
    EXECUTE FUNCTION catalog_lot_of_release_before();

-- One door: at the commit, a lot's figures have changed by exactly what its new movements say.
CREATE FUNCTION catalog_lot_is_booked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before catalog_lot;
    booked record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := OLD;
    ELSE
        before.version := 0; before.units := 0; before.free := 0; before.pooled := 0;
        before.used := 0; before.lost := 0; before.dispatched := 0;
    END IF;
    SELECT count(*) AS movements, coalesce(sum(m.made), 0) AS made, coalesce(sum(m.free), 0) AS free,
           coalesce(sum(m.pooled), 0) AS pooled, coalesce(sum(m.used), 0) AS used, coalesce(sum(m.lost), 0) AS lost,
           coalesce(sum(m.dispatched), 0) AS dispatched
    INTO booked
    FROM catalog_lotmovement AS m
    WHERE m.lot_id = NEW.id AND m.version > before.version AND m.version <= NEW.version;
    IF (NEW.version - before.version, NEW.units - before.units, NEW.free - before.free, NEW.pooled - before.pooled,
        NEW.used - before.used, NEW.lost - before.lost, NEW.dispatched - before.dispatched)
       IS DISTINCT FROM
       (booked.movements, booked.made, booked.free, booked.pooled, booked.used, booked.lost, booked.dispatched) THEN
        RAISE EXCEPTION 'the figures of a lot change with their movement only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER lot_made_is_booked AFTER INSERT ON catalog_lot DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION catalog_lot_is_booked();
CREATE CONSTRAINT TRIGGER lot_is_booked AFTER UPDATE ON catalog_lot DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN ((OLD.version, OLD.units, OLD.free, OLD.pooled, OLD.used, OLD.lost, OLD.dispatched)
          IS DISTINCT FROM (NEW.version, NEW.units, NEW.free, NEW.pooled, NEW.used, NEW.lost, NEW.dispatched))
    EXECUTE FUNCTION catalog_lot_is_booked();

CREATE FUNCTION catalog_offer_is_booked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    standing catalog_offer;
    booked bigint;
BEGIN
    -- As it is committed: what a transaction undid itself needs no movement.
    SELECT * INTO standing FROM catalog_offer WHERE id = NEW.id;
    SELECT count(*) INTO booked FROM catalog_stockmovement AS m
    WHERE m.offer_id = NEW.id AND m.version > least(OLD.version, standing.version);
    IF booked <> greatest(standing.version - OLD.version, 0) OR standing.version = OLD.version AND
       (OLD.contributed, OLD.withdrawn, OLD.free, OLD.reserved, OLD.allocated, OLD.uncovered, OLD.lost)
       IS DISTINCT FROM (standing.contributed, standing.withdrawn, standing.free, standing.reserved,
                         standing.allocated, standing.uncovered, standing.lost) THEN
        RAISE EXCEPTION 'the figures of an offer change with their movement only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER offer_is_booked AFTER UPDATE ON catalog_offer DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN ((OLD.version, OLD.contributed, OLD.withdrawn, OLD.free, OLD.reserved, OLD.allocated, OLD.uncovered, OLD.lost)
          IS DISTINCT FROM
          (NEW.version, NEW.contributed, NEW.withdrawn, NEW.free, NEW.reserved, NEW.allocated, NEW.uncovered, NEW.lost))
    EXECUTE FUNCTION catalog_offer_is_booked();
"""
BACKWARD = """
DROP TRIGGER offer_is_booked ON catalog_offer;
DROP FUNCTION catalog_offer_is_booked();
DROP TRIGGER lot_is_booked ON catalog_lot;
DROP TRIGGER lot_made_is_booked ON catalog_lot;
DROP FUNCTION catalog_lot_is_booked();
DROP TRIGGER lot_of_release_before_moves ON catalog_lot;
DROP TRIGGER lot_of_release_before_is_made ON catalog_lot;
DROP FUNCTION catalog_lot_of_release_before();
DROP TRIGGER lot_movement_stays ON catalog_lotmovement;
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_lot_book")]

    operations = [
        migrations.RunSQL(BEGIN_BOOKS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=Q(units=F("free") + F("pooled") + F("used") + F("lost") + F("dispatched")),
                name="lot_figures_add_up",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
