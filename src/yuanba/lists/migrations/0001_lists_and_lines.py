"""Communities' lists: versions that nothing changes."""

import django.db.models.deletion
from django.db import migrations, models


def append_only(table: str) -> list[migrations.RunSQL]:
    """Refuse changes of a table, for its owner too."""
    return [
        migrations.RunSQL(
            f"create trigger {table}_append_only before update or delete on {table} "
            "for each row execute function refuse_change()",
            f"drop trigger {table}_append_only on {table}",
        ),
        migrations.RunSQL(
            f"create trigger {table}_keeps_all before truncate on {table} "
            "for each statement execute function refuse_change()",
            f"drop trigger {table}_keeps_all on {table}",
        ),
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("journal", "0001_journal")]
    operations = [
        migrations.CreateModel(
            name="CommunityList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_code", models.CharField(max_length=40)),
                ("area_path", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("pack_digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [models.Index(fields=["area_path", "-number"], name="community_list_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area_code", "number"), name="community_list_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_code", models.CharField(max_length=40)),
                ("wording", models.CharField(blank=True, max_length=60)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("post", models.CharField(blank=True, max_length=40)),
                ("amount", models.PositiveSmallIntegerField(null=True)),
                ("term_unit", models.CharField(blank=True, max_length=20)),
                ("note", models.CharField(blank=True, max_length=120)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="lists.communitylist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "item_code"), name="list_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("term_unit", ""))
                        | models.Q(
                            ("amount__gt", 0),
                            (
                                "term_unit__in",
                                ["urgent_hours", "working_hours", "working_days", "calendar_days"],
                            ),
                        ),
                        name="list_line_whole_term",
                    ),
                ],
            },
        ),
        *append_only("lists_communitylist"),
        *append_only("lists_listline"),
    ]
