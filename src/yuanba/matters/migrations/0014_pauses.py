"""Stretches in which the clock stands still."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0013_orders_of_helpers")]

    operations = [
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="matters.matter",
                    ),
                ),
                ("why", models.CharField(max_length=10)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)), fields=("matter",), name="pause_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["asked", "held"])), name="pause_why_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at", None), ("until_at__gte", models.F("from_at")), _connector="OR"
                        ),
                        name="pause_forward",
                    ),
                ]
            },
        ),
    ]
