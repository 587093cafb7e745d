"""A procedure that cannot be skipped: the database takes a step only after the one before it passed."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

IN_ORDER = """
create or replace function deliberation_step_in_order() returns trigger language plpgsql as $$
declare
    ended timestamptz;
    stands integer;
    all_passed boolean;
begin
    -- two who record at once come one after the other
    select ended_at into ended from deliberation_procedurecourse where id = new.course_id for update;
    select count(*), coalesce(bool_and(r.passed), true) into stands, all_passed
    from deliberation_procedurerecord r
    where r.course_id = new.course_id
        and not exists (select from deliberation_procedurecorrection c where c.record_id = r.id);
    if ended is not null or not all_passed or new.number <> stands + 1 then
        raise exception 'no step of a procedure is skipped' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""
LAST_ONLY = """
create or replace function deliberation_correct_last() returns trigger language plpgsql as $$
declare
    course bigint;
    step integer;
begin
    select course_id, number into course, step from deliberation_procedurerecord where id = new.record_id;
    perform from deliberation_procedurecourse where id = course for update;
    if exists (
        select from deliberation_procedurerecord r
        where r.course_id = course and r.number > step
            and not exists (select from deliberation_procedurecorrection c where c.record_id = r.id)
    ) then
        raise exception 'only the last step is taken back' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""


def trigger(table: str, name: str, when: str, does: str) -> migrations.RunSQL:
    """One trigger of a table."""
    each = "statement" if when == "truncate" else "row"
    return migrations.RunSQL(
        f"create trigger {table}_{name} before {when} on {table} for each {each} execute function {does}()",
        f"drop trigger {table}_{name} on {table}",
    )


RECORD, CORRECTION = "deliberation_procedurerecord", "deliberation_procedurecorrection"


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0008_figures_of_a_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcedureCourse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pack_digest", models.CharField(max_length=64)),
                ("steps", models.JSONField()),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="deliberation.council",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="deliberation.matterreferral",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="deliberation.topic",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("act", models.CharField(max_length=20)),
                ("held_on", models.DateField()),
                ("passed", models.BooleanField()),
                ("due", models.PositiveIntegerField(null=True)),
                ("present", models.PositiveIntegerField(null=True)),
                ("agreed", models.PositiveIntegerField(null=True)),
                ("posted_until", models.DateField(null=True)),
                ("place", models.CharField(blank=True, max_length=100)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="deliberation.procedurecourse",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deliberation.councilmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="deliberation.procedurerecord",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="procedurecourse",
            index=models.Index(fields=["council", "-id"], name="course_of_council"),
        ),
        migrations.AddConstraint(
            model_name="procedurecourse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("referral__isnull", False), ("topic", None)),
                    models.Q(("referral", None), ("topic__isnull", False)),
                    _connector="OR",
                ),
                name="course_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurecourse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "failed"), _negated=True),
                fields=("topic",),
                name="course_topic_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurecourse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "failed"), _negated=True),
                fields=("referral",),
                name="course_referral_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurecourse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", "")),
                    models.Q(("ended_at__isnull", False), ("outcome__in", ["done", "failed"])),
                    _connector="OR",
                ),
                name="course_ended_somehow",
            ),
        ),
        migrations.AddIndex(
            model_name="procedurerecord",
            index=models.Index(fields=["course", "id"], name="step_of_course"),
        ),
        migrations.AddConstraint(
            model_name="procedurerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        ["propose", "consult", "review", "decide", "publish_decision", "publish_result"],
                    )
                ),
                name="step_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed", None), ("due", None), ("present", None)),
                    models.Q(
                        ("due__gt", 0),
                        ("due__gte", models.F("present")),
                        ("present__gte", models.F("agreed")),
                    ),
                    _connector="OR",
                ),
                name="step_heads_fit",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["publish_decision", "publish_result"]), _negated=True),
                    models.Q(
                        (
                            "posted_until__gte",
                            models.ExpressionWrapper(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("held_on"), "+", models.Value(14)
                                ),
                                output_field=models.DateField(),
                            ),
                        ),
                        ("posted_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="step_posted_long_enough",
            ),
        ),
        migrations.RunSQL(IN_ORDER, "drop function deliberation_step_in_order()"),
        migrations.RunSQL(LAST_ONLY, "drop function deliberation_correct_last()"),
        trigger(RECORD, "in_order", "insert", "deliberation_step_in_order"),
        trigger(CORRECTION, "last_only", "insert", "deliberation_correct_last"),
        *(
            trigger(table, name, when, "refuse_change")
            for table in (RECORD, CORRECTION)
            for name, when in (("append_only", "update or delete"), ("keeps_all", "truncate"))
        ),
    ]
