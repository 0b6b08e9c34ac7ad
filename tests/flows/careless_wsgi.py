"""The negative control: the same application with the condition taken out of the decrement.

It reads what is free, decides in Python, and writes what it decided: how stock is oversold.
"""

from config.wsgi import application  # isort: skip  it sets Django up

from catalog.services import stock  # isort: skip

stock._RESERVE = """
WITH seen AS MATERIALIZED (
  SELECT free, pg_sleep(0.005) FROM catalog_offer WHERE id = %(offer)s AND free >= %(units)s
), careless AS (
  UPDATE catalog_offer SET free = seen.free - %(units)s,
         reserved = contributed - withdrawn - allocated - (seen.free - %(units)s), version = version + 1
  FROM seen WHERE id = %(offer)s
  RETURNING association_id, catalog_offer.free, version
), hold AS (
  INSERT INTO catalog_hold (id, offer_id, owner, address_key, units, status, pinned_by, expires_at, created_at)
  SELECT %(id)s, %(offer)s, %(owner)s, %(address)s, %(units)s, 'active', '',
         clock_timestamp() + make_interval(mins => %(minutes)s), clock_timestamp()
  FROM careless RETURNING expires_at
), movement AS (
  INSERT INTO catalog_stockmovement
    (id, offer_id, version, kind, units, hold_id, via, document, reason, amount_clp, created_at)
  SELECT uuidv7(), %(offer)s, version, 'held', %(units)s, %(id)s, %(via)s, '', '', 0, clock_timestamp() FROM careless
)
SELECT CASE WHEN careless IS NULL THEN 'refused' ELSE 'held' END, expires_at, association_id, free, version
FROM (VALUES (1)) AS one LEFT JOIN careless ON true LEFT JOIN hold ON true
"""

__all__ = ["application"]
