"""What people ask about what is kept of them; the first table of this app."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_key", models.CharField(max_length=80)),
                ("taken_by", models.CharField(blank=True, max_length=80)),
                ("receipt", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("pack_digest", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=80)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("sealed_answer", models.BinaryField(default=b"")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["due_at", "id"],
                        name="datarequest_to_answer",
                    ),
                    models.Index(fields=["by_key", "id"], name="datarequest_of_person"),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", False)),
                        fields=["answered_at", "id"],
                        name="datarequest_answered",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("by_key", "kind"),
                        name="datarequest_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("outcome", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("outcome__in", ["granted", "partly", "refused", "dropped"]),
                            ),
                            _connector="OR",
                        ),
                        name="datarequest_answered_with_outcome",
                    ),
                ],
            },
        ),
    ]
