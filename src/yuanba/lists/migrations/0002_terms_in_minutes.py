"""A shorter time may be counted in minutes."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

UNITS = ["minutes", "urgent_hours", "working_hours", "working_days", "calendar_days"]


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_lists_and_lines")]

    operations = [
        migrations.RemoveConstraint(model_name="listline", name="list_line_whole_term"),
        AddConstraintNotValid(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", None), ("term_unit", "")),
                    models.Q(("amount__gt", 0), ("term_unit__in", UNITS)),
                    _connector="OR",
                ),
                name="list_line_whole_term",
            ),
        ),
    ]
