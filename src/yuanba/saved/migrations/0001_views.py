"""Saved views of work tables, for oneself or shared with a unit or an area."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_key", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=40)),
                ("table", models.CharField(max_length=40)),
                ("query", models.CharField(blank=True, max_length=1500)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("area_path", models.CharField(blank=True, max_length=200)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("unit", ""), _negated=True),
                        fields=["unit"],
                        name="saved_view_of_unit",
                    ),
                    models.Index(
                        condition=models.Q(("area_path", ""), _negated=True),
                        fields=["area_path"],
                        name="saved_view_of_area",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner_key", "name"), name="saved_view_named_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_view_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", ""), ("area_path", ""), _connector="OR"),
                        name="saved_view_shared_with_one",
                    ),
                ],
            },
        ),
    ]
