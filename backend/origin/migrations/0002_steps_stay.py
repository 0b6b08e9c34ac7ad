"""What was done with a certificate stays as it was written."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION origin_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'steps of certificates are never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON origin_certificatestep
    FOR EACH ROW EXECUTE FUNCTION origin_step_stays();
"""
BACKWARD = """
DROP TRIGGER step_stays ON origin_certificatestep;
DROP FUNCTION origin_step_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("origin", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
