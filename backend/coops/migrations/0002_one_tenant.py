"""What refers to two rows of one association refers to the same association: the database sees to it."""

from django.db import migrations

FORWARD = """
ALTER TABLE coops_statutesacceptance
    ADD CONSTRAINT acceptance_of_own_statutes FOREIGN KEY (association_id, statutes_id)
        REFERENCES coops_statutes (association_id, id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT acceptance_by_own_member FOREIGN KEY (association_id, membership_id)
        REFERENCES coops_membership (association_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE coops_invitation
    ADD CONSTRAINT invitation_of_own_member FOREIGN KEY (association_id, membership_id)
        REFERENCES coops_membership (association_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = """
ALTER TABLE coops_statutesacceptance
    DROP CONSTRAINT acceptance_of_own_statutes, DROP CONSTRAINT acceptance_by_own_member;
ALTER TABLE coops_invitation DROP CONSTRAINT invitation_of_own_member;
"""


class Migration(migrations.Migration):
    dependencies = [("coops", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
