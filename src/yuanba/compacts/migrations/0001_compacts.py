"""Compacts and their versions: one draft at most for each, and what was adopted stays as it is."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
create or replace function compacts_keep_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.adopted_at is not null or old.dropped_at is not null then
        raise exception 'a version that was adopted or given up stays as it is'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ballots", "0005_own_shares"),
    ]

    operations = [
        migrations.CreateModel(
            name="Compact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_path", models.CharField(max_length=200)),
                ("estate", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("area_path", "estate"), name="compact_once")],
            },
        ),
        migrations.CreateModel(
            name="CompactVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("clauses", models.JSONField()),
                ("why", models.CharField(blank=True, max_length=500)),
                ("worded_at", models.DateTimeField()),
                ("adopted_at", models.DateTimeField(null=True)),
                ("motion", models.PositiveSmallIntegerField(null=True)),
                ("from_on", models.DateField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "compact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="compacts.compact",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ballots.heldvote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("compact", "number"), name="compact_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("adopted_at", None), ("dropped_at", None)),
                        fields=("compact",),
                        name="compact_one_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("from_on__isnull", False)),
                        fields=("compact", "from_on"),
                        name="compact_one_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted_at", None), ("from_on", None), ("motion", None), ("vote", None)
                            ),
                            models.Q(
                                ("adopted_at__isnull", False),
                                ("from_on__isnull", False),
                                ("motion__isnull", False),
                                ("vote__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="compact_adopted_by_a_vote",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adopted_at", None), ("dropped_at", None), _connector="OR"),
                        name="compact_adopted_or_dropped",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, "drop function compacts_keep_version()"),
        migrations.RunSQL(
            "create trigger compacts_compactversion_stays before update or delete on compacts_compactversion "
            "for each row execute function compacts_keep_version()",
            "drop trigger compacts_compactversion_stays on compacts_compactversion",
        ),
    ]
