"""Selections, nominees and honours: one round at a time for each council, and what was concluded stays."""

import django.db.models.deletion
from django.db import migrations, models

KEEP_HONOUR = """
create or replace function honours_keep_honour() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.withdrawn_at is not null
        or (new.nominee_id, new.from_on, new.until_on)
            is distinct from (old.nominee_id, old.from_on, old.until_on)
    then
        raise exception 'an honour is taken off the list once, and nothing else about it changes'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""
KEEP_SELECTION = """
create or replace function honours_keep_selection() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.conferred_at is not null or old.dropped_at is not null
        or (old.vote_id is not null and new.vote_id is distinct from old.vote_id)
    then
        raise exception 'a selection that is over, and the vote of one, stay as they are'
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
        ("deliberation", "0016_priorities"),
        ("notices", "0005_where_the_work_table_looks"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldSelection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("pack_digest", models.CharField(max_length=64)),
                ("terms", models.JSONField()),
                ("title", models.CharField(max_length=60)),
                ("opened_at", models.DateTimeField()),
                ("nominate_until", models.DateField()),
                ("conferred_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deliberation.council",
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "vote",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ballots.heldvote",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Nominee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("award", models.CharField(max_length=40)),
                ("sealed_name", models.BinaryField(db_default=b"", default=b"")),
                ("name_digest", models.BinaryField(null=True)),
                ("sealed_deeds", models.BinaryField(db_default=b"", default=b"")),
                ("account_key", models.CharField(blank=True, max_length=80)),
                ("by_key", models.CharField(blank=True, max_length=80)),
                ("taken_by", models.CharField(blank=True, max_length=80)),
                ("nominated_at", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("consent", models.CharField(blank=True, max_length=12)),
                ("on_list", models.BooleanField(default=False)),
                ("motion", models.PositiveSmallIntegerField(null=True)),
                ("is_posted", models.BooleanField(default=False)),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominees",
                        to="honours.heldselection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Honour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "nominee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="honour",
                        to="honours.nominee",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["until_on", "id"], name="honour_stands")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="honour_term_forward"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="heldselection",
            index=models.Index(fields=["-opened_at", "-id"], name="selection_newest"),
        ),
        migrations.AddConstraint(
            model_name="heldselection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("conferred_at", None), ("dropped_at", None)),
                fields=("council", "kind"),
                name="selection_runs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldselection",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice", None), ("vote__isnull", False), _connector="OR"),
                name="selection_posted_after_vote",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("conferred_at", None),
                    models.Q(("dropped_at", None), ("notice__isnull", False)),
                    _connector="OR",
                ),
                name="selection_conferred_after_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dropped_at", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="selection_dropped_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="nominee",
            index=models.Index(fields=["account_key"], name="nominee_of_account"),
        ),
        migrations.AddIndex(
            model_name="nominee",
            index=models.Index(fields=["by_key"], name="nominee_by"),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.UniqueConstraint(
                fields=("selection", "award", "name_digest"), name="nominee_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.UniqueConstraint(fields=("selection", "motion"), name="nominee_motion_once"),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "agreed", "withdrawn", "lapsed"])),
                name="nominee_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "agreed"), _negated=True),
                    models.Q(
                        ("agreed_at__isnull", False),
                        ("consent__in", ["online", "face_to_face", "by_phone", "in_writing"]),
                    ),
                    _connector="OR",
                ),
                name="nominee_agreed_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.CheckConstraint(
                condition=models.Q(("motion", None), ("agreed_at__isnull", False), _connector="OR"),
                name="nominee_voted_on_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_posted", False), ("motion__isnull", False), _connector="OR"),
                name="nominee_posted_after_vote",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["asked", "agreed"]),
                    models.Q(
                        ("account_key", ""),
                        ("name_digest", None),
                        ("sealed_deeds", b""),
                        ("sealed_name", b""),
                    ),
                    _connector="OR",
                ),
                name="nominee_gone_without_name",
            ),
        ),
        migrations.RunSQL(KEEP_HONOUR, "drop function honours_keep_honour()"),
        migrations.RunSQL(
            "create trigger honours_honour_stays before update or delete on honours_honour "
            "for each row execute function honours_keep_honour()",
            "drop trigger honours_honour_stays on honours_honour",
        ),
        migrations.RunSQL(KEEP_SELECTION, "drop function honours_keep_selection()"),
        migrations.RunSQL(
            "create trigger honours_heldselection_stays before update or delete on honours_heldselection "
            "for each row execute function honours_keep_selection()",
            "drop trigger honours_heldselection_stays on honours_heldselection",
        ),
    ]
