"""All words of all offers with how they sound in Spanish, kept by a trigger: what a slip of the pen is compared with."""

import django.contrib.postgres.indexes
from django.db import migrations, models

FORWARD = """
-- Letters that Spanish pronounces alike become one: b/v, s/z/c, k/qu/c, y/ll, j/g; h is silent; doubled ones count once.
CREATE FUNCTION catalog_sound(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
    regexp_replace(
        translate(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        replace(replace(replace(word, 'ch', 'X'), 'h', ''), 'll', 'y'),
                        'c(?=[ei])', 's', 'g'),
                    'qu?(?=[ei])', 'k', 'g'),
                'g(?=[ei])', 'j', 'g'),
            'cqzxvw', 'kkssbb'),
        '(.)\\1+', '\\1', 'g');

CREATE FUNCTION catalog_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- In one order, so that two who add the same words wait for each other and never in a ring.
    INSERT INTO catalog_searchword (word, sound)
    SELECT word, catalog_sound(word)
    FROM (SELECT DISTINCT unnest(string_to_array(NEW.search_text, ' ')) AS word) AS words
    WHERE length(word) BETWEEN 3 AND 40 AND word ~ '[a-z]'
    ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER offer_keeps_words AFTER INSERT OR UPDATE OF search_text ON catalog_offer
    FOR EACH ROW EXECUTE FUNCTION catalog_keep_words();

INSERT INTO catalog_searchword (word, sound)
SELECT word, catalog_sound(word)
FROM (SELECT DISTINCT unnest(string_to_array(search_text, ' ')) AS word FROM catalog_offer) AS words
WHERE length(word) BETWEEN 3 AND 40 AND word ~ '[a-z]';
"""
BACKWARD = """
DROP TRIGGER offer_keeps_words ON catalog_offer;
DROP FUNCTION catalog_keep_words();
DROP FUNCTION catalog_sound(text);
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_reserve")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("sound", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["sound"], name="search_word_sound", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
