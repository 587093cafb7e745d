"""An account knows whether it has the chair of a council, so that menus need not ask."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0013_edition_of_seats")]

    operations = [
        migrations.AddField("account", "has_chair", models.BooleanField(default=False, db_default=False)),
    ]
