"""Where a resident's page looks for the objections that they raised."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notices", "0003_everyday_notices")]

    operations = [
        AddIndexConcurrently(
            model_name="objection",
            index=models.Index(fields=["by_key", "-id"], name="objection_of_person"),
        ),
    ]
