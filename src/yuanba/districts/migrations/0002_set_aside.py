"""What failed is set aside, so that the rest goes on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("districts", "0001_district")]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("district", models.CharField(max_length=40)),
                ("part", models.CharField(max_length=80)),
                ("key", models.CharField(blank=True, max_length=80)),
                ("fault", models.CharField(max_length=200)),
                ("tries", models.IntegerField()),
                ("since_at", models.DateTimeField()),
                ("retry_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["district", "part", "key"], name="set_aside_once")
                ]
            },
        ),
    ]
