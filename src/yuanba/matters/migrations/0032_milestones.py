"""Moments by which a unit tells the resident of progress, in each round of work."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0031_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rework", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField()),
                ("ending", models.CharField(blank=True, max_length=10)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["due_at", "id"], name="milestone_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "rework", "code"), name="milestone_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ending", "")),
                            models.Q(
                                ("ended_at__isnull", False), ("ending__in", ("told", "answered", "dropped"))
                            ),
                            _connector="OR",
                        ),
                        name="milestone_ends_with_ending",
                    ),
                ],
            },
        ),
    ]
