"""Nothing is held of an offer whose covers have changed by time until it is reckoned again.

The deadline is looked at twice: before the row is changed, and after it is locked, for the time that went by in between.
"""

from django.db import migrations

SIGNATURE = """
CREATE OR REPLACE FUNCTION catalog_reserve(
    wanted_id uuid, wanted_offer uuid, wanted_owner uuid, address text, wanted integer, minutes integer,
    owner_limit integer, address_limit integer, wanted_via text, wanted_channel text,
    OUT outcome text, OUT expires_at timestamptz, OUT association_id uuid, OUT free integer, OUT version bigint
) LANGUAGE plpgsql AS $$
"""
TAKEN = """
    -- The row is locked: nobody else can add a hold of this offer until we commit, so these sums are right.
    SELECT coalesce(sum(h.units) FILTER (WHERE h.owner = wanted_owner), 0),
           coalesce(sum(h.units) FILTER (WHERE h.address_key = address AND address <> ''), 0)
    INTO by_owner, by_address
    FROM catalog_hold AS h WHERE h.offer_id = wanted_offer AND h.status IN ('active', 'pinned');
    IF by_owner + wanted > owner_limit OR by_address + wanted > address_limit THEN
        outcome := 'limit';
        RETURN;
    END IF;
    expires_at := clock_timestamp() + make_interval(mins => minutes);
    INSERT INTO catalog_hold
        (id, offer_id, owner, address_key, units, channel, status, pinned_by, expires_at, created_at)
    VALUES (wanted_id, wanted_offer, wanted_owner, address, wanted, wanted_channel, 'active', '', expires_at,
            clock_timestamp());
    INSERT INTO catalog_stockmovement
        (id, offer_id, version, kind, units, hold_id, via, document, reason, amount_clp, created_at)
    VALUES (uuidv7(), wanted_offer, version, 'held', wanted, wanted_id, wanted_via, '', '', 0, clock_timestamp());
    outcome := 'held';
END $$;
"""
FORWARD = f"""
{SIGNATURE}
DECLARE
    by_owner bigint;
    by_address bigint;
    recheck timestamptz;
BEGIN
    UPDATE catalog_offer AS o
    SET free = o.free - wanted, reserved = o.reserved + wanted, version = o.version + 1
    WHERE o.id = wanted_offer AND o.status = 'open' AND o.free >= wanted
      AND (o.recheck_at IS NULL OR o.recheck_at > clock_timestamp())
    RETURNING o.association_id, o.free, o.version, o.recheck_at INTO association_id, free, version, recheck;
    IF NOT FOUND THEN
        outcome := 'refused';
        RETURN;
    END IF;
    IF recheck <= clock_timestamp() THEN
        UPDATE catalog_offer AS o
        SET free = o.free + wanted, reserved = o.reserved - wanted, version = o.version - 1
        WHERE o.id = wanted_offer;
        outcome := 'refused';
        RETURN;
    END IF;
{TAKEN}
"""
BACKWARD = f"""
{SIGNATURE}
DECLARE
    by_owner bigint;
    by_address bigint;
BEGIN
    UPDATE catalog_offer AS o
    SET free = o.free - wanted, reserved = o.reserved + wanted, version = o.version + 1
    WHERE o.id = wanted_offer AND o.status = 'open' AND o.free >= wanted
    RETURNING o.association_id, o.free, o.version INTO association_id, free, version;
    IF NOT FOUND THEN
        outcome := 'refused';
        RETURN;
    END IF;
{TAKEN}
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0013_allocation_rules")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
