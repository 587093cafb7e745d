"""Where the clock of dangers looks every minute."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

IN_DANGER = models.Q(
    models.Q(("dangers", ""), _negated=True), ("state__in", ["accepted", "assigned", "filed"])
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0028_terms_are_known")]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=IN_DANGER, fields=["id"], name="matter_in_danger"),
        ),
    ]
