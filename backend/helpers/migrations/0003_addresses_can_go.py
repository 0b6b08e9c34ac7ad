"""Addresses leave the record when nobody needs them: the one that was asked, and where the receipts went."""

from django.db import migrations

_FUNCTION = """
CREATE OR REPLACE FUNCTION helpers_consent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.association_id, NEW.membership_id, NEW.producer_id, NEW.scopes, NEW.given,
             NEW.reference, NEW.given_on, NEW.recorded_by_id, NEW.created_at, NEW.ends_at)
          = (OLD.id, OLD.association_id, OLD.membership_id, OLD.producer_id, OLD.scopes, OLD.given,
             OLD.reference, OLD.given_on, OLD.recorded_by_id, OLD.created_at, OLD.ends_at)
        AND %s
        AND (OLD.person_id IS NULL OR NEW.person_id = OLD.person_id)
        AND (OLD.ended_at IS NULL OR (NEW.ended_at, NEW.end_reason) = (OLD.ended_at, OLD.end_reason)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a consent stays as the member gave it' USING ERRCODE = 'restrict_violation';
END $$;
"""
_MAY_GO = """NEW.email IN (OLD.email, '', OLD.id || '@closed.invalid')
        AND (OLD.ended_at IS NULL
             OR (NEW.member_phone IN (OLD.member_phone, '') AND NEW.member_email IN (OLD.member_email, '')))"""


class Migration(migrations.Migration):
    dependencies = [("helpers", "0002_nothing_is_taken_back")]

    operations = [migrations.RunSQL(_FUNCTION % _MAY_GO, _FUNCTION % "NEW.email = OLD.email")]
