"""Nobody is two administrators of the system at once."""

from django.db import migrations

#: A range of one number compares for equality without the btree_gist extension.
EXCLUDE = """
alter table people_position add constraint keeper_once_at_a_time exclude using gist (
    int8range(account_id, account_id, '[]') with &&,
    daterange(from_on, until_on, '[]') with &&
) where (kind in ('system_admin', 'security_admin', 'audit_admin'))
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_kin")]
    operations = [
        migrations.RunSQL(EXCLUDE, "alter table people_position drop constraint keeper_once_at_a_time")
    ]
