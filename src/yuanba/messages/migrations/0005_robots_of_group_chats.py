"""Robots of group chats: two channels more, and what stops or rests one."""

from django.db import migrations, models

CHANNELS = ["sms", "wechat", "webhook", "wecom", "dingtalk", "email", "inbox", "paper", "none"]


class Migration(migrations.Migration):
    dependencies = [("yuanba_messages", "0004_contacts_without_proof")]

    operations = [
        migrations.AddField(
            model_name="contactpoint",
            name="fault",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="rests_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(model_name="contactpoint", name="contact_channel_known"),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(channel__in=CHANNELS), name="contact_channel_known"
            ),
        ),
    ]
