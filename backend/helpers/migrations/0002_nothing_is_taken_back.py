"""The record of what helpers did only grows, and of a consent nothing changes but its end, its helper's yes and contacts."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION helpers_record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of helpers is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER act_stays BEFORE UPDATE OR DELETE ON helpers_act
    FOR EACH ROW EXECUTE FUNCTION helpers_record_stays();
CREATE TRIGGER receipt_stays BEFORE UPDATE OR DELETE ON helpers_receipt
    FOR EACH ROW EXECUTE FUNCTION helpers_record_stays();

CREATE FUNCTION helpers_consent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.association_id, NEW.membership_id, NEW.producer_id, NEW.email, NEW.scopes, NEW.given,
             NEW.reference, NEW.given_on, NEW.recorded_by_id, NEW.created_at, NEW.ends_at)
          = (OLD.id, OLD.association_id, OLD.membership_id, OLD.producer_id, OLD.email, OLD.scopes, OLD.given,
             OLD.reference, OLD.given_on, OLD.recorded_by_id, OLD.created_at, OLD.ends_at)
        AND (OLD.person_id IS NULL OR NEW.person_id = OLD.person_id)
        AND (OLD.ended_at IS NULL OR (NEW.ended_at, NEW.end_reason) = (OLD.ended_at, OLD.end_reason)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a consent stays as the member gave it' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE ON helpers_helper
    FOR EACH ROW EXECUTE FUNCTION helpers_consent_stays();
"""
BACKWARD = """
DROP TRIGGER consent_stays ON helpers_helper;
DROP FUNCTION helpers_consent_stays();
DROP TRIGGER receipt_stays ON helpers_receipt;
DROP TRIGGER act_stays ON helpers_act;
DROP FUNCTION helpers_record_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("helpers", "0001_consents_and_acts")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
