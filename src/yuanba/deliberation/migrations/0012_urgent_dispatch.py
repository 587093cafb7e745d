"""Why single matters are dispatched before they were deliberated."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0011_what_was_carried_out"),
        ("matters", "0036_open_matters_of_a_town"),
    ]

    operations = [
        migrations.CreateModel(
            name="UrgentDispatch",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("ground", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="urgent_dispatch_with_ground"
                    )
                ],
            },
        ),
    ]
