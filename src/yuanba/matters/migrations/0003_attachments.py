"""Pictures, voices and documents that came with an act."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_three_levels_of_naming")]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=32)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="matters.matter",
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("content_type", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=64)),
                ("thumbnail", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("seconds", models.PositiveSmallIntegerField(default=0)),
                ("verb", models.CharField(max_length=40)),
                ("is_internal", models.BooleanField(default=False)),
                ("is_from_owner", models.BooleanField(default=False)),
                ("added_by", models.CharField(blank=True, max_length=80)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name"], name="attachment_by_name"),
                    models.Index(
                        condition=models.Q(("thumbnail", ""), _negated=True),
                        fields=["thumbnail"],
                        name="attachment_by_thumbnail",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="attachment_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["picture", "voice", "document"])),
                        name="attachment_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_from_owner", True), ("is_internal", True), _negated=True),
                        name="attachment_is_one_sided",
                    ),
                ],
            },
        ),
    ]
