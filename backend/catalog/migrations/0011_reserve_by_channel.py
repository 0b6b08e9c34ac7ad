"""A hold says through which door its units were put aside. The release before goes on calling the function without."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalog_reserve(
    wanted_id uuid, wanted_offer uuid, wanted_owner uuid, address text, wanted integer, minutes integer,
    owner_limit integer, address_limit integer, wanted_via text, wanted_channel text,
    OUT outcome text, OUT expires_at timestamptz, OUT association_id uuid, OUT free integer, OUT version bigint
) LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION catalog_reserve(
    wanted_id uuid, wanted_offer uuid, wanted_owner uuid, address text, wanted integer, minutes integer,
    owner_limit integer, address_limit integer, wanted_via text,
    OUT outcome text, OUT expires_at timestamptz, OUT association_id uuid, OUT free integer, OUT version bigint
) LANGUAGE sql AS $$
    SELECT outcome, expires_at, association_id, free, version FROM catalog_reserve(
        wanted_id, wanted_offer, wanted_owner, address, wanted, minutes, owner_limit, address_limit, wanted_via, 'web')
$$;

ALTER TABLE catalog_hold ADD CONSTRAINT hold_channel_is_known
    CHECK (channel IN ('web', 'counter', 'tourism', 'joint'));
"""
BACKWARD = """
ALTER TABLE catalog_hold DROP CONSTRAINT hold_channel_is_known;
DROP FUNCTION catalog_reserve(uuid, uuid, uuid, text, integer, integer, integer, integer, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0010_stock_is_booked")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
