"""The model of an entry's position says whose it is; people have positions too. Its table keeps its name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_found_by_day_and_actor")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Position", "EntryPosition"),
                migrations.AlterModelTable("EntryPosition", "journal_position"),
                migrations.AlterField(
                    "EntryPosition",
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="position",
                        to="journal.entry",
                    ),
                ),
            ]
        )
    ]
