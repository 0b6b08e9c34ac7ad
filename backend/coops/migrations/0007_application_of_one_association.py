"""An application is closed by a membership of its own association: the database sees to it."""

from django.db import migrations

FORWARD = """
ALTER TABLE coops_application
    ADD CONSTRAINT application_of_own_member FOREIGN KEY (association_id, membership_id)
        REFERENCES coops_membership (association_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = "ALTER TABLE coops_application DROP CONSTRAINT application_of_own_member;"


class Migration(migrations.Migration):
    dependencies = [("coops", "0006_suspensions_and_ruts")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
