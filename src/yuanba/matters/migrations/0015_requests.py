"""Holds and extensions that units ask for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_pauses")]

    operations = [
        migrations.CreateModel(
            name="Request",
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
                        related_name="requests",
                        to="matters.matter",
                    ),
                ),
                ("wish", models.CharField(max_length=10)),
                ("amount", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("is_granted", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)), fields=("matter",), name="request_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wish__in", ["hold", "extend"])), name="request_wish_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["urgent_hours", "working_hours", "working_days", "calendar_days"])
                        ),
                        name="request_unit_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("is_granted", None)),
                            models.Q(("decided_at__isnull", False), ("is_granted__isnull", False)),
                            _connector="OR",
                        ),
                        name="request_decided_or_not",
                    ),
                ]
            },
        ),
    ]
