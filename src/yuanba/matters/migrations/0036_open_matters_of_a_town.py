"""A town's open matters have an index: its queues were counted by reading every matter it ever had."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

LIVING = ["accepted", "answered", "assigned", "evaluating", "filed", "held", "noticed", "waiting"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0035_indexes_of_what_is_there")]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                name="matter_open_in_town",
                fields=["subdistrict_code"],
                condition=models.Q(("state__in", LIVING)),
            ),
        ),
    ]
