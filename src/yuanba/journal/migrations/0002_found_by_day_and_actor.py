"""An auditor finds entries by day and by who acted."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0001_journal")]

    operations = [
        AddIndexConcurrently(
            model_name="entry", index=models.Index(fields=["at", "id"], name="entry_by_day")
        ),
        AddIndexConcurrently(
            model_name="entry",
            index=models.Index(fields=["actor_key", "at", "id"], name="entry_by_actor"),
        ),
    ]
