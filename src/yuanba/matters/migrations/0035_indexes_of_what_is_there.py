"""Indexes of the work table hold only matters that have what they are about, so that a filing enters few.

The steps' index holds all matters with a step's deadline, open or not, since a list
of any state is read in its order. The key of what a matter was merged into had two indexes; one goes.
"""

import django.db.models.deletion
import django.db.models.lookups
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

LIVING = ["accepted", "answered", "assigned", "evaluating", "filed", "held", "noticed", "waiting"]


def _code_at(level: int) -> models.Func:
    return models.Func(
        "area_path",
        output_field=models.CharField(max_length=40),
        template=f"split_part(%(expressions)s, '/', {level + 1})::varchar(40)",
    )


def _of_code(name: str, level: int) -> models.Index:
    return models.Index(
        _code_at(level),
        models.OrderBy(models.F("filed_at"), descending=True),
        models.OrderBy(models.F("id"), descending=True),
        condition=models.Q(django.db.models.lookups.Exact(_code_at(level), models.Value("")), _negated=True),
        name=name,
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("matters", "0034_where_the_work_table_looks"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("until_at__isnull", False)), fields=["until_at", "id"], name="matter_step"
            ),
        ),
        RemoveIndexConcurrently(model_name="matter", name="matter_until"),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("state__in", LIVING), ("due_at__isnull", False)),
                fields=["due_at", "id"],
                name="matter_open_due",
            ),
        ),
        RemoveIndexConcurrently(model_name="matter", name="matter_due"),
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("subdistrict_code", ""), _negated=True),
                fields=["subdistrict_code", "-filed_at", "-id"],
                name="matter_in_town",
            ),
        ),
        RemoveIndexConcurrently(model_name="matter", name="matter_of_town"),
        AddIndexConcurrently(model_name="matter", index=_of_code("matter_in_community", 3)),
        RemoveIndexConcurrently(model_name="matter", name="matter_of_community"),
        AddIndexConcurrently(model_name="matter", index=_of_code("matter_in_grid", 4)),
        RemoveIndexConcurrently(model_name="matter", name="matter_of_grid"),
        migrations.AlterField(
            model_name="matter",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="matters.matter",
            ),
        ),
    ]
