"""How messages reach each person, the district's quiet hours, and the month's text messages."""

from django.db import migrations, models

STATES = [
    *("waiting", "failed", "sent", "given_up", "gathered", "digested", "on_paper", "dropped"),
    *("held", "kept"),
]


class Migration(migrations.Migration):
    dependencies = [("yuanba_messages", "0005_robots_of_group_chats")]

    operations = [
        migrations.CreateModel(
            name="MessageWishes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(max_length=80, unique=True)),
                ("reaches", models.JSONField(default=dict)),
                ("digest_at", models.TimeField()),
                ("quiet_from", models.TimeField(null=True)),
                ("quiet_until", models.TimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "messages_wishes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                        | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                        name="wishes_quiet_both_or_none",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessagePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quiet_from", models.TimeField()),
                ("quiet_until", models.TimeField()),
                ("sms_cap", models.PositiveIntegerField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "messages_policy",
                "constraints": [models.CheckConstraint(condition=models.Q(id=1), name="policy_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="SmsMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True)),
                ("used", models.PositiveIntegerField(default=0)),
                ("is_warned", models.BooleanField(default=False)),
                ("is_ended", models.BooleanField(default=False)),
            ],
            options={"db_table": "messages_smsmonth"},
        ),
        migrations.AddField(
            model_name="message",
            name="is_urgent",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="parts",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="counted_on",
            field=models.DateField(null=True),
        ),
        migrations.RemoveConstraint(model_name="message", name="message_one_digest_a_day"),
        migrations.RemoveConstraint(model_name="message", name="message_state_known"),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=STATES), name="message_state_known"
            ),
        ),
        migrations.RemoveIndex(model_name="message", name="message_gathered"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(state__in=["held", "gathered"]),
                fields=["next_attempt_at", "id"],
                name="message_resting",
            ),
        ),
    ]
