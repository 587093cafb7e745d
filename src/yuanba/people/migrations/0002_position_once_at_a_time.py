from django.db import migrations

#: The seat is a digest of kind, unit, area and estate, halved so that its range has room at the end;
#: a range of one number compares for equality without the btree_gist extension.
SEAT = (
    "hashtextextended(kind || '/' || coalesce(unit_id, 0)::text || '/' || coalesce(area_id, 0)::text "
    "|| '/' || coalesce(estate_id, 0)::text, 0) / 2"
)
EXCLUDE = f"""
alter table people_position add constraint position_once_at_a_time exclude using gist (
    int8range(account_id, account_id, '[]') with &&,
    int8range({SEAT}, {SEAT}, '[]') with &&,
    daterange(from_on, until_on, '[]') with &&
)
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_accounts_units_positions")]
    operations = [
        migrations.RunSQL(EXCLUDE, "alter table people_position drop constraint position_once_at_a_time")
    ]
