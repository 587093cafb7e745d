"""Meetings that people demand: who signs, and what is owed once enough have signed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0012_urgent_dispatch"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingDemand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signers", models.CharField(max_length=20)),
                ("share", models.CharField(max_length=12)),
                ("whole", models.PositiveIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=120)),
                ("began_at", models.DateTimeField()),
                ("reached_at", models.DateTimeField(null=True)),
                (
                    "due",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demand",
                        to="deliberation.duemeeting",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands",
                        to="deliberation.topic",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DemandSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=80)),
                ("taken_by", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="deliberation.meetingdemand",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="meetingdemand",
            constraint=models.UniqueConstraint(fields=("topic", "signers"), name="demand_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingdemand",
            constraint=models.CheckConstraint(
                condition=models.Q(("signers__in", ["voters", "representatives"])),
                name="demand_signers_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingdemand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due", None), ("reached_at", None)),
                    models.Q(("due__isnull", False), ("reached_at__isnull", False), ("whole__gt", 0)),
                    _connector="OR",
                ),
                name="demand_reached_is_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="demandsignature",
            constraint=models.UniqueConstraint(fields=("demand", "person"), name="signature_once"),
        ),
    ]
