"""A unit may ask for a time in minutes."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

UNITS = ["minutes", "urgent_hours", "working_hours", "working_days", "calendar_days"]


class Migration(migrations.Migration):
    dependencies = [("matters", "0026_find_what_is_broken_again")]

    operations = [
        migrations.RemoveConstraint(model_name="request", name="request_unit_known"),
        AddConstraintNotValid(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", UNITS)), name="request_unit_known"
            ),
        ),
    ]
