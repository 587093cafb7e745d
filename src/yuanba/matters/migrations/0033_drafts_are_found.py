"""Where the work queue looks for dispatches that wait for a signature."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0032_milestones")]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(draft__isnull=False), fields=["until_at", "id"], name="matter_drafted"
            ),
        ),
    ]
