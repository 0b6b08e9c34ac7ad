"""Items of before get their line: kinds that are counted together by what they are about, the others by themselves."""

from django.db import migrations

_SUBJECTS = '{"units_sold": "offer_id", "contribution_added": "offer_id", "member_joined": "association_id"}'

_NAME = f"""
UPDATE notifications_inboxitem SET
  subject = coalesce((params ->> ('{_SUBJECTS}'::jsonb ->> kind))::uuid, event_id),
  day = (created_at AT TIME ZONE 'America/Santiago')::date
WHERE subject IS NULL
"""

_LINES = """
INSERT INTO notifications_inboxgroup (id, person_id, kind, subject, day, count, units, last_item)
SELECT uuidv7(), person_id, kind, subject, day, count(*), sum(coalesce((params ->> 'units')::bigint, 0)),
  (array_agg(id ORDER BY id DESC))[1]
FROM notifications_inboxitem GROUP BY person_id, kind, subject, day
ON CONFLICT (person_id, kind, subject, day) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_lines_channels_and_devices")]

    operations = [
        migrations.RunSQL(_NAME, migrations.RunSQL.noop),
        migrations.RunSQL(_LINES, migrations.RunSQL.noop),
    ]
