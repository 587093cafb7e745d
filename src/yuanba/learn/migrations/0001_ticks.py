"""What somebody has ticked of their own first day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FirstDayTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account_key", models.CharField(max_length=80)),
                ("step", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account_key", "step"), name="first_day_ticked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("account_key", ""), _negated=True), name="first_day_is_somebodys"
                    ),
                ],
            },
        ),
    ]
