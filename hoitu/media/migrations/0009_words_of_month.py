from django.db import migrations

# A search wants the newest files that match. In one index of all words those of a common word are a million entries
# that must be read to know the newest; with agency and month of arrival before each word the newest months answer.
# `queries/months.py` writes the same beginning.
WORDS_OF_MONTH = """
CREATE FUNCTION media_words_of_month(words tsvector, agency uuid, arrived timestamptz) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
 SELECT array_to_tsvector(array_agg(
  right(agency::text, 6) || ((extract(year FROM arrived AT TIME ZONE 'UTC') * 12)::int
   + extract(month FROM arrived AT TIME ZONE 'UTC')::int)::text || ':' || word))
 FROM unnest(tsvector_to_array(words)) AS word
);
CREATE INDEX asset_words_of_month ON media_assetrow
 USING gin (media_words_of_month(words, agency_id, added_at)) WITH (fastupdate = off);
DROP INDEX asset_words;
"""
BACK = """
CREATE INDEX asset_words ON media_assetrow USING gin (words) WITH (fastupdate = off);
DROP INDEX asset_words_of_month;
DROP FUNCTION media_words_of_month;
"""


class Migration(migrations.Migration):
    dependencies = [("media", "0008_sets")]

    operations = [migrations.RunSQL(WORDS_OF_MONTH, reverse_sql=BACK)]
