from django.db import migrations

#: One part at a time while it is held. Core gist has no equality of numbers: a range of one stands for it.
NEVER_DOUBLE = """
alter table venues_claim add constraint claim_never_double exclude using gist
    (int8range(part_id, part_id, '[]') with &&, tstzrange(from_at, until_at) with &&) where (is_open)
"""


class Migration(migrations.Migration):
    dependencies = [("venues", "0001_centres_and_bookings")]
    operations = [
        migrations.RunSQL(NEVER_DOUBLE, "alter table venues_claim drop constraint claim_never_double"),
    ]
