"""The record of stewards' acts is only ever added to, and of a reading only its end is ever written."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION stewards_act_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of stewards is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER act_stays BEFORE UPDATE OR DELETE ON stewards_act
    FOR EACH ROW EXECUTE FUNCTION stewards_act_stays();

CREATE FUNCTION stewards_reading_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL
        AND (NEW.id, NEW.association_id, NEW.steward_id, NEW.reason, NEW.began_at, NEW.ends_at)
          = (OLD.id, OLD.association_id, OLD.steward_id, OLD.reason, OLD.began_at, OLD.ends_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a reading stays as it was told to the board' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER reading_stays BEFORE UPDATE OR DELETE ON stewards_reading
    FOR EACH ROW EXECUTE FUNCTION stewards_reading_stays();
"""
BACKWARD = """
DROP TRIGGER reading_stays ON stewards_reading;
DROP FUNCTION stewards_reading_stays();
DROP TRIGGER act_stays ON stewards_act;
DROP FUNCTION stewards_act_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("stewards", "0001_record_and_readings")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
