"""Meetings of councils: agenda, drafts that nothing changes, speakers, and what is entered from paper."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_journal"),
        ("deliberation", "0002_topics"),
        ("events", "0001_events_registrations_attendance"),
    ]

    operations = [
        migrations.CreateModel(
            name="CouncilMeeting",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("pack_digest", models.CharField(max_length=64)),
                ("days_before", models.PositiveSmallIntegerField()),
                ("posted_on", models.DateField()),
                ("meets_on", models.DateField()),
                ("urgent_ground", models.CharField(blank=True, max_length=200)),
                ("remarks", models.TextField(blank=True)),
                ("listeners", models.PositiveIntegerField(default=0)),
                ("confirmed_by", models.CharField(blank=True, max_length=80)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("second_by", models.CharField(blank=True, max_length=80)),
                ("second_at", models.DateTimeField(null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="deliberation.council",
                    ),
                ),
                (
                    "due",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting",
                        to="deliberation.duemeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="deliberation.councilmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="deliberation.agendaitem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("record", models.JSONField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="deliberation.councilmeeting",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Speech",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speeches",
                        to="deliberation.councilmeeting",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="councilmeeting",
            index=models.Index(fields=["meets_on", "event"], name="meeting_by_day"),
        ),
        migrations.AddConstraint(
            model_name="councilmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("urgent_ground", ""), _negated=True),
                    (
                        "meets_on__gte",
                        models.ExpressionWrapper(
                            django.db.models.expressions.CombinedExpression(
                                models.F("posted_on"), "+", models.F("days_before")
                            ),
                            output_field=models.DateField(),
                        ),
                    ),
                    _connector="OR",
                ),
                name="meeting_posted_early_enough",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_by", ""),
                    models.Q(
                        models.Q(("confirmed_by", ""), _negated=True),
                        models.Q(("second_by", models.F("confirmed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="meeting_confirmed_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="agenda_item_number_once"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "voting"])),
                fields=("meeting",),
                name="agenda_one_item_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "open", "voting", "passed", "failed", "agreed", "deferred"])
                ),
                name="agenda_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="draft_version_once"),
        ),
        migrations.AddConstraint(
            model_name="paperrecord",
            constraint=models.UniqueConstraint(fields=("meeting", "by"), name="paper_record_once"),
        ),
        migrations.AddConstraint(
            model_name="speech",
            constraint=models.UniqueConstraint(
                condition=models.Q(("began_at__isnull", False), ("ended_at", None)),
                fields=("meeting",),
                name="speech_one_has_the_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="speech",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("meeting", "person_id"),
                name="speech_waits_once",
            ),
        ),
        migrations.RunSQL(
            "create trigger deliberation_draftversion_append_only before update or delete "
            "on deliberation_draftversion for each row execute function refuse_change()",
            "drop trigger deliberation_draftversion_append_only on deliberation_draftversion",
        ),
        migrations.RunSQL(
            "create trigger deliberation_draftversion_keeps_all before truncate "
            "on deliberation_draftversion for each statement execute function refuse_change()",
            "drop trigger deliberation_draftversion_keeps_all on deliberation_draftversion",
        ),
    ]
