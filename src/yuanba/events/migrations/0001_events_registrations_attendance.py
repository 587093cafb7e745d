"""Events, who registers for them, and who was there: attendance is append-only."""

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
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=10)),
                ("how", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AttendanceCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "attendance",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="events.attendance",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attendance",
            name="after",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewed",
                to="events.attendancecorrection",
            ),
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_key", models.CharField(blank=True, max_length=80)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=120)),
                ("about", models.TextField(blank=True)),
                ("area_path", models.CharField(max_length=200)),
                ("estate", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("capacity", models.PositiveIntegerField(null=True)),
                ("registers_until", models.DateTimeField(null=True)),
                ("state", models.CharField(default="planned", max_length=10)),
                ("door_token", models.CharField(max_length=43)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("planned_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at", "id"], name="event_by_end")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("subject_kind", ""), _negated=True),
                            models.Q(("state", "cancelled"), _negated=True),
                        ),
                        fields=("subject_kind", "subject_key"),
                        name="event_one_of_a_subject",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("subject_kind", ""), models.Q(("state", "cancelled"), _negated=True)
                        ),
                        fields=("area_path", "place", "title", "starts_at"),
                        name="event_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "open", "begun", "ended", "cancelled"])),
                        name="event_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity", None), ("capacity__gt", 0), _connector="OR"),
                        name="event_has_seats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_cancelled_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("sealed_name", models.BinaryField(default=b"")),
                ("masked", models.CharField(blank=True, max_length=80)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="persons", to="events.event"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="attendance",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="events.eventperson",
            ),
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=43)),
                ("state", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("is_for_other", models.BooleanField(default=False)),
                ("seated_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="events.eventperson",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="eventperson",
            index=models.Index(fields=["key", "-id"], name="event_person_of_key"),
        ),
        migrations.AddConstraint(
            model_name="eventperson",
            constraint=models.UniqueConstraint(fields=("event", "key"), name="event_person_once"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("after", None)), fields=("person",), name="attendance_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["attends", "sits_in", "observes"])),
                name="attendance_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["qr", "code", "list"])), name="attendance_way_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("token",), name="registration_token_once"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("person",),
                name="registration_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["seated", "waiting", "withdrawn"])),
                name="registration_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                    models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at", None)),
                    _connector="OR",
                ),
                name="registration_withdrawn_with_moment",
            ),
        ),
        *append_only("events_attendance"),
        *append_only("events_attendancecorrection"),
    ]
