"""Indexes for the clock and the supervision list."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

LIVING = models.Q(
    ("state__in", ["archived", "closed", "guided", "merged", "refused", "withdrawn"]), _negated=True
)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0016_marks")]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=LIVING, fields=["until_at", "id"], name="matter_until"),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(condition=LIVING, fields=["due_at", "id"], name="matter_due"),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("is_prioritised", True)),
                fields=["-filed_at", "-id"],
                name="matter_prioritised",
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("merged_into", None), _negated=True),
                fields=["merged_into"],
                name="matter_merged",
            ),
        ),
    ]
