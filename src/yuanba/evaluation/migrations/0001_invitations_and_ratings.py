"""Who is asked to judge, what they say, and who calls them back."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0001_matters_and_orders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("code_digest", models.BinaryField(max_length=32, unique=True)),
                ("group_code", models.CharField(max_length=40)),
                ("is_party", models.BooleanField()),
                ("key", models.CharField(max_length=80)),
                ("exclusion", models.CharField(blank=True, max_length=12)),
                ("class_code", models.CharField(max_length=40)),
                ("item_code", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(max_length=40)),
                ("area_path", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("window_until_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("over_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_solved", models.BooleanField(null=True)),
                ("satisfaction", models.CharField(blank=True, max_length=24)),
                ("sealed", models.BinaryField(default=b"")),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("taken_by", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="evaluation.invitation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=80)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("sealed", models.BinaryField(default=b"")),
                ("text", models.CharField(blank=True, max_length=1000)),
                (
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_up",
                        to="evaluation.rating",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["key", "-id"], name="invitation_by_key"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["asked_at", "unit", "class_code"], name="invitation_counted"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("over_at", None)),
                fields=("matter", "key"),
                name="invitation_once_a_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("exclusion__in", ["", "silent", "unreachable", "tied"])),
                name="invitation_exclusion_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_solved__isnull", False),
                    models.Q(("satisfaction", ""), _negated=True),
                    _connector="OR",
                ),
                name="rating_says_something",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["due_at", "id"], name="follow_up_to_do"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("outcome", "")),
                    models.Q(("done_at__isnull", False), ("outcome__in", ["settled", "rework", "unreached"])),
                    _connector="OR",
                ),
                name="follow_up_done_with_outcome",
            ),
        ),
    ]
