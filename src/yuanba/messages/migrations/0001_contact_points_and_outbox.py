import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("channel", models.CharField(max_length=10)),
                ("owner", models.CharField(blank=True, max_length=80)),
                ("sealed", models.BinaryField()),
                ("masked", models.CharField(blank=True, max_length=120)),
                ("digest", models.BinaryField(max_length=32)),
                ("is_verified", models.BooleanField(default=False)),
                ("pace", models.CharField(default="each", max_length=10)),
                ("language", models.CharField(default="zh-hans", max_length=10)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": "messages_contactpoint",
                "indexes": [models.Index(fields=["owner"], name="contact_by_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "channel", "digest"), name="contact_once_per_address"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["sms", "wechat", "webhook", "email", "inbox", "paper", "none"])
                        ),
                        name="contact_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pace__in", ["each", "daily"])), name="contact_pace_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboxItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("box_kind", models.CharField(max_length=20)),
                ("box_key", models.CharField(max_length=80)),
                ("area_path", models.CharField(blank=True, max_length=200)),
                ("entry_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("verb", models.CharField(max_length=80)),
                ("audience", models.CharField(max_length=20)),
                ("outcome", models.JSONField()),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "messages_inboxitem",
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["box_kind", "box_key", "-id"],
                        name="inbox_unread",
                    ),
                    models.Index(fields=["box_kind", "box_key", "-id"], name="inbox_in_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("box_kind", "box_key", "entry_id", "audience"), name="inbox_once_per_entry"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("entry_id", models.BigIntegerField(null=True)),
                ("digest_on", models.DateField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("verb", models.CharField(max_length=80)),
                ("channel", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("sealed", models.BinaryField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_attempt_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("fault", models.CharField(blank=True, max_length=40)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="yuanba_messages.contactpoint",
                    ),
                ),
            ],
            options={
                "db_table": "messages_message",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "failed"])),
                        fields=["next_attempt_at", "id"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "gathered")),
                        fields=["contact", "id"],
                        name="message_gathered",
                    ),
                    models.Index(fields=["state", "-id"], name="message_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry_id", "contact"), name="message_once_per_entry"),
                    models.UniqueConstraint(fields=("digest_on", "contact"), name="message_one_digest_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "failed",
                                    "sent",
                                    "given_up",
                                    "gathered",
                                    "digested",
                                    "on_paper",
                                    "dropped",
                                ],
                            )
                        ),
                        name="message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest_on__isnull", False), ("entry_id__isnull", True)),
                            models.Q(("digest_on__isnull", True), ("entry_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="message_about_entry_or_day",
                    ),
                ],
            },
        ),
    ]
