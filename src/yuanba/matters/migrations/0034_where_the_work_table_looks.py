"""How the work table finds its rows: by what it is filtered by, the newest first, and in its other orders."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("matters", "0033_drafts_are_found"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("unit", ""), _negated=True),
                fields=["unit", "-filed_at", "-id"],
                name="matter_of_unit",
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("class_code", ""), _negated=True),
                fields=["class_code", "-filed_at", "-id"],
                name="matter_of_class",
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("item_code", ""), _negated=True),
                fields=["item_code", "-filed_at", "-id"],
                name="matter_of_item",
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(fields=["channel", "-filed_at", "-id"], name="matter_of_channel"),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(fields=["subdistrict_code", "-filed_at", "-id"], name="matter_of_town"),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                models.Func(
                    "area_path",
                    output_field=models.CharField(max_length=40),
                    template="split_part(%(expressions)s, '/', 4)::varchar(40)",
                ),
                models.OrderBy(models.F("filed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="matter_of_community",
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                models.Func(
                    "area_path",
                    output_field=models.CharField(max_length=40),
                    template="split_part(%(expressions)s, '/', 5)::varchar(40)",
                ),
                models.OrderBy(models.F("filed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="matter_of_grid",
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)), fields=["due_at", "id"], name="matter_by_due"
            ),
        ),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)),
                fields=["ended_at", "id"],
                name="matter_by_end",
            ),
        ),
        AddIndexConcurrently(
            model_name="order",
            index=models.Index(
                condition=models.Q(("role", "co")), fields=["unit", "matter"], name="order_helping"
            ),
        ),
    ]
