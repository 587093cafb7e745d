"""The clock of a matter may stand still while it is before a council."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0036_open_matters_of_a_town")]

    operations = [
        migrations.RemoveConstraint(model_name="pause", name="pause_why_known"),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ["asked", "held", "council"])), name="pause_why_known"
            ),
        ),
    ]
