"""Consultations, their statements, who takes part and what they say."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=120)),
                ("background", models.TextField(blank=True)),
                ("area_path", models.CharField(max_length=200)),
                ("estate", models.CharField(blank=True, max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=80)),
                ("until_on", models.DateField()),
                ("until_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["until_at", "id"],
                        name="consultation_running",
                    ),
                    models.Index(fields=["-opened_at", "-id"], name="consultation_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("question", "area_path", "estate"),
                        name="consultation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("opened_at"))), name="consultation_lasts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("digest", "")),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="consultation_closed_with_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("stances", models.PositiveIntegerField()),
                ("newest_at", models.DateTimeField()),
                ("found", models.JSONField()),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="picture",
                        to="opinions.consultation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(max_length=64)),
                ("is_beside", models.BooleanField(default=False)),
                ("came_at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="opinions.consultation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpinionStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField(default=b"")),
                ("text", models.CharField(blank=True, max_length=140)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("sealed_reason", models.BinaryField(default=b"")),
                ("at", models.DateTimeField()),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="opinions.consultation",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="opinions.participant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TakenStance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "participant",
                        "statement",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("value", models.SmallIntegerField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="opinions.participant",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="opinions.opinionstatement",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(
                condition=models.Q(("who", ""), _negated=True), fields=["who"], name="participant_who"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("who", ""), _negated=True),
                fields=("consultation", "who"),
                name="participant_once",
            ),
        ),
        migrations.AddIndex(
            model_name="opinionstatement",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["at", "id"], name="statement_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionstatement",
            constraint=models.UniqueConstraint(
                fields=("consultation", "number"), name="statement_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionstatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "accepted")),
                fields=("consultation", "text"),
                name="statement_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "accepted", "rejected"])),
                name="statement_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), models.Q(("text", ""), _negated=True)),
                    models.Q(models.Q(("state", "accepted"), _negated=True), ("text", "")),
                    _connector="OR",
                ),
                name="statement_open_when_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("judged_at", None), ("state", "waiting")),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("judged_at__isnull", False)),
                    _connector="OR",
                ),
                name="statement_judged_with_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="takenstance",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__in", [-1, 0, 1])), name="stance_known"
            ),
        ),
    ]
