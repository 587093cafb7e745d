"""How the work table of notices finds its rows: by area, the newest first, and by the last day."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("notices", "0004_objections_of_a_person"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(fields=["until_at", "id"], name="notice_by_end"),
        ),
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                models.Func(
                    "area_path",
                    output_field=models.CharField(max_length=40),
                    template="split_part(%(expressions)s, '/', 3)::varchar(40)",
                ),
                models.OrderBy(models.F("posted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="notice_of_town",
            ),
        ),
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                models.Func(
                    "area_path",
                    output_field=models.CharField(max_length=40),
                    template="split_part(%(expressions)s, '/', 4)::varchar(40)",
                ),
                models.OrderBy(models.F("posted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="notice_of_community",
            ),
        ),
    ]
