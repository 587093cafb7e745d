"""Who may learn who filed a matter. Matters from before know one level: the unit that answers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_matters_and_orders")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="naming",
            field=models.CharField(db_default="handler", default="handler", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("naming__in", ["public", "handler", "secret"])),
                name="matter_naming_known",
            ),
        ),
    ]
