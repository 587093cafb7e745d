"""Accounts know of the chairs that they have already."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0009_procedure"),
        ("people", "0014_chairs"),
    ]

    operations = [
        migrations.RunSQL(
            "update people_account set has_chair = true where key in "
            "(select holder from deliberation_councilseat "
            "where until_on is null and role in ('convener', 'secretary'))",
            migrations.RunSQL.noop,
        ),
    ]
