"""Matters before councils, and the resolutions that come of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0003_meetings_agenda_drafts"),
        ("matters", "0035_indexes_of_what_is_there"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatterReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField()),
                ("referred_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="deliberation.council",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("ground", models.CharField(max_length=200)),
                ("responsible", models.CharField(max_length=60)),
                ("due_on", models.DateField()),
                ("passed_at", models.DateTimeField()),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
                        to="deliberation.matterreferral",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="matterreferral",
            index=models.Index(fields=["matter", "id"], name="referral_of_matter"),
        ),
        migrations.AddConstraint(
            model_name="matterreferral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("matter",), name="referral_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="matterreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("ended_at__gte", models.F("referred_at")), _connector="OR"
                ),
                name="referral_forward",
            ),
        ),
        migrations.AddIndex(
            model_name="resolution",
            index=models.Index(fields=["-passed_at", "-id"], name="resolution_newest"),
        ),
    ]
