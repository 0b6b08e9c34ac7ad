"""An association that makes goods itself is one producer, which no person owns and which is a member of nothing."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION coops_takes_no_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM coops_producer WHERE id = NEW.producer_id AND association_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an association itself has no % row', TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER member_is_no_association BEFORE INSERT OR UPDATE OF producer_id ON coops_membership
    FOR EACH ROW EXECUTE FUNCTION coops_takes_no_part();
CREATE TRIGGER mandate_is_for_no_association BEFORE INSERT OR UPDATE OF producer_id ON coops_mandate
    FOR EACH ROW EXECUTE FUNCTION coops_takes_no_part();
"""
BACKWARD = """
DROP TRIGGER mandate_is_for_no_association ON coops_mandate;
DROP TRIGGER member_is_no_association ON coops_membership;
DROP FUNCTION coops_takes_no_part();
"""


class Migration(migrations.Migration):
    dependencies = [("coops", "0008_told_ends_of_suspensions")]

    operations = [
        migrations.AddField(
            model_name="producer",
            name="association",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_producer",
                to="coops.association",
            ),
        ),
        migrations.AddConstraint(
            model_name="producer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("association__isnull", True), models.Q(("rut", ""), ("shows_name", True)), _connector="OR"
                ),
                name="producer_itself_is_no_person",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
