"""Notices, where they hang, and what is said against them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_key", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("area_path", models.CharField(max_length=200)),
                ("pack_digest", models.CharField(max_length=64)),
                ("class_code", models.CharField(max_length=40)),
                ("posted_at", models.DateTimeField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("barred_keys", models.JSONField(default=list)),
                ("until_at", models.DateTimeField()),
                ("state", models.CharField(default="posted", max_length=10)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "posted")),
                        fields=["until_at", "id"],
                        name="notice_running",
                    ),
                    models.Index(fields=["subject_kind", "subject_key"], name="notice_of_subject"),
                    models.Index(fields=["-posted_at", "-id"], name="notice_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "posted")),
                        fields=("subject_kind", "subject_key"),
                        name="notice_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["posted", "ended", "withdrawn"])),
                        name="notice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="notice_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state", "posted")),
                            models.Q(
                                models.Q(("state", "posted"), _negated=True), ("ended_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="notice_over_with_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
                ("by_key", models.CharField(max_length=80)),
                ("taken_by", models.CharField(blank=True, max_length=80)),
                ("sealed", models.BinaryField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=80)),
                ("ruling", models.CharField(blank=True, max_length=10)),
                ("sealed_answer", models.BinaryField(default=b"")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["due_at", "id"],
                        name="objection_to_answer",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("token",), name="objection_token_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("notice", "by_key"),
                        name="objection_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("ruling", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("ruling__in", ["upheld", "dismissed"]),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_with_ruling",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.CharField(max_length=12)),
                ("area_code", models.CharField(max_length=40)),
                ("area_path", models.CharField(max_length=200)),
                ("medium", models.CharField(max_length=10)),
                ("posted_at", models.DateTimeField(null=True)),
                ("posted_by", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("proof", models.CharField(blank=True, max_length=32)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("posted_at", None)),
                        fields=["area_path", "id"],
                        name="posting_to_do",
                        opclasses=["varchar_pattern_ops", "int8_ops"],
                    ),
                    models.Index(
                        fields=["area_path"], name="posting_in_area", opclasses=["varchar_pattern_ops"]
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "area_code", "medium"), name="posting_once_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["district", "subdistrict", "community", "grid", "micro_grid"])
                        ),
                        name="posting_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("medium__in", ["online", "board"])), name="posting_medium_known"
                    ),
                ],
            },
        ),
    ]
