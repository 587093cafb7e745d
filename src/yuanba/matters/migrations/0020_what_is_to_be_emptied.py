"""Where the nightly job looks for words that were kept for their time."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0019_emptied_matters")]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("emptied_at", None), ("ended_at__isnull", False)),
                fields=["ended_at", "id"],
                name="matter_to_empty",
            ),
        ),
    ]
