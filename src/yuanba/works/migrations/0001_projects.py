"""Projects, their milestones and moved last days; the database refuses one that is half done."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0037_council_pauses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=500)),
                ("area_path", models.CharField(max_length=200)),
                ("estate", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(max_length=40)),
                ("planned_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("plan", models.CharField(blank=True, max_length=500)),
                ("granted_fen", models.BigIntegerField(null=True)),
                ("grantor", models.CharField(blank=True, max_length=60)),
                ("beneficiaries", models.PositiveIntegerField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("result", models.CharField(blank=True, max_length=500)),
                ("served", models.PositiveIntegerField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_because", models.CharField(blank=True, max_length=500)),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProjectDelay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("moved_at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="delays", to="works.project"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProjectMilestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("reached_at", models.DateTimeField(null=True)),
                ("words", models.CharField(blank=True, max_length=200)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="works.project",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["-planned_at", "-id"], name="project_newest"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["unit", "due_on"], name="project_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("granted_fen", None), ("grantor", "")),
                    models.Q(
                        ("granted_fen__gt", 0),
                        ("granted_fen__isnull", False),
                        models.Q(("grantor", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="project_money_from_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("result", ""), ("served", None)),
                    models.Q(("done_at__isnull", False), models.Q(("result", ""), _negated=True)),
                    _connector="OR",
                ),
                name="project_done_with_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stopped_at", None), ("stopped_because", "")),
                    models.Q(("stopped_at__isnull", False), models.Q(("stopped_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="project_stopped_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at", None), ("stopped_at", None), _connector="OR"),
                name="project_done_or_stopped",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectdelay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__gt", models.F("from_on")), models.Q(("reason", ""), _negated=True)
                ),
                name="project_delay_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectmilestone",
            constraint=models.UniqueConstraint(fields=("project", "title"), name="project_milestone_once"),
        ),
    ]
