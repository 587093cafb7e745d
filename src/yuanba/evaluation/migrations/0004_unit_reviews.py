"""Reviews of units: one person's word on a unit's work in a period."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0003_exclusions_are_known"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("review_code", models.CharField(max_length=40)),
                ("unit", models.CharField(max_length=40)),
                ("area_path", models.CharField(max_length=200)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("key", models.CharField(max_length=80)),
                ("satisfaction", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review_code", "from_on", "unit", "key"), name="unit_rating_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "satisfaction__in",
                                [
                                    "very_satisfied",
                                    "satisfied",
                                    "basically_satisfied",
                                    "dissatisfied",
                                    "very_dissatisfied",
                                ],
                            )
                        ),
                        name="unit_rating_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_on__lte", models.F("until_on"))),
                        name="unit_rating_period_in_order",
                    ),
                ],
            },
        ),
    ]
