"""What an association makes itself goes into its own offers, without a membership: the database sees to both."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION catalog_contribution_of_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM coops_producer WHERE id = NEW.producer_id AND association_id = NEW.association_id
    ) THEN
        RAISE EXCEPTION 'a contribution is a member''s or the association''s own' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contribution_has_an_owner BEFORE INSERT OR UPDATE OF membership_id, producer_id, association_id
    ON catalog_contribution FOR EACH ROW WHEN (NEW.membership_id IS NULL)
    EXECUTE FUNCTION catalog_contribution_of_nobody();
"""
BACKWARD = """
DROP TRIGGER contribution_has_an_owner ON catalog_contribution;
DROP FUNCTION catalog_contribution_of_nobody();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0014_reserve_rechecks"), ("coops", "0009_goods_of_associations")]

    operations = [
        migrations.AlterField(
            model_name="contribution",
            name="membership",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="coops.membership",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
